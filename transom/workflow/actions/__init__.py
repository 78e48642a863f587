"""The only mover of records."""

from transom.workflow.actions.applications import submit
from transom.workflow.actions.moves import advance, advance_for_firm, advance_record, fire
from transom.workflow.actions.stars import StarsGiven, fix_stars
from transom.workflow.actions.timers import tick

__all__ = ["StarsGiven", "advance", "advance_for_firm", "advance_record", "fire", "fix_stars", "submit", "tick"]
