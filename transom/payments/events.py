"""The events this room tells."""

from transom.history.verbs import Verb

VERBS = {
    "payment.opened": Verb("Online payment of {amount} started", public=False),
    "payment.settled": Verb("Payment of {amount} received {how_said}, receipt {receipt}", public=True),
    "payment.expired": Verb("Online payment of {amount} was not completed; nothing was taken", public=False),
    "payment.refund_due": Verb("{amount} is due back to the payer: {reason}", public=False),
    "payment.refunded": Verb("{amount} was refunded to the payer", public=False),
}
