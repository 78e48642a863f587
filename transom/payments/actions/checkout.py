"""One try to pay online: begin, go to the payment page, come back. The network is never inside a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction

from transom.accounts.models import User
from transom.fees import queries as fees
from transom.fees.models import Charge
from transom.history.actions import tell
from transom.kernel import clock, money
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.payments import rules
from transom.payments.actions.settling import settle
from transom.payments.gateways import registry
from transom.payments.gateways.base import (
    UNREACHABLE,
    GatewayDown,
    GatewayRefused,
    Item,
    Order,
    Session,
    SessionState,
)
from transom.payments.models import Checkout, CheckoutLine
from transom.records.models import Record

log = structlog.get_logger(__name__)
State = Checkout.State


def begin(user: User, shown: Mapping[int, int], *, key: UUID, at: datetime) -> Checkout:
    """Hold the charges of these records (record id to the cents that were shown) for one payment by this user.

    `key` was made with the form, so a double click begins once. The user's own older tries on the same charges, and
    anybody's whose time is over, are closed at the gateway first. Raises Refused when an amount is not what was shown,
    when somebody else is paying until a time that is said, and when the key was used for something else.
    """
    again = Checkout.objects.filter(pk=key).first()
    if again is not None:
        return _again(again, user, shown)
    if not shown:
        raise Refused(Reason(Sentence("Choose at least one record to pay for."), field="pay"))
    _clear_the_way(user, shown, at=at)
    try:
        with transaction.atomic():
            return _begin(user, shown, key=key, at=at)
    except IntegrityError:
        # The second of two clicks, or of two payers, that passed every check at the same moment.
        again = Checkout.objects.filter(pk=key).first()
        if again is not None:
            return _again(again, user, shown)
        raise Refused(rules.busy(clock.local(at + rules.LEASE))) from None


def open_page(checkout: Checkout, *, return_url: str, at: datetime, payee: str = "Permits and licenses") -> str:
    """The address of the gateway's page for this checkout, or `return_url` when it is already decided.

    Asking twice gives the same page; `payee` is the name it shows. Raises Refused when the gateway cannot be reached:
    nothing was taken then.
    """
    if checkout.state not in rules.OPEN_STATES:
        return return_url
    session = _asked(lambda: registry.named(checkout.gateway).create(_order(checkout, return_url, payee)))
    with transaction.atomic():
        Checkout.objects.filter(pk=checkout.pk, state=State.CREATED).update(
            state=State.PENDING, gateway_ref=session.ref or None
        )
    if session.state is not SessionState.OPEN:
        settle(checkout.pk, session, via="opening", at=at)
        return return_url
    _refuse_elsewhere(checkout, session)
    return session.url


def return_from(checkout_id: UUID, *, at: datetime) -> Checkout:
    """What became of a checkout, asked at the gateway unless it is decided; as it stands when that cannot be found out.

    A payer who has just paid never reads of an error of ours: the reconciler tries again, and the page says we check.
    """
    checkout = Checkout.objects.get(pk=checkout_id)
    if checkout.state not in rules.OPEN_STATES:
        return checkout
    try:
        session = registry.named(checkout.gateway).get(checkout.pk)
        return settle(checkout.pk, session, via="return", at=at)
    except (GatewayDown, GatewayRefused) as problem:
        log.warning("payments.return_unanswered", checkout=str(checkout_id), problem=str(problem))
    except Exception:
        log.exception("payments.return_failed", checkout=str(checkout_id))
    return Checkout.objects.get(pk=checkout_id)


def cancel(checkout: Checkout, *, at: datetime) -> Checkout:
    """End an open try: closed at the gateway first, then its charges are free again; or settled if it was paid.

    Raises Refused when the gateway cannot be reached.
    """
    if checkout.state not in rules.OPEN_STATES:
        return checkout
    session = _asked(lambda: registry.named(checkout.gateway).close(checkout.pk))
    return settle(checkout.pk, session, via="closing", at=at)


def close_open_tries(charges: Iterable[Charge], *, at: datetime) -> list[Checkout]:
    """End every online try that holds one of these charges, so that they can be paid at the counter; what they became.

    Raises Refused when the gateway cannot be reached.
    """
    held = _open_on([charge.record_id for charge in charges])
    return [cancel(checkout, at=at) for checkout in held]


def _again(checkout: Checkout, user: User, shown: Mapping[int, int]) -> Checkout:
    """The same form sent again. Shown amounts of a checkout never change, so they can be compared by record."""
    same = dict.fromkeys(shown, 0)
    for line in checkout.lines.select_related("charge"):
        same[line.charge.record_id] = same.get(line.charge.record_id, 0) + line.cents
    if checkout.payer_id != user.pk or same != dict(shown):
        raise Refused(
            Reason(Sentence("This page was already used for another payment. Please start again from the cart."))
        )
    if checkout.state in (State.EXPIRED, State.DECLINED):
        raise Refused(
            Reason(Sentence("That payment was ended and nothing was taken. Please start again from the cart."))
        )
    return checkout


def _clear_the_way(user: User, shown: Mapping[int, int], *, at: datetime) -> None:
    for checkout in _open_on(shown):
        if checkout.payer_id == user.pk or checkout.lease_until <= at:
            cancel(checkout, at=at)


def _open_on(record_ids: Iterable[int]) -> list[Checkout]:
    held = CheckoutLine.objects.filter(active=True, charge__record_id__in=list(record_ids)).values("checkout_id")
    return list(Checkout.objects.filter(pk__in=held, state__in=rules.OPEN_STATES).order_by("created_at"))


def _begin(user: User, shown: Mapping[int, int], *, key: UUID, at: datetime) -> Checkout:
    wanted = [charge.pk for charges in fees.due_of(shown).values() for charge in charges]
    list(Charge.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("id"))
    # Read again under the locks: another click may have begun this very payment, and what is paid is no longer due.
    again = Checkout.objects.filter(pk=key).first()
    if again is not None:
        return _again(again, user, shown)
    due = fees.due_of(shown)
    charges = [charge for record_id in sorted(due) for charge in due[record_id]]
    _refuse_changed(shown, due)
    _refuse_busy(charges, user)
    cents = sum(charge.cents for charge in charges)
    if cents <= 0:
        raise Refused(Reason(Sentence("Nothing is due on what you chose."), field="pay"))
    checkout = Checkout.objects.create(
        id=key,
        params_hash=rules.terms_hash(user.pk, [(charge.pk, charge.cents) for charge in charges]),
        payer=user,
        payer_label=user.label[:200],
        payer_email=user.email,
        cents=cents,
        gateway=registry.current().name,
        created_at=at,
        lease_until=at + rules.LEASE,
    )
    CheckoutLine.objects.bulk_create(
        CheckoutLine(checkout=checkout, charge=charge, cents=charge.cents) for charge in charges
    )
    for record_id in sorted(due):
        _tell_opened(record_id, due[record_id], checkout, by=user, at=at)
    return checkout


def _refuse_changed(shown: Mapping[int, int], due: Mapping[int, list[Charge]]) -> None:
    now = {record_id: sum(charge.cents for charge in found) for record_id, found in due.items()}
    names = {record.pk: str(record) for record in Record.objects.filter(pk__in=list(shown)).only("id", "number")}
    reasons = rules.changed_amounts(shown, now, names)
    if reasons:
        raise Refused(*reasons)


def _refuse_busy(charges: list[Charge], user: User) -> None:
    """Who waits is told until when; the gateway page of whoever pays is closed by then."""
    lines = CheckoutLine.objects.filter(active=True, charge__in=charges)
    held = list(lines.values_list("checkout__lease_until", "checkout__payer"))
    if held:
        until = clock.local(max(lease for lease, _ in held))
        raise Refused(rules.busy_yourself() if all(payer == user.pk for _, payer in held) else rules.busy(until))


def _tell_opened(record_id: int, charges: list[Charge], checkout: Checkout, *, by: User, at: datetime) -> None:
    cents = sum(charge.cents for charge in charges)
    tell(
        "payment.opened",
        subject="payments.checkout",
        subject_id=str(checkout.pk),
        record_id=record_id,
        by=by,
        at=at,
        data={"cents": cents, "amount": money.dollars(cents)},
    )


def _order(checkout: Checkout, return_url: str, payee: str) -> Order:
    lines = checkout.lines.select_related("charge__record").order_by("charge_id")
    return Order(
        key=checkout.pk,
        cents=checkout.cents,
        payee=payee,
        items=tuple(Item(f"{line.charge.record.number}: {line.charge.label}", line.cents) for line in lines),
        email=checkout.payer_email,
        return_url=return_url,
        expires_at=checkout.lease_until,
    )


def _refuse_elsewhere(checkout: Checkout, session: Session) -> None:
    """A payer is sent to the gateway's own pages and to no others, whatever its answer says."""
    if not session.url.startswith(registry.named(checkout.gateway).origin + "/"):
        log.error("payments.page_elsewhere", checkout=str(checkout.pk))
        raise Refused(Reason(UNREACHABLE))


def _asked(ask: Callable[[], Session]) -> Session:
    try:
        return ask()
    except GatewayDown as problem:
        log.warning("payments.gateway_down", problem=str(problem))
        raise Refused(
            Reason(UNREACHABLE, because=Sentence("The payment company does not answer. Try again in a moment."))
        ) from None
