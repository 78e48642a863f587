import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from transom.kernel import queue
from transom.notices.actions import AttachmentRef, Recipient
from transom.notices.tests import given

MAILBOX = "/demo/mailbox/"
OTTO = Recipient(email="otto@example.com", name="Otto Klein")


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def _demo(settings) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = "transom.portal.mailbox.tests.demo_urls"


def test_outside_of_a_demonstration_there_is_no_mailbox(client, settings) -> None:
    assert client.get(MAILBOX).status_code == 404


def test_even_when_mounted_by_mistake_it_shows_nothing(client, settings) -> None:
    settings.ROOT_URLCONF = "transom.portal.mailbox.tests.demo_urls"
    message = given.a_message()
    for address in (MAILBOX, f"{MAILBOX}{message.pk}/", f"{MAILBOX}{message.pk}/files/0/"):
        assert client.get(address).status_code == 404


@pytest.mark.usefixtures("_demo")
def test_every_message_is_listed_newest_first_with_how_it_went(client) -> None:
    given.a_message()
    queue.run_waiting()
    given.a_message(dedupe="2", subject="Fees are due", to=OTTO)
    said = page(client.get(MAILBOX))
    assert said.index("Fees are due") < said.index("Your permit is issued")
    assert "Waiting to be sent" in said
    assert "Mar 2, 2026, 10:00 a.m." in said


@pytest.mark.usefixtures("_demo")
def test_the_messages_of_one_address_are_shown_alone(client) -> None:
    given.a_message()
    given.a_message(dedupe="2", subject="Fees are due", to=OTTO)
    said = page(client.get(MAILBOX, {"email": "OTTO@example.com"}))
    assert "Fees are due" in said
    assert "Your permit is issued" not in said


@pytest.mark.usefixtures("_demo")
def test_a_long_mailbox_is_paged_and_keeps_the_address(client, django_assert_max_num_queries) -> None:
    for number in range(60):
        given.a_message(dedupe=str(number), subject=f"Message {number}.")
    with django_assert_max_num_queries(3):
        first = client.get(MAILBOX, {"email": "rosa@example.com"})
    assert "Message 59." in page(first)
    (older,) = re.findall(r'href="(/demo/mailbox/\?[^"]+)" rel="next"', first.content.decode())
    assert "email=rosa%40example.com" in older
    assert "Message 34." in page(client.get(older.replace("&amp;", "&")))


@pytest.mark.usefixtures("_demo")
def test_links_can_be_clicked_and_attachments_downloaded(client) -> None:
    path = default_storage.save("ab/abc.pdf", ContentFile(b"%PDF-1.7 permit"))
    message = given.a_message(attachments=[AttachmentRef(path, "Permit FEN26-00012.pdf", "application/pdf")])
    assert 'aria-label="with an attachment"' in client.get(MAILBOX).content.decode()
    html = client.get(f"{MAILBOX}{message.pk}/").content.decode()
    assert '<a href="https://permits.example.gov/records/FEN26-00012/">See the permit</a>' in html
    assert " style=" not in html
    (link,) = re.findall(r'href="(/demo/mailbox/\d+/files/\d+/)"', html)
    answer = client.get(link)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7 permit", "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="Permit FEN26-00012.pdf"'
    assert client.get(link.replace("/0/", "/1/")).status_code == 404


@pytest.mark.usefixtures("_demo")
def test_a_lost_file_and_a_message_that_is_none_are_not_found(client) -> None:
    message = given.a_message(attachments=[AttachmentRef("gone.pdf", "Permit.pdf", "application/pdf")])
    assert client.get(f"{MAILBOX}{message.pk}/files/0/").status_code == 404
    assert client.get(f"{MAILBOX}{message.pk + 1}/").status_code == 404


@pytest.mark.usefixtures("_demo")
def test_words_of_a_person_in_a_message_are_words_on_the_page(client) -> None:
    message = given.a_message(subject="<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    html = client.get(f"{MAILBOX}{message.pk}/").content.decode() + client.get(MAILBOX).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html


@pytest.mark.usefixtures("_demo")
def test_an_empty_mailbox_says_what_to_do(client) -> None:
    assert "No messages yet" in page(client.get(MAILBOX))
