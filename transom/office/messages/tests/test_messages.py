import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from transom.accounts import actions as accounts
from transom.accounts.tests import given as people
from transom.kernel import clock, queue
from transom.kernel.actors import SYSTEM
from transom.notices.models import Message
from transom.notices.tests import given

MESSAGES = "/office/messages/"


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def clerk() -> Client:
    client = Client()
    client.force_login(people.staff("intake", name="Dana Cole"))
    return client


def test_messages_are_listed_with_their_state_and_narrowed_by_it(clerk) -> None:
    given.a_message()
    queue.run_waiting()
    given.a_message(dedupe="2", subject="Fees are due")
    said = page(clerk.get(MESSAGES))
    assert said.index("Fees are due") < said.index("Your permit is issued")
    assert "Waiting to be sent" in said
    said = page(clerk.get(MESSAGES, {"state": "sent"}))
    assert "Your permit is issued" in said
    assert "Fees are due" not in said
    assert "No message fits." in page(clerk.get(MESSAGES, {"email": "nobody@example.com"}))


def test_a_clerk_reads_a_message_and_sends_it_again(clerk) -> None:
    message = given.a_message()
    queue.run_waiting()
    address = f"{MESSAGES}{message.pk}/"
    assert "The permit FEN26-00012 is issued." in page(clerk.get(address))
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        said = page(clerk.post(f"{address}resend/", follow=True))
        assert "The message goes out to rosa@example.com again." in said
        assert "Dana Cole, Mar 2, 2026, 10:01 a.m." in said
        queue.run_waiting()
    assert len(mail.outbox) == 2


def test_a_message_that_waits_cannot_be_sent_twice(clerk) -> None:
    message = given.a_message()
    assert "Resend" not in page(clerk.get(f"{MESSAGES}{message.pk}/"))
    assert "goes out by itself" in page(clerk.post(f"{MESSAGES}{message.pk}/resend/", follow=True))


def test_what_the_mail_server_said_is_shown(clerk) -> None:
    message = given.a_message()
    Message.objects.update(state="failed", error="SMTPRecipientsRefused: no such mailbox", attempts=10)
    said = page(clerk.get(f"{MESSAGES}{message.pk}/"))
    assert "no such mailbox" in said
    assert "Could not be sent" in said


def test_staff_never_see_a_link_that_is_somebodys_own(clerk) -> None:
    accounts.create_firm_login(people.a_firm(), by=SYSTEM, at=clock.now())
    message = Message.objects.get()
    html = clerk.get(f"{MESSAGES}{message.pk}/").content.decode()
    assert "first-password" not in html
    assert "are not shown here" in html


@pytest.mark.parametrize(("role", "status"), [
    ("intake", 200), ("reviewer", 200), ("cashier", 200), ("supervisor", 200), ("inspector", 403), ("", 403),
])  # fmt: skip
def test_only_roles_that_answer_for_messages_see_them(role: str, status: int) -> None:
    message = given.a_message()
    queue.run_waiting()
    client = Client()
    client.force_login(people.staff(*([role] if role else [])))
    assert client.get(MESSAGES).status_code == status
    assert client.get(f"{MESSAGES}{message.pk}/").status_code == status
    assert client.post(f"{MESSAGES}{message.pk}/resend/").status_code == (302 if status == 200 else 403)


def test_applicants_find_nothing_here_and_strangers_are_sent_to_sign_in() -> None:
    message = given.a_message()
    addresses = (MESSAGES, f"{MESSAGES}{message.pk}/", f"{MESSAGES}{message.pk}/resend/")
    client = Client()
    for user in (people.a_person(), people.a_firm_login()):
        client.force_login(user)
        assert {client.get(address).status_code for address in addresses} <= {404, 405}
        assert client.post(addresses[2]).status_code == 404
    assert {Client().get(address).status_code for address in addresses[:2]} == {302}


def test_a_message_that_is_none_is_not_found(clerk) -> None:
    assert clerk.get(f"{MESSAGES}99/").status_code == 404
    assert clerk.post(f"{MESSAGES}99/resend/").status_code == 404


def test_a_long_list_asks_as_much_as_a_short_one(clerk, django_assert_max_num_queries) -> None:
    for number in range(60):
        given.a_message(dedupe=str(number))
    clerk.get(MESSAGES)
    with django_assert_max_num_queries(5):
        answer = clerk.get(MESSAGES)
    assert 'rel="next"' in answer.content.decode()
