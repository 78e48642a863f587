import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory

from transom.wiring import errors


def ask(path="/somewhere/"):
    return RequestFactory().get(path)


def test_a_missing_page_says_so_and_shows_no_patterns():
    answer = errors.page_not_found(ask(), Http404({"tried": ["^admin/"], "path": "x"}))
    assert answer.status_code == 404
    assert "We found no such page" in answer.content.decode()
    assert "admin" not in answer.content.decode()


def test_the_words_of_whoever_refused_are_shown_and_escaped():
    answer = errors.permission_denied(ask(), PermissionDenied("Your role does not include <b>issuing</b>."))
    assert answer.status_code == 403
    assert "Your role does not include &lt;b&gt;issuing&lt;/b&gt;." in answer.content.decode()


def test_words_about_the_program_are_not_shown():
    assert "Expecting value" not in errors.bad_request(ask(), ValueError("Expecting value: line 1")).content.decode()


def test_without_the_frame_there_is_still_a_page():
    """These requests have no account and no database, as when the server itself is in trouble."""
    answer = errors.server_error(ask())
    assert answer.status_code == 500
    assert answer.content.decode().startswith("<!doctype html>")
    assert "Something went wrong on our side" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_that_stood_open_too_long_says_what_to_do():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/account/sign-in/", {"login": "somebody"})
    assert answer.status_code == 403
    assert "The page stood open too long" in answer.content.decode()


def test_a_wrong_host_learns_nothing():
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
