import time
from datetime import timedelta
from unittest import mock

import pytest

from transom.accounts import actions, tokens
from transom.accounts.tests import given
from transom.history import queries as history
from transom.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def test_the_link_confirms_the_address_once_and_a_second_time_changes_nothing(monday) -> None:
    user = given.a_person(confirmed=False)
    token = tokens.make(tokens.CONFIRM, user)
    assert actions.confirm_email(token, at=monday).email_confirmed_at == monday
    assert actions.confirm_email(token, at=monday + timedelta(hours=1)).email_confirmed_at == monday
    assert [entry.verb for entry in history.of_subject("accounts.user", user.pk)] == ["account.confirmed"]


def test_a_confirmed_account_can_act(monday) -> None:
    user = given.a_person(confirmed=False)
    actions.note_sign_in(actions.confirm_email(tokens.make(tokens.CONFIRM, user), at=monday), at=monday)
    assert history.of_subject("accounts.user", user.pk)[0].says == "Signed in"


@pytest.mark.parametrize("spoiled", ["", "nonsense", "a:b:c"])
def test_a_link_that_is_none_is_refused(monday, spoiled: str) -> None:
    with pytest.raises(Refused, match="no longer works"):
        actions.confirm_email(spoiled, at=monday)


def test_a_link_dies_with_the_address_it_was_sent_to(monday) -> None:
    user = given.a_person(confirmed=False)
    token = tokens.make(tokens.CONFIRM, user)
    user.email = "other@example.com"
    user.save()
    with pytest.raises(Refused, match="no longer works"):
        actions.confirm_email(token, at=monday)


def test_a_link_dies_after_three_days(monday) -> None:
    token = tokens.make(tokens.CONFIRM, given.a_person(confirmed=False))
    with (
        mock.patch("django.core.signing.time.time", return_value=_seconds_from_now(tokens.CONFIRM_FOR)),
        pytest.raises(Refused),
    ):
        actions.confirm_email(token, at=monday)


def test_a_link_of_one_kind_is_not_a_link_of_another(monday) -> None:
    firm = given.a_firm_login()
    with pytest.raises(Refused):
        actions.confirm_email(tokens.make(tokens.FIRST_PASSWORD, firm), at=monday)
    with pytest.raises(Refused):
        actions.set_first_password(tokens.make(tokens.CONFIRM, firm), given.PASSWORD, at=monday)


def test_an_account_that_was_closed_confirms_nothing(monday) -> None:
    user = given.a_person(confirmed=False, is_active=False)
    with pytest.raises(Refused):
        actions.confirm_email(tokens.make(tokens.CONFIRM, user), at=monday)


def test_a_public_account_never_confirmed_is_forgotten_after_some_days(monday) -> None:
    given.a_person("stale", confirmed=False)
    fresh = given.a_person("fresh", confirmed=False)
    fresh.created_at = monday - timedelta(days=3)
    fresh.save()
    kept = given.a_person("kept")
    given.a_firm_login(email_confirmed_at=None)
    assert actions.forget_unconfirmed(at=monday) == 1
    assert set(type(kept).objects.filter(kind="public").values_list("username", flat=True)) == {"fresh", "kept"}


def _seconds_from_now(lasts: timedelta) -> float:
    return time.time() + lasts.total_seconds() + 1
