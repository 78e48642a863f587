"""A receipt's PDF, made now where the worker has not made it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transom.documents import actions, gather
from transom.kernel.actors import SYSTEM

if TYPE_CHECKING:
    from transom.documents.models import Document
    from transom.payments.models import Receipt


def paper_of(paid: Receipt) -> Document:
    """The paper of a receipt; the same one whoever asks first."""
    return actions.issue(
        "receipt",
        f"receipt:{paid.number}",
        lambda url: gather.receipt(paid, url),
        number=paid.number,
        title=f"Receipt {paid.number}",
        receipt=paid,
        by=SYSTEM,
        at=paid.at,
    )
