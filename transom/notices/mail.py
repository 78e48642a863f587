"""A message as the mail server gets it: a text part, an HTML part of one look, and the files that go along."""

from __future__ import annotations

from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from transom.notices import letterhead, rules
from transom.notices.letterhead import Letterhead
from transom.notices.models import Message


def compose(message: Message, connection: Any = None) -> EmailMultiAlternatives:
    """The e-mail of a message, to be sent over this connection. Raises FileNotFoundError for a lost attachment."""
    head = letterhead.current()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text_part(message, head),
        to=[formataddr((message.to_name, message.to_email))],
        reply_to=[head.email] if head.email else None,
        headers={
            "Message-ID": rules.message_id(message.dedupe, message.resends, host),
            # Holiday answers of mailboxes are not wanted (RFC 3834).
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )
    mail.attach_alternative(html_part(message, head), "text/html")
    for attachment in message.attachments:
        with default_storage.open(attachment["path"]) as stored:
            mail.attach(attachment["filename"], stored.read(), attachment["content_type"])
    return mail


def text_part(message: Message, head: Letterhead) -> str:
    """The message for whoever reads plain text, signed by the agency."""
    signature = [head.agency, head.department, head.address, _contact(head)]
    return rules.text(message.body) + "\n-- \n" + "\n".join(line for line in signature if line) + "\n"


def html_part(message: Message, head: Letterhead) -> str:
    """The message as a page that asks nothing of any host: no picture, no style sheet, no counting of readers."""
    return render_to_string(
        "notices/mail.html",
        {
            "subject": message.subject,
            "language": message.language,
            "body": rules.html(message.body),
            "head": head,
            "site": settings.SITE_URL,
        },
    )


def _contact(head: Letterhead) -> str:
    return ", ".join(one for one in (head.phone, head.email) if one)
