"""kill -9 in the middle of a checkout: what was paid is settled once, with one receipt and one message."""

from __future__ import annotations

import subprocess
import sys

import pytest

from transom.wiring.demo import cast

pytestmark = pytest.mark.faults
ALL = ("web", "worker", "gateway", "database")
RECEIPTS = (
    "SELECT receipt.number FROM payments_receipt receipt "
    "JOIN payments_checkoutline line ON line.checkout_id = receipt.checkout_id "
    "JOIN fees_charge charge ON charge.id = line.charge_id "
    "JOIN records_record record ON record.id = charge.record_id WHERE record.number = %s"
)
MAILS = "SELECT state FROM notices_message WHERE to_email = %s AND subject LIKE %s"


def test_everything_is_killed_once_the_card_is_charged_and_the_payer_never_comes_back(demo):
    number = demo.unpaid.pop()
    payer = demo.payer()
    page = payer.goes_to_pay(number)
    before = {name: demo.pid(name) for name in ALL}
    payer.pays(page)
    for name in ALL:
        demo.kill(name)
    for name in ALL:
        demo.is_another(name, before[name])
    paid_once(demo, number)
    assert "PAID ONLINE" in payer.open("/dashboard/").text


@pytest.mark.full
@pytest.mark.parametrize("name", ALL)
def test_one_process_is_killed_while_the_payer_stands_at_the_payment_page(demo, name):
    number = demo.unpaid.pop()
    payer = demo.payer()
    page = payer.goes_to_pay(number)
    before = demo.pid(name)
    demo.kill(name)
    receipt = payer.comes_back(payer.pays(page))
    demo.is_another(name, before)
    assert paid_once(demo, number) == receipt


def paid_once(demo, number):
    """Waits for the payment to be known, the receipt to be mailed, and the books to agree."""
    demo.until(lambda: demo.rows(RECEIPTS, number), f"{number} has no receipt")
    [(receipt,)] = demo.rows(RECEIPTS, number)
    about = (cast.ROSA.email, f"%{receipt}%")
    demo.until(lambda: demo.rows(MAILS, *about) == [("sent",)], f"the receipt was not sent: {demo.rows(MAILS, *about)}")
    assert demo.rows(RECEIPTS, number) == [(receipt,)]
    audit = subprocess.run(
        [sys.executable, "-m", "transom", "audit"], env=demo.environ, capture_output=True, text=True, check=False
    )
    assert audit.returncode == 0, audit.stdout + audit.stderr
    return receipt
