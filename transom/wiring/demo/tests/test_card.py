"""What demo.json tells is what somebody needs who has never seen the city."""

from __future__ import annotations

from transom.wiring.demo import cast
from transom.wiring.demo.card import introduction


def accounts():
    return [*cast.COMPANIES, *cast.PEOPLE, *cast.STAFF]


def test_every_password_is_long_enough_and_nobody_shares_one():
    words = [one.password for one in accounts()]
    assert min(map(len, words)) >= 15
    assert len(set(words)) == len(words)


def test_there_is_somebody_for_each_role_and_each_has_one():
    roles = {role for one in cast.STAFF for role, _ in one.roles}
    assert roles >= {"intake", "reviewer", "inspector", "cashier", "supervisor"}


def test_two_firms_share_an_email():
    emails = [one.email for one in cast.COMPANIES]
    assert len(emails) - len(set(emails)) == 1
    assert len(emails) >= 12


def test_the_card_has_the_promised_shape(db):
    told = introduction()
    assert set(told) == {"accounts", "records"}
    for one in told["accounts"]:
        assert set(one) == {"kind", "name", "login", "email", "password", "roles", "about"}
        assert one["kind"] in ("firm", "public", "staff")
        assert one["about"].endswith(".")
    firm = next(one for one in told["accounts"] if one["kind"] == "firm")
    assert firm["login"] == firm["name"]


def test_mail_of_the_made_up_city_reaches_nobody():
    assert all(one.email.endswith(".example") for one in accounts())
