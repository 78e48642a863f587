"""The receipt goes to who paid."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from transom.kernel import clock, money
from transom.kernel.sentences import Sentence
from transom.notices import actions as notices
from transom.notices.languages import facts_in
from transom.notices.models import Message
from transom.payments import queries
from transom.payments.models import Receipt
from transom.rulebook import queries as rulebook
from transom.rulebook.agencies import DEFAULT_LANGUAGE

KIND = "receipt"


def mail_receipt(paid: Receipt, attachment: notices.AttachmentRef, *, at: datetime) -> Message | None:
    """Send the rulebook's notice `receipt` with the paper to the payer's address, once a receipt.

    Nobody is written to when the payer left no address, as at the counter.
    """
    checkout = paid.checkout
    if not checkout.payer_email:
        return None
    shares = queries.receipt_shares(paid)
    record = shares[0].record
    rt = rulebook.record_type(record.bundle)
    facts = {
        "applicant": {"name": checkout.payer_label},
        "person": {"name": checkout.payer_label},
        "record": {"number": ", ".join(share.record.number or "" for share in shares), "label": record.type_label},
        "receipt": {
            "number": paid.number,
            "amount": money.from_cents(paid.cents),
            "paid_on": clock.local_date(paid.at),
            "link": f"{settings.SITE_URL}/receipts/open/{paid.secret}/",
            "lines": [
                Sentence("{number} {fee}: {amount}", number=share.record.number, fee=label, amount=money.dollars(cents))
                for share in shares
                for label, cents in share.lines
            ],
        },
    }
    city = rulebook.agency()
    language = checkout.payer.language if checkout.payer else DEFAULT_LANGUAGE
    language = language if language in city.languages else DEFAULT_LANGUAGE
    text = rt.notice(KIND, facts_in(language, facts, city.word), language)
    return notices.send(
        kind=KIND,
        to=notices.Recipient(checkout.payer_email, checkout.payer_label, language, checkout.payer_id),
        subject=text.subject,
        body=text.body,
        record_id=record.pk if len(shares) == 1 else None,
        dedupe=f"receipt:{paid.number}",
        attachments=(attachment,),
        at=at,
    )
