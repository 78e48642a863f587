"""How the sandbox signs its messages: HMAC-SHA256 over the moment and the raw body, so neither can be changed.

Transom-Signature: t=1772467200,v1=5257a869e7...
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from transom.payments.gateways.base import Forged

HEADER = "Transom-Signature"
TOLERANCE_SECONDS = 300


def signature(secret: str, raw: bytes, *, moment: int) -> str:
    """The header's value for a body sent at this moment (seconds since 1970)."""
    return f"t={moment},v1={_digest(secret, raw, str(moment))}"


def check(header: str, raw: bytes, *, secrets: Sequence[str], now: int) -> None:
    """Raises Forged unless one of the active secrets signed this body at most five minutes from now.

    Two secrets are active while one is being changed for another. Every comparison takes the same time.
    """
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not moment.isascii() or not moment.isdigit() or len(moment) > 12 or not given.isascii():
        raise Forged("The message is not signed.")
    matches = [hmac.compare_digest(given, _digest(secret, raw, moment)) for secret in secrets if secret]
    if not any(matches):
        raise Forged("The signature is not ours.")
    if abs(now - int(moment)) > TOLERANCE_SECONDS:
        raise Forged("The message is too old, or its clock is wrong.")


def _digest(secret: str, raw: bytes, moment: str) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + raw, hashlib.sha256).hexdigest()
