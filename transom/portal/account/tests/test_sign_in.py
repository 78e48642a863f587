import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from transom.accounts.tests import given
from transom.kernel import clock
from transom.portal.account.tests.test_set_up import page
from transom.portal.account.views.signing_in import WRONG

SIGN_IN, WHICH = "/account/sign-in/", "/account/sign-in/which/"


def log_in(client: Client, login: str = "rosa", password: str = given.PASSWORD, **more: str):
    return client.post(SIGN_IN, {"kind": "public", "login": login, "password": password} | more)


def as_firm(client: Client, company: str, password: str = given.PASSWORD):
    return client.post(SIGN_IN, {"kind": "firm", "company": company, "password": password})


def signed_in_as(client: Client) -> int | None:
    return int(client.session["_auth_user_id"]) if "_auth_user_id" in client.session else None


def test_the_page_asks_in_the_words_people_know(client) -> None:
    said = page(client.get(SIGN_IN))
    for words in (
        "Public",
        "Contractor / Developer / Design Professional",
        "Company name",
        "User name or e-mail",
        "Log in",
        "Set up an account",
        "Look in your spam or junk folder",
        "630-256-3130",
        "devservicesadmin@aurora.il.us",
    ):
        assert words in said


def test_a_person_logs_in_by_user_name_and_a_firm_by_its_name(client) -> None:
    rosa = given.a_person("rosa")
    firm = given.a_firm_login(given.a_firm("Fox Valley Fence"))
    assert log_in(client)["Location"] == "/dashboard/"
    assert signed_in_as(client) == rosa.pk
    other = Client()
    as_firm(other, "fox valley fence")
    assert signed_in_as(other) == firm.pk


def test_whatever_was_wrong_the_page_is_the_same_to_the_last_sign() -> None:
    given.a_person("rosa")
    given.a_person("left", is_active=False)

    def answer(login: str) -> str:
        response = log_in(Client(), login, "a wrong password altogether")
        html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        return f"{response.status_code} {html.replace(login, 'NAME')}"

    assert WRONG in answer("rosa")
    assert answer("rosa") == answer("nobody") == answer("left")


def test_what_was_left_empty_is_asked_for_and_the_name_is_kept(client) -> None:
    assert "Type your user name or e-mail." in page(log_in(client, "", ""))
    assert "Type the name of your company." in page(as_firm(client, ""))
    answer = as_firm(client, "Fox Valley Fence", "")
    assert "Type your password." in page(answer)
    assert 'value="Fox Valley Fence"' in answer.content.decode()


def test_several_accounts_on_one_e_mail_are_named_only_after_the_right_password(client) -> None:
    given.a_person("rosa", email="office@fox-valley.example")
    north = given.a_firm_login(given.a_firm("Fox Valley Fence North"))
    given.a_firm_login(given.a_firm("Fox Valley Fence South"))
    assert "North" not in page(log_in(client, "office@fox-valley.example", "wrong password"))
    answer = log_in(client, "office@fox-valley.example")
    assert (answer["Location"], signed_in_as(client)) == (WHICH, None)
    said = page(client.get(WHICH))
    for words in ("Which account?", "Fox Valley Fence North", "Fox Valley Fence South", "user name rosa"):
        assert words in said
    assert client.post(WHICH, {"account": north.pk})["Location"] == "/dashboard/"
    assert signed_in_as(client) == north.pk


def test_the_choice_takes_none_but_the_accounts_it_offered_and_not_for_ever(client) -> None:
    given.a_person("rosa", email="office@fox-valley.example")
    given.a_firm_login()
    stranger = given.a_person("otto")
    log_in(client, "office@fox-valley.example")
    for said in (str(stranger.pk), "", "x", "-1", "99999999999999999999", "²"):
        assert "Choose the account to use" in page(client.post(WHICH, {"account": said}))
    with clock.frozen(clock.now() + timedelta(minutes=11)):
        assert client.post(WHICH, {"account": "1"})["Location"] == SIGN_IN
    assert signed_in_as(client) is None
    assert Client().get(WHICH)["Location"] == SIGN_IN


