"""A review as it is written: rows of comments and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from transom.kernel.refusals import Refused
from transom.reviews.rules import APPROVED, CORRECTIONS, DENIED, Remark

ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60
DECISIONS = (
    (APPROVED, "Approve", "This team has no objection."),
    (CORRECTIONS, "Corrections needed", "The applicant corrects what must be fixed and hands it in again."),
    (DENIED, "Deny", "It cannot be approved, even with corrections."),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row for a comment, as typed."""

    text: str = ""
    sheet: str = ""
    code_section: str = ""
    must_fix: bool = True

    @property
    def is_blank(self) -> bool:
        return not (self.text.strip() or self.sheet.strip() or self.code_section.strip())


@dataclass(slots=True)
class ReviewForm:
    """What was typed, and what is wrong with it by the names of its controls."""

    rows: list[Row] = field(default_factory=lambda: [Row()] * ROWS)
    decision: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def remarks(self) -> list[Remark]:
        """The comments of all rows that are not blank."""
        return [Remark(row.text, row.sheet, row.code_section, row.must_fix) for row in self.rows if not row.is_blank]

    def refuse(self, refused: Refused) -> None:
        """Put an action's reasons where they belong; a comment's number there counts only rows that are not blank."""
        filled = [place for place, row in enumerate(self.rows) if not row.is_blank]
        for reason in refused.reasons:
            name, _, rest = reason.field.partition(".")
            if name == "comments":
                place = filled[int(rest.split(".")[0])] if rest else 0
                self.errors[f"text-{place}"] = reason.say
            else:
                self.errors["decision" if name == "decision" else ""] = reason.say


def read(posted: Mapping[str, str]) -> ReviewForm:
    """The form as posted; more rows are added when they were asked for."""
    count = min(int(posted.get("rows", "0")) if posted.get("rows", "").isdecimal() else ROWS, MOST_ROWS)
    rows = [
        Row(
            posted.get(f"text-{place}", ""),
            posted.get(f"sheet-{place}", "")[:40],
            posted.get(f"code-{place}", "")[:80],
            f"must-{place}" in posted,
        )
        for place in range(count)
    ]
    if "more" in posted:
        rows += [Row()] * MORE_ROWS
    return ReviewForm(rows[:MOST_ROWS], posted.get("decision", ""))
