"""What each event causes: `at_once` in the same transaction, `later` as a job deferred in the same transaction.

One line a verb; `history` refuses a verb or a job that nobody declared when the program starts.
"""

from __future__ import annotations

from transom.history.reactions import Reaction
from transom.workflow import actions as workflow

# The public face of a record follows every event that changes it; what must be told goes out beside it.
SHOW = "search.republish"

REACTIONS: dict[str, Reaction] = {
    "record.submitted": Reaction(later=[SHOW]),
    "record.status_changed": Reaction(later=[SHOW]),
    "record.amended": Reaction(at_once=[workflow.advance_for_firm], later=[SHOW]),
    "record.attached": Reaction(at_once=[workflow.advance], later=["records.tell_staff_attached"]),
    "record.party_changed": Reaction(at_once=[workflow.advance], later=[SHOW]),
    "record.hold_lifted": Reaction(at_once=[workflow.advance]),
    "record.condition_added": Reaction(later=[SHOW]),
    "record.condition_cleared": Reaction(later=[SHOW]),
    "firm.changed": Reaction(at_once=[workflow.advance_for_firm]),
    "fees.charged": Reaction(later=[SHOW]),
    "fees.settled": Reaction(at_once=[workflow.advance], later=[SHOW]),
    "fees.waived": Reaction(at_once=[workflow.advance], later=[SHOW]),
    "payment.settled": Reaction(later=["documents.issue_receipt"]),
    "review.decided": Reaction(at_once=[workflow.advance], later=["reviews.tell_decided", SHOW]),
    "review.answered": Reaction(later=["reviews.tell_answered"]),
    "inspection.requested": Reaction(later=["inspections.tell_visit", SHOW]),
    "inspection.rescheduled": Reaction(later=["inspections.tell_visit", SHOW]),
    "inspection.cancelled": Reaction(later=["inspections.tell_visit", SHOW]),
    "inspection.passed": Reaction(at_once=[workflow.advance], later=["inspections.tell_visit", SHOW]),
    "inspection.failed": Reaction(at_once=[workflow.advance], later=["inspections.tell_visit", SHOW]),
    "inspection.partial": Reaction(at_once=[workflow.advance], later=["inspections.tell_visit", SHOW]),
    "workflow.star_given": Reaction(at_once=[workflow.advance_for_firm]),
    "workflow.star_ended": Reaction(at_once=[workflow.advance_for_firm]),
    "workflow.print_asked": Reaction(later=["documents.issue_permit"]),
}
