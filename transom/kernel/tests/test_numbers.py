from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transom.kernel.numbers import next_number, next_numbers


@pytest.mark.django_db
def test_a_series_starts_at_one_and_goes_on_without_gaps():
    assert [next_number("F26") for _ in range(3)] == [1, 2, 3]


@pytest.mark.django_db
def test_each_series_counts_for_itself():
    next_number("F26")
    assert next_number("F27") == 1
    assert next_number("F26") == 2


@pytest.mark.django_db
def test_a_number_of_a_rolled_back_try_is_given_again():
    next_number("F26")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert next_number("F26") == 2
        raise ZeroDivisionError
    assert next_number("F26") == 2


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(min_value=1, max_value=50), min_size=1, max_size=6))
def test_blocks_of_numbers_follow_each_other(counts):
    with transaction.atomic():
        drawn = [number for count in counts for number in next_numbers("block", count)]
        transaction.set_rollback(True)
    assert drawn == list(range(1, sum(counts) + 1))


@pytest.mark.django_db
def test_a_series_needs_a_name_and_a_count():
    with pytest.raises(ValueError, match="needs a name"):
        next_number("")
    with pytest.raises(ValueError, match="At least one"):
        next_numbers("F26", 0)


@pytest.mark.django_db(transaction=True)
def test_a_number_cannot_be_drawn_outside_a_transaction():
    with pytest.raises(RuntimeError, match="in the transaction"):
        next_number("F26")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_never_get_the_same_number():
    def draw(_):
        try:
            with transaction.atomic():
                return next_number("R26")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(draw, range(80))) == list(range(1, 81))
