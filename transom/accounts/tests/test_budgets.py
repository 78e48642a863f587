from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from transom.accounts import budgets
from transom.accounts.budgets import ACCOUNT, Budget, Spent

NINE = datetime(2026, 3, 2, 15, tzinfo=UTC)
SMALL = Budget(free=3, window=timedelta(hours=1), first=timedelta(seconds=2), longest=timedelta(seconds=30))


def after(tries: int, budget: Budget = SMALL) -> Spent:
    spent = Spent(0, NINE, NINE)
    for _ in range(tries):
        spent = budgets.after_a_try(spent, budget, max(NINE, spent.until))
    return spent


def test_the_free_tries_cost_no_wait_and_then_each_wait_is_twice_the_last() -> None:
    waits = []
    spent = Spent(0, NINE, NINE)
    for _ in range(8):
        now = max(NINE, spent.until)
        spent = budgets.after_a_try(spent, SMALL, now)
        waits.append(int(budgets.wait(spent, now).total_seconds()))
    assert waits == [0, 0, 2, 4, 8, 16, 30, 30]


def test_a_window_that_is_over_begins_anew() -> None:
    spent = after(6)
    later = NINE + timedelta(hours=2)
    assert budgets.after_a_try(spent, SMALL, later) == Spent(1, later, later)


@given(st.lists(st.floats(min_value=0, max_value=3600), max_size=3000))
def test_however_tries_are_spaced_fewer_than_a_hundred_reach_an_account_in_a_day(gaps: list[float]) -> None:
    spent, now, made = Spent(0, NINE, NINE), NINE, 0
    for gap in [*gaps, *([1.0] * 500)]:
        now = max(now + timedelta(seconds=gap), spent.until)
        if now - NINE >= timedelta(days=1):
            break
        spent = budgets.after_a_try(spent, ACCOUNT, now)
        made += 1
    assert made < 100


def test_a_guesser_who_never_rests_makes_fewer_than_a_hundred_tries_a_day() -> None:
    spent, now, made = Spent(0, NINE, NINE), NINE, 0
    while now - NINE < timedelta(days=1):
        spent = budgets.after_a_try(spent, ACCOUNT, now)
        made += 1
        now = max(now + timedelta(milliseconds=1), spent.until)
    assert 10 < made < 100


def test_a_thousand_tries_do_not_overflow_the_wait() -> None:
    assert budgets.wait(budgets.after_a_try(Spent(1000, NINE, NINE), SMALL, NINE), NINE) == SMALL.longest


def test_a_wait_is_told_rounded_up() -> None:
    assert budgets.in_words(timedelta(milliseconds=1)) == "1 second"
    assert budgets.in_words(timedelta(seconds=40)) == "40 seconds"
    assert budgets.in_words(timedelta(seconds=61)) == "2 minutes"
    assert budgets.in_words(timedelta(minutes=20)) == "20 minutes"
