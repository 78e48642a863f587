import pytest

from transom.accounts import queries
from transom.accounts.tests import given

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [name for _, name in queries.suggest_firms(text)]


def test_firms_are_suggested_from_three_letters_on() -> None:
    given.a_firm("Fox Valley Fence")
    assert names("fo") == names("f o") == names("   ") == names("%%%") == []
    assert names("fox") == names("VALL") == ["Fox Valley Fence"]


def test_firms_that_begin_with_the_text_come_first_and_at_most_eight() -> None:
    given.a_firm("Big Fence")
    for number in range(9):
        given.a_firm(f"Fence {number}")
    assert names("fence") == [f"Fence {number}" for number in range(8)]
    assert names("fence 3") == ["Fence 3"]


def test_closed_firms_are_not_suggested() -> None:
    given.a_firm("Gone Fence", active=False)
    assert names("gone") == []


def test_percent_and_underscore_mean_themselves() -> None:
    given.a_firm("100% Solar_Works")
    assert names("100%") == ["100% Solar_Works"]
    assert names("s_lar") == []


def test_suggesting_is_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        names("fence")


def test_a_firm_is_named_exactly_or_not_at_all() -> None:
    firm = given.a_firm("Fox Valley Fence")
    given.a_firm("Twin", kind="contractor")
    developer = given.a_firm("Twin", kind="developer")
    assert queries.firm_named(" fox valley fence") == firm
    assert queries.firm_named("fox") is None
    assert queries.firm_named("Twin") is None
    assert queries.firm_named("Twin", "developer") == developer


def test_staff_are_found_by_team_role_and_ability() -> None:
    ann = given.staff("inspector", name="Ann", team="building")
    bob = given.staff("inspector", name="Bob", team="zoning")
    given.staff("inspector", name="Left", active=False)
    cole = given.staff("cashier", name="Cole")
    assert queries.inspectors() == [ann, bob]
    assert queries.inspectors("zoning") == [bob]
    assert queries.staff_of_team("building") == [ann]
    assert queries.staff_with("payments.take") == [cole]
    assert queries.teams_of(ann) == {"building"}


def test_the_list_of_staff_asks_the_same_two_questions_for_two_and_for_forty(django_assert_num_queries) -> None:
    for _ in range(2):
        given.staff("intake", "cashier")
    with django_assert_num_queries(2):
        _read_all()
    for _ in range(40):
        given.staff("intake", "cashier")
    with django_assert_num_queries(2):
        _read_all()


def test_firms_are_listed_newest_first_and_found_by_a_piece_of_the_name() -> None:
    given.a_firm("Fox Valley Fence")
    given.a_firm("Aurora Roofing")
    assert [firm.name for firm in queries.firms().rows] == ["Aurora Roofing", "Fox Valley Fence"]
    assert [firm.name for firm in queries.firms(text="valley").rows] == ["Fox Valley Fence"]


def _read_all() -> None:
    for person in queries.staff_list(size=100).rows:
        assert person.role_keys == {"intake", "cashier"}
