import io

import pytest

from transom.accounts import actions, commands, queries, rules
from transom.accounts.models import User
from transom.accounts.tests import given
from transom.history import queries as history
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def test_staff_are_set_up_with_roles_and_may_what_the_roles_say(monday) -> None:
    roles = [("reviewer", "zoning"), ("cashier", "")]
    actions.create_staff("dana", "Dana Cole", "dana@city.example", given.PASSWORD, roles=roles, by=SYSTEM, at=monday)
    dana = User.objects.get()
    assert rules.may(dana, "reviews.decide")
    assert rules.may(dana, "payments.take")
    assert not rules.may(dana, "records.issue")
    assert queries.staff_of_team("zoning") == [dana]


def test_asking_for_many_permissions_reads_the_roles_once(django_assert_num_queries) -> None:
    dana = User.objects.get(pk=given.staff("reviewer", "cashier").pk)
    with django_assert_num_queries(1):
        assert [rules.may(dana, ability) for ability in sorted(rules.ALL_ABILITIES)]


def test_the_public_has_no_roles_and_no_query_is_made_to_know(django_assert_num_queries) -> None:
    rosa = given.a_person()
    with django_assert_num_queries(0):
        assert not rules.may(rosa, "records.view")


def test_a_role_that_is_none_is_refused_with_the_list(monday) -> None:
    with pytest.raises(Refused, match="there is no 'boss'"):
        actions.create_staff("dana", "Dana", "d@c.example", given.PASSWORD, roles=[("boss", "")], by=SYSTEM, at=monday)


def test_the_command_reads_the_password_from_a_pipe(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(given.PASSWORD + "\n"))
    code = commands.create_staff(
        "dana", name="Dana Cole", email="dana@city.example", roles=["reviewer:zoning", "intake"]
    )
    assert (code, capsys.readouterr().out) == (0, "Dana Cole can sign in at the office's page as dana.\n")
    dana = User.objects.get()
    assert dana.check_password(given.PASSWORD)
    assert history.of_subject("accounts.user", dana.pk)[0].who == "Command line"


def test_the_command_tells_every_reason_and_ends_with_one(capsys) -> None:
    assert commands.create_staff("d", name="", email="x", roles=[], password="short") == 1
    said = capsys.readouterr().err
    for words in ("3 to 60 letters", "Type your name", "name@example.com", "at least 15", "one or more of the roles"):
        assert words in said
    assert not User.objects.exists()
