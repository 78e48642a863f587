import re
from datetime import timedelta

import pytest
from django.test import Client

from transom.accounts.tests import given
from transom.kernel import clock
from transom.office.account.views import WRONG

SIGN_IN = "/office/sign-in/"


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def log_in(client: Client, login: str, password: str = given.PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


@pytest.mark.parametrize("typed", ["dana", "DANA", "dana@city.example"])
def test_staff_log_in_by_user_name_or_e_mail(client, typed: str) -> None:
    dana = given.staff("intake", username="dana")
    assert log_in(client, typed)["Location"] == "/office/"
    assert client.session["_auth_user_id"] == str(dana.pk)


def test_the_public_and_firms_are_not_let_in_and_the_words_are_the_same_as_for_nobody(client) -> None:
    given.a_person("rosa")
    given.a_firm_login(given.a_firm("Fox Valley Fence"))
    given.staff("intake", username="left", active=False)
    for login in ("rosa", "rosa@example.com", "Fox Valley Fence", "left", "nobody"):
        assert WRONG in page(log_in(client, login))
    assert "_auth_user_id" not in client.session


def test_what_was_left_empty_is_asked_for(client) -> None:
    said = page(log_in(client, "", ""))
    assert "Type your user name or e-mail." in said
    assert "Type your password." in said


def test_two_staff_accounts_on_one_e_mail_log_in_by_user_name(client) -> None:
    for username in ("dana", "dana-admin"):
        user = given.staff("intake", username=username)
        user.email = "dana@city.example"
        user.save()
    assert "Log in with the user name" in page(log_in(client, "dana@city.example"))
    assert log_in(client, "dana-admin")["Location"] == "/office/"


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/dashboard/", "/office", "office/"])
def test_one_is_led_nowhere_but_into_the_office(client, evil: str) -> None:
    given.staff("intake", username="dana")
    assert log_in(client, "dana", next=evil)["Location"] == "/office/"


def test_one_comes_back_to_the_page_one_wanted(client) -> None:
    given.staff("intake", username="dana")
    assert log_in(client, "dana", next="/office/firms/?q=fox")["Location"] == "/office/firms/?q=fox"


def test_guessing_is_slowed(client) -> None:
    given.staff("intake", username="dana")
    for _ in range(5):
        log_in(client, "dana", "guess")
    assert log_in(client, "dana").status_code == 429


@pytest.mark.parametrize(("idle", "is_in"), [(timedelta(minutes=29), True), (timedelta(minutes=31), False)])
def test_an_idle_desk_is_signed_out_after_half_an_hour(client, idle: timedelta, is_in: bool) -> None:
    given.staff("intake", username="dana")
    log_in(client, "dana")
    with clock.frozen(clock.now() + idle):
        assert (client.get("/office/password/").status_code == 200) is is_in


def test_a_busy_desk_is_signed_out_after_twelve_hours(client) -> None:
    given.staff("intake", username="dana")
    log_in(client, "dana")
    began = clock.now()
    for quarters in range(1, 48):
        with clock.frozen(began + timedelta(minutes=15 * quarters)):
            assert client.get("/office/password/").status_code == 200
    with clock.frozen(began + timedelta(hours=12)):
        assert client.get("/office/password/").status_code == 302


def test_signing_out_leads_back_to_the_door(client) -> None:
    given.staff("intake", username="dana")
    log_in(client, "dana")
    assert client.post("/office/sign-out/")["Location"] == SIGN_IN
    assert client.get("/office/password/").status_code == 302


def test_staff_change_their_password(client) -> None:
    given.staff("intake", username="dana")
    log_in(client, "dana")
    said = page(client.post("/office/password/", {"old": "wrong", "new": "another-password-entirely"}))
    assert "This is not your present password." in said
    answer = client.post("/office/password/", {"old": given.PASSWORD, "new": "another-password-entirely"})
    assert answer["Location"] == "/office/"
    assert log_in(Client(), "dana", "another-password-entirely")["Location"] == "/office/"


def test_supervisors_see_who_works_here_and_others_do_not() -> None:
    given.staff("inspector", username="ivan", name="Ivan Reyes", team="building")
    given.staff("cashier", username="lee", name="Lee Park", active=False)
    client = Client()
    client.force_login(given.staff("supervisor"))
    said = page(client.get("/office/people/"))
    assert "Ivan Reyes ivan Inspector (building)" in said
    assert "Left" in said
    for roles, status in ((["intake"], 403), (["cashier"], 403), ([], 403)):
        client.force_login(given.staff(*roles))
        assert client.get("/office/people/").status_code == status
    client.force_login(given.a_person())
    assert client.get("/office/people/").status_code == 404
    assert Client().get("/office/people/")["Location"] == "/office/sign-in/?next=%2Foffice%2Fpeople%2F"
