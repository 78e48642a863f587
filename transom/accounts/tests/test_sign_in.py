from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection

from transom.accounts import actions, passwords, queries
from transom.accounts.models import User
from transom.accounts.tests import given

HOME, ELSEWHERE = "203.0.113.0/24", "198.51.100.0/24"


def sign_in(login: str, password: str = given.PASSWORD, *, kind: str = "public", network: str = HOME, at, **more):
    return actions.try_password(kind, login, password, network=network, at=at, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["rosa", "ROSA", " rosa ", "rosa@example.com", "Rosa@Example.COM"])
def test_the_public_signs_in_by_user_name_or_e_mail(monday, typed: str) -> None:
    rosa = given.a_person("rosa")
    assert sign_in(typed, at=monday).accounts == (rosa,)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Fox Valley Fence", "fox valley  fence", "office@fox-valley.example"])
def test_a_firm_signs_in_by_its_name_as_typed_or_its_e_mail(monday, typed: str) -> None:
    login = given.a_firm_login(given.a_firm("Fox Valley Fence"))
    assert sign_in(typed, kind="firm", at=monday).accounts == (login,)


@pytest.mark.django_db
def test_a_piece_of_a_firms_name_is_not_its_name(monday) -> None:
    given.a_firm_login(given.a_firm("Fox Valley Fence"))
    assert sign_in("Fox Valley", kind="firm", at=monday).accounts == ()


@pytest.mark.django_db
def test_staff_and_public_have_doors_of_their_own(monday) -> None:
    dana = given.staff("intake", username="dana")
    given.a_person("rosa")
    assert sign_in("dana", at=monday).accounts == ()
    assert sign_in("dana@city.example", at=monday).accounts == ()
    assert sign_in("rosa", kind="staff", at=monday).accounts == ()
    assert sign_in("dana", kind="staff", at=monday).accounts == (dana,)


@pytest.mark.django_db
def test_an_e_mail_of_several_accounts_gives_those_whose_password_it_is(monday) -> None:
    first = given.a_person("rosa", email="rosa@example.com")
    firm = given.a_firm_login(email="rosa@example.com")
    other = given.a_person("old-rosa", email="rosa@example.com")
    other.set_password("another-password-entirely")
    other.save()
    assert sign_in("rosa@example.com", at=monday).accounts == (first, firm)
    assert sign_in("rosa@example.com", "another-password-entirely", at=monday).accounts == (other,)


@pytest.mark.django_db
def test_who_left_and_whose_firm_was_closed_cannot_sign_in(monday) -> None:
    given.a_person("rosa", is_active=False)
    given.a_firm_login(given.a_firm("Gone Fence", active=False))
    assert sign_in("rosa", at=monday).accounts == ()
    assert sign_in("Gone Fence", kind="firm", at=monday).accounts == ()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["rosa", "nobody", "nobody@example.com", "", "x" * 500, "firm-without-password"])
def test_a_wrong_try_gives_the_same_answer_and_costs_one_hash_whoever_it_was(monday, typed: str) -> None:
    given.a_person("rosa")
    silent = given.a_person("firm-without-password")
    silent.set_unusable_password()
    silent.save()
    with (
        mock.patch.object(passwords, "make_password", wraps=make_password) as made,
        mock.patch.object(passwords, "check_password", wraps=check_password) as checked,
    ):
        attempt = sign_in(typed, "not the password at all", at=monday)
    assert attempt == actions.Attempt()
    assert made.call_count + checked.call_count == 1


@pytest.mark.django_db
def test_guessing_is_slowed_and_a_slowed_try_is_not_even_looked_at(monday) -> None:
    given.a_person("rosa")
    for _ in range(5):
        assert sign_in("rosa", "guess", at=monday).wait == timedelta(0)
    with mock.patch.object(passwords, "check_password") as looked:
        assert sign_in("rosa", at=monday).wait == timedelta(seconds=1)
    looked.assert_not_called()
    assert sign_in("rosa", at=monday + timedelta(seconds=1)).accounts


@pytest.mark.django_db
def test_a_name_that_nobody_has_is_slowed_just_the_same(monday) -> None:
    waits = [sign_in("nobody", "guess", at=monday).wait for _ in range(7)]
    assert waits == [timedelta(0)] * 5 + [timedelta(seconds=1)] * 2


@pytest.mark.django_db
def test_user_name_and_e_mail_of_one_account_share_its_budget(monday) -> None:
    given.a_person("rosa")
    for login in ["rosa", "rosa@example.com"] * 3:
        attempt = sign_in(login, "guess", at=monday)
    assert attempt.wait > timedelta(0)


@pytest.mark.django_db
def test_many_networks_at_once_are_slowed_by_the_accounts_own_budget(monday) -> None:
    given.a_person("rosa")
    for number in range(10):
        sign_in("rosa", "guess", network=f"203.0.{number}.0/24", at=monday)
    assert sign_in("rosa", "guess", network="192.0.2.0/24", at=monday).wait > timedelta(0)


@pytest.mark.django_db
def test_one_network_trying_many_names_is_slowed(monday) -> None:
    for number in range(60):
        sign_in(f"nobody{number}", "guess", at=monday)
    assert sign_in("somebody-else", "guess", at=monday).wait > timedelta(0)
    assert sign_in("somebody-else", "guess", network=ELSEWHERE, at=monday).wait == timedelta(0)


@pytest.mark.django_db
def test_many_people_who_sign_in_from_one_building_are_not_slowed(monday) -> None:
    given.a_person("rosa")
    assert all(sign_in("rosa", at=monday).accounts for _ in range(70))


@pytest.mark.django_db
def test_the_owner_signs_in_from_a_known_browser_while_strangers_are_slowed(monday) -> None:
    rosa = given.a_person("rosa")
    for number in range(12):
        sign_in("rosa", "guess", network=f"203.0.{number}.0/24", at=monday)
    assert sign_in("rosa", network=ELSEWHERE, at=monday).wait > timedelta(0)
    known = sign_in("rosa", network=ELSEWHERE, known_here=frozenset({rosa.pk}), at=monday)
    assert known.accounts == (rosa,)


@pytest.mark.django_db
def test_the_right_password_forgives_the_tries_before_it(monday) -> None:
    given.a_person("rosa")
    for _ in range(4):
        sign_in("rosa", "guess", at=monday)
    assert sign_in("rosa", at=monday).accounts
    for _ in range(5):
        assert sign_in("rosa", "guess", at=monday).wait == timedelta(0)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_guesses_at_the_same_moment_do_not_all_pass(monday) -> None:
    given.a_person("rosa")

    def guess(_: int) -> bool:
        try:
            return bool(not sign_in("rosa", "guess", at=monday).wait)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(pool.map(guess, range(40)))
    assert looked_at == 5


@pytest.mark.django_db
def test_signing_in_looks_for_the_account_with_one_query(django_assert_num_queries) -> None:
    given.a_person("rosa")
    with django_assert_num_queries(1):
        (found,) = queries.sign_in_candidates("public", "rosa")
        assert found.firm is None
    assert User.objects.count() == 1
