"""What a payment may do next, and what the payer is told: pure, on plain values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from transom.fees import rules as books
from transom.kernel import money
from transom.kernel.refusals import Reason
from transom.kernel.sentences import Sentence
from transom.payments.gateways.base import SessionState

LEASE = timedelta(minutes=15)
OPEN_STATES = ("created", "pending")
CARD_LIKE = re.compile(r"(?:\d[ -]?){13,19}")

TWICE = "These fees had been paid by somebody else"
OTHER_AMOUNT = "The amount taken was not the amount asked for"


class Outcome(StrEnum):
    """What a gateway's word does to a checkout here."""

    NOTHING = "nothing"
    CAPTURE = "capture"
    EXPIRE = "expire"
    DECLINE = "decline"


class Method(StrEnum):
    """How somebody pays at the counter."""

    CASH = "cash"
    CHECK = "check"
    TERMINAL = "terminal"


METHOD_LABELS = {Method.CASH: "Cash", Method.CHECK: "Check", Method.TERMINAL: "Card terminal"}
CASH_ACCOUNT = {
    Method.CASH: books.CASH_DRAWER,
    Method.CHECK: books.CASH_CHECKS,
    Method.TERMINAL: books.CASH_TERMINAL,
}
REFERENCE_ASKED = {
    Method.CHECK: "Enter the number of the check.",
    Method.TERMINAL: "Enter the approval code the terminal printed.",
}


def outcome(state: str, session: SessionState) -> Outcome:
    """What a checkout in `state` does when the gateway says `session`.

    Money that was taken is always booked, also for a checkout that was given up here; nothing else ever changes a state
    that is final.
    """
    if state == "captured":
        return Outcome.NOTHING
    if session is SessionState.CAPTURED:
        return Outcome.CAPTURE
    if state not in OPEN_STATES:
        return Outcome.NOTHING
    return {SessionState.CLOSED: Outcome.EXPIRE, SessionState.DECLINED: Outcome.DECLINE}.get(session, Outcome.NOTHING)


def terms_hash(payer_id: int | None, lines: Iterable[tuple[int, int]]) -> str:
    """The fingerprint of who pays for which charges how much: the same key with other terms is refused."""
    text = json.dumps([payer_id, sorted(lines)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_amounts(shown: Mapping[int, int], now: Mapping[int, int], names: Mapping[int, str]) -> list[Reason]:
    """A sentence for each record whose amount in cents is not what the payer saw; nothing when all is as shown."""
    return [
        Reason(
            Sentence(
                "The amount due on {record} has changed from {before} to {now}. Nothing was taken. "
                "Please check it and try again.",
                record=names.get(record_id) or Sentence("this record"),
                before=money.dollars(cents),
                now=money.dollars(now.get(record_id, 0)),
            ),
            because=Sentence("A fee was added, paid or waived since the page was shown."),
            field="amount",
        )
        for record_id, cents in shown.items()
        if now.get(record_id, 0) != cents
    ]


def busy(until: datetime) -> Reason:
    """What another payer is told while somebody stands at the payment page; `until` is on the city's clocks."""
    return Reason(
        Sentence(
            "Somebody else is paying these fees right now. If they have not finished by {time}, you can pay then. "
            "Nothing was taken.",
            time=clock_time(until),
        ),
        because=Sentence("A fee can be in one open payment at a time, so nobody pays it twice."),
        field="amount",
    )


def busy_yourself() -> Reason:
    """What a payer is told who began the same payment in two windows at the same moment."""
    return Reason(
        Sentence("You are paying these fees in another window right now. Nothing was taken here."), field="amount"
    )


def clock_time(moment: datetime) -> str:
    """A time of day as people say it, rounded up to the minute: 2:35 p.m."""
    if moment.second or moment.microsecond:
        moment = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def receipt_series(on: date) -> str:
    """The counter of a year's receipts; named as no record type's series can be, for they share one table."""
    return f"receipts of {on.year}"


def receipt_number(on: date, n: int) -> str:
    """The number of a year's n-th receipt: R26-000001."""
    return f"R{on.year % 100:02}-{n:06}"


def how_paid(method: str) -> str:
    """How a payment was made, in the words of a receipt; `method` is blank for one made online."""
    return f"{METHOD_LABELS[Method(method)]}, at the counter" if method else "Card, online"


def change_due(cents: int, tendered: int) -> int:
    """Cents to hand back for cash handed over. Raises ValueError when it is not enough."""
    if tendered < cents:
        raise ValueError(f"{tendered} cents do not pay {cents}.")
    return tendered - cents


def counter_reasons(method: Method, *, cents: int, reference: str, tendered: int | None) -> list[Reason]:
    """Why a counter payment cannot be taken as typed; nothing when it can."""
    reasons: list[Reason] = []
    if cents <= 0:
        reasons.append(Reason("Choose at least one fee to pay.", field="charges"))
    if method is Method.CASH and (tendered is None or tendered < cents):
        needed = money.dollars(max(cents, 0))
        reasons.append(Reason(f"Enter the cash handed over: at least {needed}.", field="tendered"))
    if method in REFERENCE_ASKED and not reference.strip():
        reasons.append(Reason(REFERENCE_ASKED[method], field="reference"))
    if looks_like_card(reference):
        reasons.append(
            Reason(
                "This looks like a card number. Never type one here: enter the approval code only.", field="reference"
            )
        )
    return reasons


def looks_like_card(text: str) -> bool:
    """Whether a text holds a payment card's number: 13 to 19 digits whose check digit fits."""
    return any(_luhn(re.sub(r"\D", "", found)) for found in CARD_LIKE.findall(text))


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def is_own(applicant_id: int | None, holder_id: int | None, user_id: int | None, firm_id: int | None) -> bool:
    """Whether a record was applied for by this account, or its company (the contractor, the licensee) is on it."""
    return (applicant_id is not None and applicant_id == user_id) or (holder_id is not None and holder_id == firm_id)
