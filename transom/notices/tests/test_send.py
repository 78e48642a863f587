import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from transom.kernel.refusals import Refused
from transom.notices import letterhead, queries
from transom.notices.actions import AttachmentRef, Recipient
from transom.notices.letterhead import Letterhead
from transom.notices.models import Message
from transom.notices.tests import given

pytestmark = pytest.mark.django_db


AURORA = Letterhead("City of Aurora", "Development Services", "77 S Broadway", "630-256-3130", "ds@aurora.example")


@pytest.fixture
def _aurora(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterhead, "_provider", lambda: AURORA)


def test_a_message_is_written_once_and_goes_out_by_the_queue(run_jobs) -> None:
    message = given.a_message()
    assert (message.state, mail.outbox) == ("queued", [])
    assert run_jobs() == ["notices.deliver"]
    message.refresh_from_db()
    assert (message.state, message.attempts, len(mail.outbox)) == ("sent", 1, 1)
    assert message.sent_at is not None


def test_the_same_news_told_twice_is_one_message(run_jobs) -> None:
    first = given.a_message()
    again = given.a_message(subject="Other words", body="now")
    assert (again.pk, again.subject) == (first.pk, "Your permit is issued")
    run_jobs()
    assert len(mail.outbox) == 1


def test_a_message_of_a_change_that_was_rolled_back_was_never_written(run_jobs) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        given.a_message()
        raise ZeroDivisionError
    assert (run_jobs(), Message.objects.count()) == ([], 0)


@pytest.mark.usefixtures("_aurora")
def test_the_reader_gets_a_text_part_and_an_html_part_signed_by_the_agency(run_jobs) -> None:
    given.a_message()
    run_jobs()
    (sent,) = mail.outbox
    assert sent.body.startswith(
        "The permit FEN26-00012 is issued.\n\nSee the permit: https://permits.example.gov/records/FEN26-00012/\n"
    )
    assert sent.body.endswith(
        "-- \nCity of Aurora\nDevelopment Services\n77 S Broadway\n630-256-3130, ds@aurora.example\n"
    )
    html = sent.alternatives[0].content
    assert "<strong>FEN26-00012</strong>" in html
    assert "City of Aurora" in html
    assert sent.reply_to == ["ds@aurora.example"]


def test_the_html_part_asks_nothing_of_any_other_host(run_jobs) -> None:
    given.a_message(body="![spy](https://evil.example/pixel.gif) <img src=https://evil.example/x> <script>x</script>")
    run_jobs()
    html = mail.outbox[0].alternatives[0].content
    for asking in ("<img", "<script", "<link", "url(", "@import"):
        assert asking not in html


def test_files_go_along_under_the_name_their_reader_sees(run_jobs) -> None:
    path = default_storage.save("ab/abc.pdf", ContentFile(b"%PDF-1.7 permit"))
    given.a_message(attachments=[AttachmentRef(path, "Permit FEN26-00012.pdf", "application/pdf")])
    run_jobs()
    assert mail.outbox[0].attachments == [("Permit FEN26-00012.pdf", b"%PDF-1.7 permit", "application/pdf")]


def test_the_message_id_says_that_two_copies_are_one_message(run_jobs) -> None:
    given.a_message()
    run_jobs()
    first = mail.outbox[0].extra_headers["Message-ID"]
    Message.objects.update(state="queued")
    given.a_message(dedupe="test:2")
    run_jobs()
    assert mail.outbox[1].extra_headers["Message-ID"] != first
    assert first.endswith(".0@localhost>")
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "bad", ["", "rosa", "a@b,c@d.example", "rosa@example.com\nBcc: all@example.com", "rosa@exa mple.com"]
)
def test_an_address_nothing_can_be_sent_to_is_refused(bad: str) -> None:
    with pytest.raises(Refused, match="Nothing can be sent"):
        given.a_message(to=Recipient(email=bad))
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: all@example.com", "\nBcc: all@example.com", "%0aBcc: x", "\u2028Bcc: x", "x" * 10_000]
)
def test_no_words_of_a_person_add_a_header_or_a_recipient(run_jobs, evil: str) -> None:
    given.a_message(subject=f"About{evil}", to=Recipient(email="rosa@example.com", name=f"Rosa{evil}"))
    run_jobs()
    parsed = mail.outbox[0].message()
    assert parsed.get_all("Bcc") is None
    assert mail.outbox[0].recipients() == [mail.outbox[0].to[0]]
    assert "rosa@example.com" in mail.outbox[0].to[0]
    assert len(parsed.get_all("Subject")) == len(parsed.get_all("To")) == 1


def test_messages_are_listed_newest_first_and_found_by_record_address_and_state(django_assert_num_queries) -> None:
    first = given.a_message(record_id=3)
    second = given.a_message(dedupe="2", to=Recipient(email="Otto@Example.com"), record_id=4)
    with django_assert_num_queries(1):
        assert queries.messages().rows == (second, first)
    assert queries.messages(record_id=3).rows == (first,)
    assert queries.messages(email=" otto@example.COM").rows == (second,)
    assert queries.messages(state="sent").rows == ()


def test_a_long_list_of_messages_is_paged() -> None:
    made = [given.a_message(dedupe=str(number)) for number in range(7)][::-1]
    first = queries.messages(size=3)
    second = queries.messages(after=first.older, size=3)
    assert [*first.rows, *second.rows] == made[:6]
