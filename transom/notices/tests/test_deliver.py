import smtplib
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from transom.kernel import clock
from transom.kernel.actors import System
from transom.kernel.refusals import Refused
from transom.notices import actions, jobs, queries, rules
from transom.notices.actions import AttachmentRef
from transom.notices.models import Message
from transom.notices.tests import given
from transom.notices.tests.given import NINE

pytestmark = pytest.mark.django_db


def failing(error: Exception, of: str = "send_messages"):
    return mock.patch.object(EmailBackend, of, side_effect=error, create=True)


def test_an_attempt_is_counted_before_the_server_gets_the_message() -> None:
    message = given.a_message()

    def look(*_: object) -> int:
        seen.append(Message.objects.values_list("attempts", "state").get())
        return 1

    seen: list[tuple[int, str]] = []
    with mock.patch.object(EmailBackend, "send_messages", side_effect=look):
        assert actions.deliver(message.pk, at=NINE)
    assert seen == [(1, "queued")]


def test_what_the_server_refuses_is_kept_and_tried_again_later() -> None:
    message = given.a_message()
    with failing(smtplib.SMTPRecipientsRefused({"rosa@example.com": (550, b"no such mailbox")})):
        assert not actions.deliver(message.pk, at=NINE)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 1)
    assert "no such mailbox" in message.error
    assert queries.waiting(NINE) == []
    later = NINE + rules.next_wait(1)
    assert queries.waiting(later) == [message.pk]
    assert actions.deliver(message.pk, at=later)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("sent", 2, "")


def test_after_ten_attempts_it_is_given_up_for_staff_to_see() -> None:
    message, now = given.a_message(), NINE
    with failing(smtplib.SMTPDataError(554, b"rejected")) as sends:
        for _ in range(40):
            actions.deliver(message.pk, at=now)
            now += timedelta(hours=1)
    message.refresh_from_db()
    assert (message.state, message.attempts, sends.call_count) == ("failed", 10, 10)
    assert "rejected" in message.error


def test_while_the_server_cannot_be_reached_no_attempt_is_counted_and_nothing_is_lost() -> None:
    message, now = given.a_message(), NINE
    with failing(ConnectionRefusedError("mail server is down"), of="open"):
        for _ in range(60):
            actions.deliver(message.pk, at=now)
            now += timedelta(minutes=1)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 0)
    with clock.frozen(now):
        jobs.deliver_waiting()
    assert len(mail.outbox) == 1


def test_a_server_unreachable_for_days_is_given_up() -> None:
    message = given.a_message()
    with failing(ConnectionRefusedError("mail server is down"), of="open"):
        actions.deliver(message.pk, at=NINE + timedelta(days=3, minutes=1))
    message.refresh_from_db()
    assert message.state == "failed"
    assert "mail server is down" in message.error


def test_a_lost_attachment_is_told_and_does_not_stop_the_worker() -> None:
    message = given.a_message(attachments=[AttachmentRef("gone.pdf", "Permit.pdf", "application/pdf")])
    assert not actions.deliver(message.pk, at=NINE)
    message.refresh_from_db()
    assert "FileNotFoundError" in message.error


def test_two_workers_with_the_same_message_send_it_once() -> None:
    message = given.a_message()
    held = actions._due(message.pk, NINE)
    other = actions._due(message.pk, NINE)
    assert held is not None
    assert other is not None
    assert actions._take(held, NINE)
    assert not actions._take(other, NINE)


def test_a_message_a_dead_worker_took_is_sent_by_another_two_minutes_later() -> None:
    message = given.a_message()
    taken = actions._due(message.pk, NINE)
    assert taken is not None
    assert actions._take(taken, NINE)
    assert not actions.deliver(message.pk, at=NINE + timedelta(minutes=1))
    assert actions.deliver(message.pk, at=NINE + timedelta(minutes=2))


def test_a_sent_message_is_not_sent_by_a_second_call() -> None:
    message = given.a_message()
    assert actions.deliver(message.pk, at=NINE)
    assert not actions.deliver(message.pk, at=NINE + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_staff_send_a_message_again_under_an_id_of_its_own(run_jobs) -> None:
    message = given.a_message()
    run_jobs()
    dana = System(label="Dana Cole")
    again = actions.resend(message, by=dana, at=NINE + timedelta(days=1))
    assert (again.state, again.attempts, again.resends, again.resent_by_label) == ("queued", 0, 1, "Dana Cole")
    assert actions.deliver(message.pk, at=NINE + timedelta(days=1))
    first, second = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first != second


def test_a_message_that_waits_is_not_sent_again() -> None:
    with pytest.raises(Refused, match="goes out by itself"):
        actions.resend(given.a_message(), by=System(), at=NINE)
