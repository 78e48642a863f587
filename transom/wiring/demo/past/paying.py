"""Payments of the past: a checkout and its journal, as the real counter and gateway leave them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from transom.accounts.models import User
from transom.fees import rules as books
from transom.fees.actions import HOW_SAID
from transom.fees.models import Journal, Posting, Settlement
from transom.kernel import money
from transom.kernel.actors import Actor
from transom.payments import rules as paying
from transom.payments.gateways import registry
from transom.payments.models import Checkout, CheckoutLine
from transom.wiring.demo import cast
from transom.wiring.demo.past.life import Life, Payment

# A counter takes what people bring.
METHODS = (paying.Method.CASH, paying.Method.CHECK, paying.Method.TERMINAL)
TWENTY_DOLLARS = 2000


def pay(life: Life) -> None:
    """Pay what is due, online by who has an account, else at the counter."""
    due = life.due
    if not due:
        return
    online = life.applicant if life.rng.random() < 0.85 else None
    at_counter = online is None
    by: User = online or life.world.town.staff[cast.CASHIER.username]
    checkout = _checkout(life, at_counter, by)
    for charge in due:
        life.world.shelves.put(CheckoutLine(checkout=checkout, charge=charge, cents=charge.cents, active=False))
    if not at_counter:
        opened = {"cents": checkout.cents, "amount": money.dollars(checkout.cents)}
        life.tell("payment.opened", by, "payments.checkout", checkout.pk, **opened)
        life.moments(life.rng.randrange(1, 6))
        checkout.captured_at = life.at
    how = Settlement.How.COUNTER if at_counter else Settlement.How.ONLINE
    _settle(life, checkout, how, by)
    life.come_to_rest()
    told = life.tell(
        "payment.settled", by, "payments.receipt", cents=checkout.cents, amount=money.dollars(checkout.cents), how=how,
        how_said="at the counter" if at_counter else "online", checkout=str(checkout.pk), receipt="",
    )  # fmt: skip
    life.world.payments.append(Payment(checkout, life.record, due, by, told))


def _checkout(life: Life, at_counter: bool, by: User) -> Checkout:
    due, cents = life.due, sum(charge.cents for charge in life.due)
    method = life.rng.choice(METHODS) if at_counter else ""
    return life.world.shelves.put(
        Checkout(
            id=UUID(int=life.rng.getrandbits(128), version=4),
            params_hash=paying.terms_hash(None if at_counter else by.pk, [(one.pk, one.cents) for one in due]),
            payer=None if at_counter else by,
            payer_label=life.record.answers["owner"]["name"] if at_counter else by.label,
            payer_email="" if at_counter else by.email,
            cents=cents,
            state=Checkout.State.CAPTURED,
            gateway="counter" if at_counter else registry.CURRENT,
            method=method,
            reference=_reference(life, method),
            tendered_cents=-(-cents // TWENTY_DOLLARS) * TWENTY_DOLLARS if method == paying.Method.CASH else None,
            taken_by=by if at_counter else None,
            created_at=life.at,
            lease_until=life.at if at_counter else life.at + paying.LEASE,
            captured_at=life.at,
        )
    )


def _reference(life: Life, method: str) -> str:
    """A check's number or a terminal's approval code."""
    if method == paying.Method.CHECK:
        return str(life.rng.randrange(1001, 9999))
    return f"{life.rng.randrange(16**6):06X}" if method == paying.Method.TERMINAL else ""


def _settle(life: Life, checkout: Checkout, how: Settlement.How, by: Actor) -> None:
    shelves, due = life.world.shelves, life.due
    cash = paying.CASH_ACCOUNT[paying.Method(checkout.method)] if checkout.method else books.CASH_ONLINE
    source = str(checkout.pk)
    journal = shelves.put(
        Journal(kind=how, source=source, record=life.record, by_id=by.pk, by_label=by.label[:200], at=life.at)
    )
    owed = [books.Owed(charge.pk, charge.cents, charge.account) for charge in due]
    for entry in books.settlement_entries(owed, received=checkout.cents, cash_account=cash):
        shelves.put(Posting(journal=journal, account=entry.account, cents=entry.cents, charge_id=entry.charge_id))
    for charge in due:
        shelves.put(Settlement(charge=charge, journal=journal, how=how, at=life.at))
        life.settled.add(charge.pk)
    cents: dict[str, Any] = {"cents": checkout.cents, "amount": money.dollars(checkout.cents)}
    life.tell("fees.settled", by, how=str(how), about=HOW_SAID[how], **cents)
