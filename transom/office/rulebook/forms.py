"""What staff send when they propose rules: the day, the reason, a text or files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from transom.kernel.refusals import Refused

TEXTS = ("effective", "note")
LONGEST_NOTE = 2_000


@dataclass
class ProposeForm:
    """The first day and the reason; what was typed stays when something is wrong."""

    typed: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(TEXTS, ""))
    errors: dict[str, str] = field(default_factory=dict)
    effective: date = date.min

    @classmethod
    def of(cls, posted: QueryDict) -> ProposeForm:
        """What was sent; `errors` says what cannot be read."""
        form = cls({name: posted.get(name, "").strip() for name in TEXTS})
        try:
            form.effective = date.fromisoformat(form.typed["effective"])
        except ValueError:
            form.errors["effective"] = "Choose the first day of these rules."
        if not form.typed["note"]:
            form.errors["note"] = "Say what changes and by which ordinance."
        elif len(form.typed["note"]) > LONGEST_NOTE:
            form.errors["note"] = f"Shorten this to {LONGEST_NOTE:,} characters."
        return form

    @classmethod
    def again(cls, note: str, effective: date, today: date) -> ProposeForm:
        """The day and the reason of an earlier proposal; a day that has passed is left open."""
        return cls({"note": note, "effective": effective.isoformat() if effective >= today else ""})

    def refuse(self, refused: Refused) -> None:
        """Put each reason at its field, or at the top of the page."""
        for reason in refused.reasons:
            self.errors.setdefault(reason.field, f"{reason.say} {reason.because}".strip())


def text_of(posted: QueryDict) -> str:
    """A text as the area sends it, with plain line ends."""
    return posted.get("text", "").replace("\r\n", "\n")
