"""Finding a parcel while typing."""

import pytest

from transom.land import queries
from transom.land.tests.given import a_few_streets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _streets():
    a_few_streets()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("44 e", ["44 East Downer Place"]),
        ("44 East Downer Pl", ["44 East Downer Place"]),
        ("1200 5th", ["1200 Fifth Street"]),
        ("1205 fifth street", ["1205 5th St, Aurora, IL 60505"]),
        ("15-22-305-006", ["12 Belmont Boulevard"]),
        ("downer", ["44 East Downer Place", "46 E Downer Pl"]),
        ("44 Downer Place", ["44 East Downer Place", "46 E Downer Pl"]),
        ("14 bellmont", ["14 Belmont Blvd", "12 Belmont Boulevard"]),
        ("7 mian st", ["7 Main St"]),
        ("north lake street", ["440 N. Lake Street"]),
    ],
)
def test_a_parcel_is_found_as_people_type_it(typed, found):
    assert [parcel.address for parcel in queries.find(typed)] == found


def test_44_is_not_440():
    assert [parcel.address for parcel in queries.find("440 n")] == ["440 N. Lake Street"]
    assert [parcel.address for parcel in queries.find("44 n lake")] == ["440 N. Lake Street"]


@pytest.mark.parametrize("typed", ["", "4", "  ", "%%%", "zzzz qqqq", "\x01"])
def test_nothing_is_found_for_nothing(typed):
    assert queries.find(typed) == []


def test_a_search_takes_at_most_two_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        queries.find("14 bellmont")


def test_no_more_than_asked_for_are_found():
    assert len(queries.find("downer", limit=1)) == 1
