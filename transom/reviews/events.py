"""What can happen to a plan review, as the chronology says it."""

from __future__ import annotations

from transom.history.verbs import Verb

VERBS: dict[str, Verb] = {
    "review.started": Verb("{label} review started, due {due_said} (cycle {cycle})", public=True),
    "review.decided": Verb("{label} review: {decision_label}", public=True),
    "review.commented": Verb("{label} review: a comment was added", public=True),
    "review.answered": Verb("{label} review: the applicant answered a comment", public=True),
    "review.assigned": Verb("{label} review given to {assignee}", public=False),
    "review.cancelled": Verb("{label} review is no longer needed", public=True),
}
