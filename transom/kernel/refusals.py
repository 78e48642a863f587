"""A refusal carries its reasons, so that the page, the e-mail and the guard say the same words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why something may not be done: a sentence to the person, the rule behind it, and the field it stands at."""

    say: str
    because: str = ""
    field: str = ""


class Refused(Exception):
    """An action was refused and nothing was changed; `reasons` are fit to be shown to whoever asked."""

    def __init__(self, *reasons: Reason | str) -> None:
        if not reasons:
            raise TypeError("A refusal needs at least one reason.")
        self.reasons = tuple(Reason(reason) if isinstance(reason, str) else reason for reason in reasons)
        super().__init__(" ".join(reason.say for reason in self.reasons))


def refuse_if(reasons: tuple[Reason, ...] | list[Reason]) -> None:
    """Turns a guard's answer into a refusal. Raises Refused when there is any reason, else does nothing."""
    if reasons:
        raise Refused(*reasons)
