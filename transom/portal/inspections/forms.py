"""What is asked of somebody who schedules an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from transom.inspections.rules import by_week, long_day
from transom.kernel.refusals import Refused

MAX_CONTACT, MAX_NOTE = 200, 1000


@dataclass(slots=True)
class ScheduleForm:
    """The typed day, contact and access note; `errors` holds a sentence by field, nothing typed is lost."""

    days: Sequence[date]
    day: str = ""
    contact: str = ""
    access_note: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def read(self, posted: QueryDict) -> date | None:
        """Take what was posted; the chosen day, or None with a sentence in `errors`."""
        self.day = posted.get("day", "")
        self.contact = posted.get("contact", "").strip()
        self.access_note = posted.get("access_note", "").strip()
        chosen = _day(self.day)
        if chosen is None:
            self.errors["day"] = "Choose a day."
        if len(self.contact) > MAX_CONTACT:
            self.errors["contact"] = f"Keep this to {MAX_CONTACT} characters."
        if len(self.access_note) > MAX_NOTE:
            self.errors["access_note"] = f"Keep this to {MAX_NOTE:,} characters."
        return chosen if not self.errors else None

    def refuse(self, refused: Refused) -> None:
        """Put an action's reasons where they belong: at their field, or above the form."""
        for reason in refused.reasons:
            self.errors.setdefault(reason.field or "day", reason.say)

    @property
    def weeks(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The days on offer, by week: ("Week of Mar 2", [("2026-03-03", "Tue, Mar 3, 2026")])."""
        return [
            (f"Week of {monday:%b} {monday.day}", [(day.isoformat(), long_day(day)) for day in days])
            for monday, days in by_week(self.days)
        ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
