import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transom.kernel import pages
from transom.kernel.models import NumberSeries

pytestmark = pytest.mark.django_db


def rows(*lasts):
    NumberSeries.objects.all().delete()
    NumberSeries.objects.bulk_create(NumberSeries(series=f"s{n:03}", last=last) for n, last in enumerate(lasts))
    return NumberSeries.objects.all()


def walk(queryset, order, size):
    seen, mark, marks = [], "", [""]
    while True:
        page = pages.page(queryset, order=order, mark=mark, size=size)
        seen.append([row.series for row in page.rows])
        if not page.older:
            return seen, marks, page
        mark = page.older
        marks.append(mark)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.integers(min_value=1, max_value=4), max_size=12), st.integers(min_value=1, max_value=5))
def test_walking_to_the_end_shows_every_row_once_in_order(lasts, size):
    queryset, order = rows(*lasts), ("-last", "series")
    seen, _, _ = walk(queryset, order, size)
    assert [one for page in seen for one in page] == [row.series for row in queryset.order_by(*order)]


def test_going_back_shows_the_page_one_came_from():
    seen, _, last = walk(rows(*range(1, 8)), ("-last", "series"), 3)
    back = pages.page(NumberSeries.objects.all(), order=("-last", "series"), mark=last.newer, size=3)
    assert [row.series for row in back.rows] == seen[1]
    first = pages.page(NumberSeries.objects.all(), order=("-last", "series"), mark=back.newer, size=3)
    assert [row.series for row in first.rows] == seen[0]
    assert first.newer == ""


def test_a_row_that_arrives_meanwhile_moves_no_other_row():
    queryset, order = rows(5, 4, 3, 2), ("-last", "series")
    first = pages.page(queryset, order=order, size=2)
    NumberSeries.objects.create(series="new", last=9)
    second = pages.page(queryset, order=order, mark=first.older, size=2)
    assert [row.last for row in second.rows] == [3, 2]


@pytest.mark.parametrize("mark", ["o", "x", "oabc", "o!!!", "oWzFd", "oW251bGwsMV0", "oWyJ4IiwxXQ", "é" * 50])
def test_a_spoiled_mark_shows_the_first_page(mark):
    page = pages.page(rows(3, 2, 1), order=("-last", "series"), mark=mark, size=2)
    assert [row.last for row in page.rows] == [3, 2]


def test_a_page_is_one_query(django_assert_num_queries):
    queryset = rows(*range(1, 30))
    mark = pages.page(queryset, order=("-last", "series"), size=5).older
    with django_assert_num_queries(1):
        pages.page(queryset, order=("-last", "series"), mark=mark, size=5)


def test_an_empty_list_is_one_empty_page():
    assert pages.page(rows(), order=("series",)) == pages.Page(())
