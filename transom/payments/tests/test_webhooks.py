"""The inbox: a message is kept once, believed never, and acted upon once."""

from __future__ import annotations

import pytest

from transom.fees import queries as fees
from transom.fees import rules as accounts
from transom.payments import actions
from transom.payments.gateways.base import Forged, Session, SessionState
from transom.payments.models import Receipt, WebhookInbox
from transom.payments.tests.given import AT, a_payer, an_owing_record, paying

pytestmark = pytest.mark.django_db
SIGNED = {"Signed": "yes"}


def told(key) -> bool:
    return actions.receive_webhook("sandbox", SIGNED, str(key).encode(), at=AT)


def test_a_message_told_a_hundred_times_has_one_effect(gateway):
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    gateway.pay(checkout.pk)
    assert [told(checkout.pk) for _ in range(100)] == [True] + [False] * 99
    actions.take_webhooks(at=AT)
    actions.take_webhooks(at=AT)
    assert Receipt.objects.count() == 1
    assert fees.balance(record.pk) == 0


def test_a_message_is_only_a_hint_the_gateway_is_asked(gateway):
    """It says "captured"; at the gateway nobody has paid."""
    record = an_owing_record()
    checkout = paying(a_payer(), record)
    told(checkout.pk)
    assert actions.take_webhooks(at=AT) == 1
    assert fees.balance(record.pk) == 7000


def test_a_message_stays_while_the_gateway_is_silent(gateway):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    told(checkout.pk)
    gateway.down = 1
    assert actions.take_webhooks(at=AT) == 0
    assert WebhookInbox.objects.get().processed_at is None
    assert actions.take_webhooks(at=AT) == 1
    assert WebhookInbox.objects.get().processed_at == AT


def test_the_mark_goes_with_the_effect_or_not_at_all(gateway, monkeypatch):
    checkout = paying(a_payer(), an_owing_record())
    gateway.pay(checkout.pk)
    told(checkout.pk)

    def fails(*_args, **_more):
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patch:
        patch.setattr("transom.payments.actions.settling.write_receipt", fails)
        assert actions.take_webhooks(at=AT) == 0
    assert WebhookInbox.objects.get().processed_at is None
    assert not Receipt.objects.exists()
    assert actions.take_webhooks(at=AT) == 1
    assert Receipt.objects.count() == 1


def test_an_unsigned_message_is_not_even_kept(gateway):
    with pytest.raises(Forged):
        actions.receive_webhook("sandbox", {}, b"x", at=AT)
    assert not WebhookInbox.objects.exists()


def test_a_gateway_we_do_not_have_is_not_listened_to():
    with pytest.raises(LookupError):
        actions.receive_webhook("elsewhere", SIGNED, b"x", at=AT)


def test_money_for_a_key_that_is_not_ours_waits_in_suspense(gateway):
    checkout = paying(a_payer(), an_owing_record())
    stranger = Session(type(checkout.pk)(int=7), SessionState.CAPTURED, 4200)
    gateway.sessions[stranger.key] = stranger
    told(stranger.key)
    assert actions.take_webhooks(at=AT) == 1
    assert fees.account_balance(accounts.SUSPENSE) == -4200
