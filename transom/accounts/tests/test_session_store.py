"""What every page of somebody signed in asks first: the session, and whose it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from transom.accounts.backend import Accounts
from transom.accounts.models import StaffRole, User
from transom.accounts.queries import teams_of
from transom.accounts.rules import may
from transom.accounts.session_store import SessionStore
from transom.accounts.tests import given

pytestmark = pytest.mark.django_db


def kept(**values: object) -> str:
    store = SessionStore()
    store.update(values)
    store.save()
    assert store.session_key
    return store.session_key


def test_a_session_is_read_back_with_one_query(django_assert_num_queries: Any) -> None:
    key = kept(place="counter")
    with django_assert_num_queries(1):
        assert SessionStore(key)["place"] == "counter"


def test_a_session_that_ran_out_or_never_was_is_empty_and_gets_another_key() -> None:
    key = kept(place="counter")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for old in (key, "a" * 32):
        store = SessionStore(old)
        assert store.get("place") is None
        store["place"] = "door"
        store.save()
        assert store.session_key != old


def test_an_account_comes_with_its_roles_in_one_query(django_assert_num_queries: Any) -> None:
    ann = given.staff("reviewer", "inspector", team="building")
    StaffRole.objects.create(user=ann, role="intake")
    with django_assert_num_queries(1):
        found = Accounts().get_user(ann.pk)
        assert found == ann
        assert found is not None
        assert may(found, "reviews.decide")
        assert found.role_keys == {"reviewer", "inspector", "intake"}
        assert teams_of(found) == {"building"}


def test_an_account_is_read_as_the_models_own_query_reads_it() -> None:
    ann = User.objects.get(pk=given.staff("intake").pk)
    found = Accounts().get_user(ann.pk)
    assert found is not None
    assert {field.attname: getattr(found, field.attname) for field in User._meta.concrete_fields} == {
        field.attname: getattr(ann, field.attname) for field in User._meta.concrete_fields
    }
    found.name = "Ann Gray"
    found.save()
    assert User.objects.get().name == "Ann Gray"


def test_roles_of_somebody_who_is_not_staff_open_nothing() -> None:
    maria = given.a_person("maria")
    StaffRole.objects.create(user=maria, role="supervisor")
    found = Accounts().get_user(maria.pk)
    assert found is not None
    assert not may(found, "records.view")


def test_an_account_that_was_shut_or_is_gone_is_nobody() -> None:
    maria = given.a_person("maria")
    User.objects.filter(pk=maria.pk).update(is_active=False)
    assert Accounts().get_user(maria.pk) is None
    assert Accounts().get_user(maria.pk + 1000) is None


def test_whoever_signed_in_under_django_s_own_backend_stays_signed_in() -> None:
    browser, maria = Client(), given.a_person("maria")
    browser.force_login(maria, "django.contrib.auth.backends.ModelBackend")
    assert browser.get("/account/").wsgi_request.user == maria
