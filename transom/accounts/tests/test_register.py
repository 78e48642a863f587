import re

import pytest
from django.conf import settings
from django.core import mail

from transom.accounts import actions
from transom.accounts.models import User
from transom.accounts.tests import given
from transom.history import queries as history
from transom.kernel.refusals import Refused
from transom.notices import queries as notices

pytestmark = pytest.mark.django_db


def register(at, **changes: str) -> User:
    said = {
        "username": "rosa",
        "name": "Rosa Ortiz",
        "email": "Rosa@Example.com ",
        "password": given.PASSWORD,
    } | changes
    return actions.register_public(**said, at=at)


def test_an_account_is_set_up_and_cannot_act_before_its_e_mail_is_confirmed(monday) -> None:
    user = register(monday)
    assert (user.kind, user.email, user.email_confirmed_at) == ("public", "rosa@example.com", None)
    with pytest.raises(PermissionError):
        actions.note_sign_in(user, at=monday)
    assert [entry.verb for entry in history.of_subject("accounts.user", user.pk)] == ["account.created"]


def test_one_message_with_a_link_to_our_own_address_goes_out(monday, run_jobs) -> None:
    register(monday)
    run_jobs()
    (sent,) = mail.outbox
    assert sent.to == ["rosa@example.com"]
    assert sent.subject == "Confirm your e-mail address"
    (link,) = re.findall(r"https?://\S+confirm\S+", str(sent.body))
    assert link.startswith(settings.SITE_URL)


def test_the_message_quotes_nothing_a_stranger_could_use_to_write_to_others(monday, run_jobs) -> None:
    register(monday, name="Buy now [here](https://evil.example)")
    run_jobs()
    assert "evil" not in str(mail.outbox[0].message())


def test_two_accounts_may_share_an_e_mail_and_nothing_tells(monday) -> None:
    first = register(monday)
    second = register(monday, username="rosa2")
    assert first.email == second.email


def test_a_user_name_is_taken_in_whatever_case(monday) -> None:
    register(monday)
    with pytest.raises(Refused) as refused:
        register(monday, username="ROSA")
    assert [(reason.field, reason.say) for reason in refused.value.reasons] == [
        ("username", "This user name is taken. Choose another.")
    ]


def test_everything_that_is_wrong_is_told_at_once_each_at_its_field(monday) -> None:
    with pytest.raises(Refused) as refused:
        register(monday, username="", name=" ", email="rosa", password="short")
    assert [reason.field for reason in refused.value.reasons] == ["username", "name", "email", "password"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "bad", ["a@b,c@d.example", "rosa@example.com\nBcc: x@example.com", "rosa@", "@example.com", "a b@c.example"]
)
def test_an_address_that_is_not_one_is_refused(monday, bad: str) -> None:
    with pytest.raises(Refused, match=r"name@example\.com"):
        register(monday, email=bad)


def test_an_address_gets_at_most_a_few_messages_an_hour(monday) -> None:
    for number in range(3):
        register(monday, username=f"rosa{number}")
    with pytest.raises(Refused, match="several messages to this address") as refused:
        register(monday, username="rosa9")
    assert "20 minutes" in str(refused.value)
    assert len(notices.messages(email="rosa@example.com").rows) == 3
    assert not User.objects.filter(username="rosa9").exists()
