"""What inspections tell the chronology."""

from transom.history.verbs import Verb

VERBS = {
    "inspection.listed": Verb("Inspections needed: {names}", public=True),
    "inspection.requested": Verb("{label} scheduled for {said_day}", public=True),
    "inspection.rescheduled": Verb("{label} moved to {said_day}", public=True),
    "inspection.cancelled": Verb("{label} on {said_day} called off", public=True),
    "inspection.assigned": Verb("{label} on {said_day} given to {inspector}"),
    "inspection.passed": Verb("{label} passed", public=True),
    "inspection.failed": Verb("{label} failed", public=True),
    "inspection.partial": Verb("{label} partially approved", public=True),
    "inspection.stars_fixed": Verb("StAR standing of {year} fixed: {stars} of {firms} firms"),
}
