"""The receipt by e-mail: to who paid, once, with a link that opens it."""

from __future__ import annotations

from datetime import date

import pytest

from transom.kernel.actors import SYSTEM
from transom.notices.actions import AttachmentRef
from transom.notices.models import Message
from transom.payments import actions
from transom.payments.tests.given import AT, a_payer, an_owing_record, paying
from transom.rulebook import actions as publishing
from transom.rulebook import queries as rulebook

pytestmark = pytest.mark.django_db
PAPER = AttachmentRef("ab/abc.pdf", "Receipt-R26-000001.pdf", "application/pdf")


@pytest.fixture
def bundle(settings):
    rulebook.forget()
    publishing.load_agency(settings.AGENCIES_ROOT / "aurora-il", by=SYSTEM, at=AT)
    return rulebook.current_type("fence-residential", date(2026, 3, 2)).bundle


@pytest.fixture
def paid(gateway, bundle):
    fence = an_owing_record(2500, bundle=bundle, number="F26-00077")
    checkout = paying(a_payer(name="Rosa Ortiz", email="rosa@example.com"), fence)
    gateway.pay(checkout.pk)
    return actions.return_from(checkout.pk, at=AT).receipt


def test_the_payer_gets_the_receipt_with_its_paper_and_a_link(paid, settings):
    message = actions.mail_receipt(paid, PAPER, at=AT)
    assert message is not None
    assert (message.to_email, message.to_name) == ("rosa@example.com", "Rosa Ortiz")
    assert "R26-000001" in message.subject
    for said in ("$25.00", "F26-00077 Fence permit: $25.00", f"{settings.SITE_URL}/receipts/open/{paid.secret}/"):
        assert said in message.body
    assert [one["filename"] for one in message.attachments] == ["Receipt-R26-000001.pdf"]
    assert message.record_id is not None


def test_it_is_sent_once(paid):
    assert actions.mail_receipt(paid, PAPER, at=AT) == actions.mail_receipt(paid, PAPER, at=AT)
    assert Message.objects.count() == 1


def test_nobody_is_written_to_who_left_no_address(bundle):
    record = an_owing_record(bundle=bundle)
    charges = list(record.charges.all())
    taken = actions.take_at_counter(charges, method="check", reference="1", by=a_payer(), at=AT)
    assert actions.mail_receipt(taken, PAPER, at=AT) is None


def test_somebody_at_the_counter_can_have_it_mailed(bundle):
    record = an_owing_record(bundle=bundle)
    taken = actions.take_at_counter(
        list(record.charges.all()),
        method="check",
        reference="1",
        payer="Ann Owner",
        payer_email="ann@example.com",
        by=a_payer(),
        at=AT,
    )
    message = actions.mail_receipt(taken, PAPER, at=AT)
    assert message is not None
    assert message.to_email == "ann@example.com"
