import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import resolve, reverse

from transom.accounts import letters, tokens
from transom.accounts.models import User
from transom.accounts.tests import given
from transom.kernel import clock, queue

ROSA = {"username": "rosa", "name": "Rosa Ortiz", "email": "rosa@example.com", "password": given.PASSWORD}
SET_UP, SENT = "/account/set-up/", "/account/set-up/sent/"


def page(response) -> str:
    """What stands on a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def link_in_mail() -> str:
    queue.run_waiting()
    (link,) = re.findall(r"http://localhost:\d+(/account/confirm/\S+)", str(mail.outbox[-1].body))
    return str(link)


def test_a_person_sets_up_an_account_confirms_it_and_is_in(client) -> None:
    answer = client.post(SET_UP, ROSA, follow=True)
    assert answer.redirect_chain == [(SENT, 302)]
    assert "rosa@example.com" in page(answer)
    assert "Look in your spam or junk folder" in page(answer)
    assert "630-256-3130" in page(answer)
    assert "44 East Downer Place" in page(answer)

    answer = client.get(link_in_mail(), follow=True)
    assert answer.redirect_chain == [("/account/confirm/", 302)]
    assert "Type the password of the account" in page(answer)
    assert User.objects.get().email_confirmed_at is None

    answer = client.post("/account/confirm/", {"password": given.PASSWORD})
    assert answer["Location"] == "/dashboard/"
    assert User.objects.get().email_confirmed_at == clock.now()
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_whoever_wanted_to_apply_is_back_there_after_setting_up_an_account(client) -> None:
    wanted = "/apply/new/fence-residential/"
    assert f'name="next" value="{wanted}"' in client.get(f"{SET_UP}?next={wanted}").content.decode()
    client.post(SET_UP, ROSA | {"next": wanted})
    client.get(link_in_mail())
    assert client.post("/account/confirm/", {"password": given.PASSWORD})["Location"] == wanted


def test_an_address_elsewhere_is_never_gone_to_after_setting_up(client) -> None:
    client.post(SET_UP, ROSA | {"next": "https://elsewhere.example/"})
    client.get(link_in_mail())
    assert client.post("/account/confirm/", {"password": given.PASSWORD})["Location"] == "/dashboard/"


def test_opening_the_link_changes_nothing_because_mail_programs_open_links(client) -> None:
    client.post(SET_UP, ROSA)
    link = link_in_mail()
    for _ in range(3):
        Client().get(link, follow=True)
        Client().head(link)
    assert User.objects.get().email_confirmed_at is None


def test_whoever_opens_the_link_without_the_password_confirms_nothing(client) -> None:
    client.post(SET_UP, ROSA)
    client.get(link_in_mail())
    answer = client.post("/account/confirm/", {"password": "some other password"})
    assert "This is not the password of this account" in page(answer)
    assert User.objects.get().email_confirmed_at is None


def test_logging_in_where_the_link_was_opened_confirms_too(client) -> None:
    client.post(SET_UP, ROSA)
    client.get(link_in_mail())
    answer = client.post("/account/sign-in/", {"kind": "public", "login": "rosa", "password": given.PASSWORD})
    assert answer["Location"] == "/dashboard/"
    assert User.objects.get().email_confirmed_at is not None


def test_before_the_link_was_used_nobody_gets_in_but_may_have_it_sent_again(client) -> None:
    client.post(SET_UP, ROSA)
    answer = client.post("/account/sign-in/", {"login": "rosa", "password": given.PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/account/confirm-first/", 302)]
    assert "_auth_user_id" not in client.session
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        assert "Look in your mailbox" in page(client.post("/account/confirm-first/", follow=True))
        queue.run_waiting()
    assert len(mail.outbox) == 2


def test_a_link_can_be_used_in_another_browser_and_only_once_matters(client) -> None:
    client.post(SET_UP, ROSA)
    link = link_in_mail()
    phone = Client()
    phone.get(link)
    phone.post("/account/confirm/", {"password": given.PASSWORD})
    answer = client.get(link, follow=True)
    assert "confirmed already" in page(answer)


@pytest.mark.parametrize("spoiled", ["nonsense", "a:b:c", "..", "%00"])
def test_a_spoiled_link_says_so_and_what_to_do(client, spoiled: str) -> None:
    answer = client.get(f"/account/confirm/{spoiled}/", follow=True)
    assert answer.status_code in (404, 410)
    if answer.status_code == 410:
        assert "This link no longer works" in page(answer)


def test_everything_that_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(client) -> None:
    answer = client.post(SET_UP, {"username": "r o", "name": "Rosa", "email": "rosa@", "password": "short"})
    said = page(answer)
    assert "There are 3 problems" in said
    for words in ("3 to 60 letters", "name@example.com", "Use at least 15 characters"):
        assert said.count(words) >= 2
    html = answer.content.decode()
    assert 'value="r o"' in html
    assert 'value="Rosa"' in html
    assert "short" not in html
    assert 'href="#id_username"' in html
    assert html.count("<h1") == 1
    assert not User.objects.exists()


def test_a_browser_that_sets_up_account_after_account_is_slowed(client) -> None:
    for number in range(50):
        client.post(SET_UP, ROSA | {"username": f"r{number}x", "email": f"r{number}@example.com"})
    answer = client.post(SET_UP, ROSA)
    assert "Too many tries" in page(answer)
    assert not User.objects.filter(username="rosa").exists()


def test_a_company_chooses_its_password_by_the_letters_link_and_logs_in(client) -> None:
    login = given.a_firm_login(given.a_firm("Fox Valley Fence"), email_confirmed_at=None)
    login.set_unusable_password()
    login.save()
    link = letters.ADDRESSES["first_password"].format(tokens.make(tokens.FIRST_PASSWORD, login))
    assert "For the account of Fox Valley Fence" in page(client.get(link, follow=True))
    assert "Use at least 15" in page(client.post("/account/first-password/", {"password": "short"}))
    answer = client.post("/account/first-password/", {"password": given.PASSWORD})
    assert answer["Location"] == "/account/sign-in/?kind=firm"
    assert "_auth_user_id" not in client.session
    firm = {"kind": "firm", "company": "Fox Valley Fence", "password": given.PASSWORD}
    assert client.post("/account/sign-in/", firm)["Location"] == "/dashboard/"
    assert "This link no longer works" in page(Client().get(link, follow=True))


@pytest.mark.parametrize("name", sorted(letters.ADDRESSES))
def test_the_addresses_that_letters_name_are_the_portals_own(name: str) -> None:
    address = letters.ADDRESSES[name].format("token")
    assert resolve(address).view_name == f"portal:account:{name}"
    assert reverse(f"portal:account:{name}", args=["token"] if "token" in address else []) == address


@pytest.mark.parametrize("evil", ["evil.example", "localhost.evil.example", "localhost:pw@evil.example"])
def test_a_forged_host_never_gets_into_a_message(client, evil: str) -> None:
    assert client.post(SET_UP, ROSA, headers={"host": evil}).status_code == 400
    client.post(SET_UP, ROSA, headers={"x-forwarded-host": evil, "forwarded": f"host={evil}"})
    queue.run_waiting()
    assert len(mail.outbox) == 1
    assert "evil" not in str(mail.outbox[0].message())
