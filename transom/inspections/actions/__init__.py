"""The only writers of inspections: listed, asked for, moved, called off, given to an inspector, done; standing."""

from transom.inspections.actions.stars import fix_stars
from transom.inspections.actions.visits import (
    Spec,
    assign,
    cancel,
    list_again,
    list_required,
    record_result,
    request,
    reschedule,
)

__all__ = [
    "Spec",
    "assign",
    "cancel",
    "fix_stars",
    "list_again",
    "list_required",
    "record_result",
    "request",
    "reschedule",
]
