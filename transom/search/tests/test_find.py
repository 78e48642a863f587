"""One box finds a record by number, address, applicant or contractor, typos forgiven."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from transom.kernel.roles import public_role
from transom.search import queries
from transom.search.queries import Filters
from transom.search.rules import By
from transom.search.tests.given import a_small_city, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _city():
    a_small_city()


def numbers(found: queries.Found) -> list[str]:
    return [row.number for row in found.rows]


@pytest.mark.parametrize(
    ("typed", "by", "found"),
    [
        ("F26-00012", By.NUMBER, ["F26-00012"]),
        ("f26 00012", By.NUMBER, ["F26-00012"]),
        ("F26", By.NUMBER, ["F26-00012", "F26-00013", "F26-00120"]),
        ("2023", By.NUMBER, ["2023", "2023023374"]),
        ("44 east downer", By.ADDRESS, ["F26-00012", "R25-00044"]),
        ("44 E Downer Pl, Aurora, IL", By.ADDRESS, ["F26-00012", "R25-00044"]),
        ("1200 5th", By.ADDRESS, ["R25-00045"]),
        ("downer", By.WORDS, ["F26-00013", "F26-00012", "R25-00044"]),
        ("jose nandu", By.WORDS, ["F26-00012"]),
        ("José", By.WORDS, ["F26-00012"]),
        ("O'Brien", By.WORDS, ["F26-00120"]),
        ("roofing smith", By.WORDS, ["F26-00012"]),
        ("18th avenue", By.WORDS, ["2023023374"]),
    ],
)
def test_a_record_is_found_by(typed, by, found):
    answer = queries.find(typed)
    assert (answer.by, numbers(answer)) == (by, found)
    assert answer.count == len(found)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("44 e downner pl", "F26-00012"),
        ("440 north lkae", "F26-00120"),
        ("jose nandi", "F26-00012"),
        ("smithe roofing", "R25-00044"),
        ("maker constuction", "2023023374"),
        ("1200 fith street", "R25-00045"),
        ("lovelase", "F26-00013"),
    ],
)
def test_typos_are_forgiven(typed, first):
    answer = queries.find(typed)
    assert answer.by is By.ALIKE
    assert first in numbers(answer)[:2]


def test_a_figure_that_is_a_number_and_a_house_can_be_read_either_way():
    answer = queries.find("2023")
    assert By.ADDRESS in answer.others
    assert numbers(queries.find("2023", by=By.ADDRESS)) == ["2023"]


def test_nothing_is_found_for_nothing_like_it():
    answer = queries.find("qqqq zzzz")
    assert (answer.rows, answer.count) == ((), 0)


def test_an_empty_box_lists_everything_newest_first():
    answer = queries.find("")
    assert numbers(answer)[:2] == ["F26-00013", "2023"]
    assert answer.count == 8


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(kind="license"), ["L24-00007"]),
        (Filters(type_id="roofing-work-only"), ["R25-00045", "R25-00044"]),
        (Filters(status="Finaled"), ["R25-00044"]),
        (Filters(status="closed"), ["R25-00044"]),
        (Filters(kind="permit", status="open", since=date(2026, 1, 16)), ["F26-00013"]),
        (Filters(since=date(2025, 6, 1), until=date(2025, 12, 31)), ["F26-00120", "R25-00045"]),
    ],
)
def test_a_list_is_narrowed(filters, found):
    assert numbers(queries.find("", filters)) == found


def test_a_search_is_narrowed_too():
    assert numbers(queries.find("44 east downer", Filters(type_id="roofing-work-only"))) == ["R25-00044"]
    assert numbers(queries.find("smithe roofing", Filters(kind="license"))) == []


def test_pages_follow_each_other_and_lead_back():
    for n in range(30):
        public(f"P26-{n:05}", "9 Elm Street", applied_on=date(2026, 2, 2))
    first = queries.find("9 elm", limit=20)
    second = queries.find("9 elm", after=first.older, limit=20)
    assert (len(first.rows), len(second.rows), first.newer, second.older) == (20, 10, "", "")
    assert first.count == second.count == 30
    assert numbers(queries.find("9 elm", after=second.newer, limit=20)) == numbers(first)
    assert not set(numbers(first)) & set(numbers(second))


def test_a_spoiled_mark_shows_the_first_page():
    assert queries.find("F26", after="o%%%").rows == queries.find("F26").rows


def test_more_than_a_thousand_are_not_counted():
    for n in range(12):
        public(f"Q26-{n:05}", "9 Elm Street")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "MOST_COUNTED", 10)
        answer = queries.find("9 elm", limit=5)
    assert (answer.count, len(answer.rows)) == (11, 5)


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "';--", "44 %' OR 1=1", "\x00abc", "🏠", "(", "  ", "-" * 300, "a b c", "12 "]
)
def test_odd_signs_are_no_error(typed):
    queries.find(typed)
    queries.find(typed, by=By.ALIKE)


@pytest.mark.parametrize(
    "typed", ["", "F26", "44 e downer", "downer", "jose nandi", "2023", "nobody at all", "44 e downner pl", "44 zzzz"]
)
@pytest.mark.parametrize("many", [0, 300])
def test_a_search_takes_at_most_four_queries_however_many_there_are(typed, many):
    for n in range(many):
        public(f"F26-1{n:04}", "44 E Downer Pl", applicant="Jose Nandu")
    queries.narrowing("permit")
    with CaptureQueriesContext(connection) as caught:
        queries.find(typed)
        queries.narrowing("permit")
    asked = [each["sql"] for each in caught if each["sql"].startswith(("SELECT", "("))]
    assert len(asked) <= 4, asked


def test_what_a_search_can_be_narrowed_to_is_what_there_is():
    assert queries.narrowing("permit").types == (
        ("fence-residential", "Fence Residential"),
        ("roofing-work-only", "Roofing Work Only"),
    )
    assert queries.narrowing("license").statuses == (("Active", "Active"),)


def test_the_records_of_a_parcel_are_listed_newest_first():
    public("A1", pin="15-1", applied_on=date(2020, 1, 1))
    public("A2", pin="15-1", applied_on=date(2022, 1, 1))
    assert [row.number for row in queries.property_records("15-1")] == ["A2", "A1"]
    assert queries.property_records("") == ()


def test_the_role_of_public_pages_cannot_read_anything_else():
    private = set(connection.introspection.table_names()) - {"search_publicrecord", "search_choice", "search_word"}
    assert len(private) > 30
    for table in sorted(private):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            public_role(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT 1 FROM {table}")  # noqa: S608