@pytest.mark.parametrize("good", ["/records/F26-00001/", "/cart/?x=1#y"])
def test_one_comes_back_to_where_one_wanted_to_go(client, good: str) -> None:
    given.a_person("rosa")
    assert f'value="{good}"' in client.get(SIGN_IN, {"next": good}).content.decode()
    assert log_in(client, next=good)["Location"] == good


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example", "///evil.example", "https://evil.example", "http:evil.example", "https:evil.example",
        "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example",
        "//testserver@evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example",
        "//localhost:80@evil.example",
        "/%0d%0aSet-Cookie:x=1\r\nLocation:https://evil.example", " //evil.example",
        "\x00//evil.example", "http://testserver/x",
    ],
)  # fmt: skip
def test_nobody_is_led_away_to_another_site(client, evil: str) -> None:
    given.a_person("rosa")
    assert log_in(client, next=evil)["Location"] == "/dashboard/"
    assert client.get(SIGN_IN, {"next": evil})["Location"] == "/dashboard/"


def test_a_session_from_before_the_login_is_worth_nothing_after(client) -> None:
    given.a_person("rosa")
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    log_in(client)
    assert client.session.session_key != planted


def test_guessing_is_slowed_and_a_made_up_forwarding_header_does_not_help(client) -> None:
    given.a_person("rosa")
    for number in range(5):
        log_in(client, password="guess")
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
    answer = log_in(client)
    assert answer.status_code == 429
    assert "Too many tries. Wait 1 second and try again." in page(answer)


def test_a_browser_that_was_in_before_is_not_slowed_by_strangers(client) -> None:
    rosa = given.a_person("rosa")
    log_in(client)
    client.post("/account/sign-out/")
    for number in range(12):
        Client(REMOTE_ADDR=f"203.0.{number}.9").post(SIGN_IN, {"login": "rosa", "password": "guess"})
    assert log_in(Client(REMOTE_ADDR="192.0.2.1")).status_code == 429
    assert log_in(client)["Location"] == "/dashboard/"
    assert signed_in_as(client) == rosa.pk


@pytest.mark.parametrize("forged", ["", "1", "x:y:z"])
def test_a_forged_proof_of_a_known_browser_is_no_proof(client, forged: str) -> None:
    rosa = given.a_person("rosa")
    for number in range(12):
        Client(REMOTE_ADDR=f"203.0.{number}.9").post(SIGN_IN, {"login": "rosa", "password": "guess"})
    client.cookies["known"] = forged or signing.dumps([rosa.pk], salt="another purpose")
    assert log_in(client).status_code == 429


def test_signing_out_is_a_button_and_ends_the_session(client) -> None:
    given.a_person("rosa")
    log_in(client)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert signed_in_as(client) is None


def test_staff_do_not_get_in_by_the_public_door(client) -> None:
    given.staff("supervisor", username="dana")
    assert WRONG in page(log_in(client, "dana"))


@pytest.mark.parametrize(("idle", "is_in"), [(timedelta(minutes=119), True), (timedelta(minutes=121), False)])
def test_an_idle_session_ends(client, idle: timedelta, is_in: bool) -> None:
    given.a_person("rosa")
    log_in(client)
    with clock.frozen(clock.now() + idle):
        answer = client.get("/account/")
    assert (answer.status_code == 200) is is_in


def test_who_is_shut_out_is_out_at_the_next_page(client) -> None:
    rosa = given.a_person("rosa")
    log_in(client)
    rosa.is_active = False
    rosa.save()
    assert client.get("/account/").status_code == 302


def test_forms_from_elsewhere_are_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in (
        SIGN_IN,
        WHICH,
        "/account/sign-out/",
        "/account/set-up/",
        "/account/confirm/",
        "/account/password/",
    ):
        assert strict.post(address, {"login": "rosa"}).status_code == 403


def test_companies_are_suggested_from_three_letters_on_and_not_without_end(client) -> None:
    firm = given.a_firm("Fox Valley Fence")
    assert client.get("/account/firms/", {"q": "fo"}).json() == {"results": []}
    assert client.get("/account/firms/", {"q": "valley"}).json() == {"results": [{"id": firm.pk, "name": firm.name}]}
    for _ in range(60):
        answer = client.get("/account/firms/", {"q": "fox"})
    assert (answer.status_code, answer.json()) == (429, {"results": []})


def test_the_login_page_itself_names_no_company(client) -> None:
    given.a_firm("Fox Valley Fence")
    assert "Fox Valley" not in client.get(SIGN_IN, {"kind": "firm"}).content.decode()


def test_the_page_asks_the_database_nothing_of_a_stranger(client, django_assert_max_num_queries) -> None:
    client.get(SIGN_IN)
    with django_assert_max_num_queries(0):
        client.get(SIGN_IN)
