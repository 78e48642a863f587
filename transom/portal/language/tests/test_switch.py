"""The switch between English and Spanish: which language a page is in, and what the switch keeps."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from transom.accounts.models import User
from transom.notices.models import Message
from transom.portal import speaking
from transom.records.models import Record
from transom.records.tests.given import words
from transom.workflow.tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
COOKIE = settings.LANGUAGE_COOKIE_NAME


def language_of(answer) -> str:
    return re.search(r'<html lang="(\w+)"', answer.content.decode()).group(1)


def signed_in(language: str = "en") -> tuple[Client, User]:
    user = given.person()
    User.objects.filter(pk=user.pk).update(language=language)
    browser = Client()
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return browser, user


def switched(browser: Client, language: str = "es", back: str = "/"):
    return browser.post("/language/", {"language": language, "next": back})


def test_a_stranger_reads_english_until_the_browser_or_the_switch_says_otherwise():
    assert language_of(Client().get("/")) == "en"
    assert language_of(Client(headers={"accept-language": "es-MX,es;q=0.9,en;q=0.8"}).get("/")) == "es"
    assert language_of(Client(headers={"accept-language": "fr,de;q=0.9"}).get("/")) == "en"
    browser = Client(headers={"accept-language": "es"})
    switched(browser, "en")
    assert language_of(browser.get("/")) == "en"


def test_the_switch_is_a_button_in_its_own_language_that_needs_no_script_and_sets_nothing_by_standing_there():
    page = Client().get("/help/")
    html = page.content.decode()
    assert re.search(r'<button [^>]*name="language" value="es" lang="es">.*?Español</button>', html)
    assert not page.cookies
    browser = Client()
    switched(browser)
    assert re.search(r'value="en" lang="en">.*?English</button>', browser.get("/help/").content.decode())


def test_one_comes_back_to_the_same_page_with_its_question():
    browser = Client()
    here = "/which-permit/?place=home&now=work"
    page = browser.get(here).content.decode()
    assert 'name="next" value="/which-permit/?place=home&amp;now=work"' in page
    assert switched(browser, back=here)["Location"] == here


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_it_never_leads_out_of_the_house(elsewhere):
    assert switched(Client(), back=elsewhere)["Location"] == "/"


@pytest.mark.parametrize("language", ["fr", "", "es-MX", "../es", "ES"])
def test_a_language_we_do_not_speak_changes_nothing(language):
    browser, user = signed_in()
    answer = switched(browser, language)
    assert answer.status_code == 302
    assert COOKIE not in answer.cookies
    user.refresh_from_db()
    assert user.language == "en"


def test_the_choice_is_kept_for_a_year_and_by_the_account():
    browser, user = signed_in()
    cookie = switched(browser).cookies[COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("es", 365 * 24 * 60 * 60, "Lax")
    assert cookie["httponly"]
    user.refresh_from_db()
    assert user.language == "es"


def test_an_account_speaks_its_language_on_any_device():
    browser, _ = signed_in("es")
    assert language_of(browser.get("/dashboard/")) == "es"
    assert "Mis permisos activos" in words(browser.get("/dashboard/"))


def test_what_an_account_keeps_is_written_only_from_our_own_pages():
    _, user = signed_in()
    stranger = Client(enforce_csrf_checks=True)
    assert switched(stranger).cookies[COOKIE].value == "es"
    thief = Client(enforce_csrf_checks=True)
    thief.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert switched(thief).status_code == 403
    user.refresh_from_db()
    assert user.language == "en"


def test_answers_of_an_application_stay_when_the_language_changes():
    browser, _ = signed_in()
    browser.post("/apply/new/fence-residential/")
    one = Record.objects.get(number=None)
    url = f"/apply/{one.pk}/page/work/"
    browser.post(url, {"shown": ["cost", "material"], "cost": "a lot", "material": "wood", "then": "next"})
    switched(browser, back=url)
    page = browser.get(url).content.decode()
    assert 'value="a lot"' in page
    assert "¿Qué va a construir?" in page
    answer = browser.post(url, {"shown": ["cost"], "cost": "a lot", "then": "next"})
    assert "“Costo total de la cerca” debe ser una cantidad de dinero, como 1250 o 1,250.50." in words(answer)
    assert Record.objects.get().type_label == "Fence Residential"


def test_caches_are_told_that_the_page_depends_on_who_asks():
    answer = Client().get("/")
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in answer["Vary"].split(",")}
    assert answer["Content-Language"] == "en"


def test_a_page_that_is_not_translated_is_english_as_a_whole_and_says_so():
    browser = Client(headers={"accept-language": "es"})
    answer = browser.get("/verify/")
    assert "portal:verify:ask" not in speaking.PAGES
    assert language_of(answer) == "en"
    assert '<p class="t-soft t-small margin-top-0" lang="es">Por ahora esta página está solo en inglés.</p>' in (
        answer.content.decode()
    )
    assert "Sign in" in words(answer)


@pytest.mark.parametrize("address", ["/office/sign-in/", "/api/records/"])
def test_the_office_and_the_api_stay_english(address):
    browser = Client(headers={"accept-language": "es"})
    switched(browser)
    answer = browser.get(address)
    assert 'lang="es"' not in answer.content.decode()


def test_what_is_not_found_is_said_in_the_language_of_the_visitor():
    browser = Client(headers={"accept-language": "es"})
    answer = browser.get("/nowhere/")
    assert answer.status_code == 404
    assert language_of(answer) == "es"
    assert "No encontramos esa página" in words(answer)


def test_an_account_set_up_in_spanish_gets_its_letters_in_spanish():
    browser = Client(headers={"accept-language": "es"})
    form = {"username": "rosa.d", "name": "Rosa Delgado", "email": "rosa@example.com", "password": "corta"}
    page = words(browser.post("/account/set-up/", form))
    assert "Use al menos 15 caracteres: cuatro o cinco palabras son fáciles de recordar." in page
    browser.post("/account/set-up/", form | {"password": "bosque lluvia mesa tambor"})
    assert User.objects.get(username="rosa.d").language == "es"
    letter = Message.objects.get(to_email="rosa@example.com")
    assert letter.language == "es"
    assert letter.subject == "Confirme su dirección de correo electrónico"
    assert "Confirmar mi correo electrónico" in letter.body
