from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from transom.accounts import rules

HANDBOOK = Path(__file__).parents[3] / "docs" / "handbook" / "accounts.md"
NINE = datetime(2026, 3, 2, 15, tzinfo=UTC)


@dataclass
class Person:
    role_keys: frozenset[str]
    is_active: bool = True


def person(*roles: str, active: bool = True) -> Person:
    return Person(frozenset(roles), active)


def test_a_cashier_takes_payments_and_does_not_issue_permits() -> None:
    assert rules.may(person("cashier"), "payments.take")
    assert not rules.may(person("cashier"), "records.issue")


def test_two_roles_add_up() -> None:
    both = person("inspector", "cashier")
    assert rules.may(both, "inspections.record")
    assert rules.may(both, "payments.take")


def test_a_supervisor_may_everything_but_grant_accounts() -> None:
    missing = {ability for ability in rules.ALL_ABILITIES if not rules.may(person("supervisor"), ability)}
    assert missing == {"accounts.grant"}
    assert rules.may(person("administrator"), "accounts.grant")


def test_who_left_and_who_has_no_role_may_nothing() -> None:
    for ability in rules.ALL_ABILITIES:
        assert not rules.may(person("administrator", active=False), ability)
        assert not rules.may(person(), ability)
        assert not rules.may(person("owner of the universe"), ability)


def test_the_handbooks_table_says_what_each_role_may() -> None:
    lines = [line for line in HANDBOOK.read_text().splitlines() if line.startswith(("| ability", "| `"))]
    heads, *rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines]
    written = {row[0]: {role for role, said in zip(heads[1:], row[1:], strict=True) if said} for row in rows}
    assert written == {
        ability: {role for role, held in rules.ABILITIES.items() if ability in held} for ability in rules.ALL_ABILITIES
    }


def test_a_misspelled_ability_is_an_error_and_not_a_no() -> None:
    with pytest.raises(KeyError, match=r"records\.isue"):
        rules.may(person("supervisor"), "records.isue")


def test_every_role_that_has_abilities_has_a_name_to_show() -> None:
    assert set(rules.ABILITIES) == set(rules.ROLES)


@pytest.mark.parametrize("good", ["rosa", "Rosa.Ortiz", "r2d2", "rosa_ortiz-3", "x" * 60])
def test_plain_user_names_are_taken(good: str) -> None:
    assert rules.username_reasons(good) == []


@pytest.mark.parametrize(
    "bad", ["", "ro", "rosa ortiz", "rosa@example.com", "роса", "-rosa", "x" * 61, "rosa\n", "rosa\x00"]
)
def test_user_names_that_look_alike_or_like_an_e_mail_are_refused(bad: str) -> None:
    (reason,) = rules.username_reasons(bad)
    assert reason.field == "username"


def test_names_of_one_letter_and_of_two_hundred_are_names() -> None:
    assert rules.name_reasons("O") == []
    assert rules.name_reasons("x" * 200) == []
    assert rules.name_reasons("x" * 201)[0].say == "Shorten your name to at most 200 characters."


def test_a_name_is_one_line_whatever_was_pasted() -> None:
    assert rules.one_line("  Rosa\r\nBcc: all@example.com\x00 \u2028Ortiz ") == "Rosa Bcc: all@example.com Ortiz"


@pytest.mark.parametrize("good", ["", "630-555-0100", "(630) 555-0100 ext. 12", "+44 20 7946 0958"])
def test_telephone_numbers_as_people_write_them_are_taken(good: str) -> None:
    assert rules.phone_reasons(good) == []


@pytest.mark.parametrize("bad", ["call me", "555", "1" * 21])
def test_what_nobody_can_call_is_refused(bad: str) -> None:
    assert rules.phone_reasons(bad)[0].field == "phone"


def test_tries_of_one_office_line_are_counted_together() -> None:
    assert rules.network("203.0.113.7") == rules.network("203.0.113.250") == "203.0.113.0/24"
    assert rules.network("2001:db8:1:2::1") == rules.network("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert rules.network("::ffff:203.0.113.7") == "203.0.113.0/24"
    assert rules.network("") == rules.network("not an address") == "unknown"


def test_only_a_public_account_must_confirm_before_it_acts() -> None:
    assert rules.must_confirm("public", None)
    assert not rules.must_confirm("public", NINE)
    assert not rules.must_confirm("firm", None)


def test_staff_are_signed_out_after_half_an_hour_and_others_after_two() -> None:
    assert rules.session_ends(True, NINE, NINE) == NINE + timedelta(minutes=30)
    assert rules.session_ends(False, NINE, NINE) == NINE + timedelta(hours=2)


def test_nobody_stays_signed_in_for_ever_by_being_busy() -> None:
    busy = NINE + timedelta(hours=11, minutes=50)
    assert rules.session_ends(True, NINE, busy) == NINE + timedelta(hours=12)
    assert rules.session_ends(False, NINE, NINE + timedelta(days=29, hours=23)) == NINE + timedelta(days=30)
