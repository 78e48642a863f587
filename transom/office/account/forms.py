"""What office pages send, and what is wrong with it, by field."""

from __future__ import annotations

from django.http import QueryDict

from transom.kernel.refusals import Refused

Errors = dict[str, list[str]]


def typed(post: QueryDict, *names: str) -> dict[str, str]:
    """What stood in these boxes; other names in the form are never read."""
    return {name: post.get(name, "") for name in names}


def errors_of(refused: Refused) -> Errors:
    """The reasons of a refusal by the field they stand at; "" for what concerns the whole page."""
    found: Errors = {}
    for reason in refused.reasons:
        found.setdefault(reason.field, []).append(reason.say)
    return found
