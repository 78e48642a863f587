"""What a record of a type needs beside its form: papers, reviews and inspections."""

from dataclasses import dataclass

from transom.rulebook.expressions import Expression


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """A paper to upload; `expires` papers carry a date until which they are good."""

    key: str
    label: str
    required: bool
    expires: bool
    help: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSpec:
    """A team's review; `days` are business days of the first, second and later cycles."""

    key: str
    label: str
    team: str
    days: tuple[int, ...]

    def days_for(self, cycle: int) -> int:
        """Business days of a cycle, counted from 1; the last number stands for all later ones."""
        return self.days[min(max(cycle, 1), len(self.days)) - 1]


@dataclass(frozen=True, slots=True)
class InspectionSpec:
    """A visit; it waits for the inspections in `after`, and a `last` one for all others."""

    key: str
    label: str
    team: str
    after: tuple[str, ...]
    last: bool
    help: str = ""


@dataclass(frozen=True, slots=True)
class Conditional:
    """A document, review or inspection with the condition that calls for it."""

    spec: DocumentSpec | ReviewSpec | InspectionSpec
    when: Expression
