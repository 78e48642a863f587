"""The events this room tells."""

from transom.history.verbs import Verb

VERBS = {
    "fees.charged": Verb("Fees charged: {amount} ({labels})", public=True),
    "fees.settled": Verb("Fees settled: {amount}, {about}", public=True),
    "fees.waived": Verb("Fee waived: {label}, {amount}. Reason: {reason}", public=False),
}
