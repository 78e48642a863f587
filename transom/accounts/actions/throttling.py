"""Counting tries before they are made, so that a hundred at the same moment do not all pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from transom.accounts import budgets
from transom.accounts.budgets import Budget, Spent
from transom.accounts.models import Throttle

NO_WAIT = timedelta(0)


@transaction.atomic
def spend(tries: Mapping[str, Budget], *, at: datetime) -> timedelta:
    """Counts one try against each named budget and answers no wait; or counts nothing and answers how long to wait.

    The longest wait of all names counts. Rows are locked in one order, so that two tries never wait for each other.
    """
    named = {_hash(name): budget for name, budget in tries.items()}
    Throttle.objects.bulk_create(
        [Throttle(key=key, tries=0, since=at, until=at) for key in sorted(named)], ignore_conflicts=True
    )
    rows = list(Throttle.objects.select_for_update().filter(key__in=named).order_by("key"))
    longest = max((budgets.wait(_spent(row), at) for row in rows), default=NO_WAIT)
    if longest > NO_WAIT:
        return longest
    for row in rows:
        after = budgets.after_a_try(_spent(row), named[row.key], at)
        row.tries, row.since, row.until = after.tries, after.since, after.until
    Throttle.objects.bulk_update(rows, ["tries", "since", "until"])
    return NO_WAIT


def clear(names: Iterable[str]) -> None:
    """Forgets the tries under these names: the right password was typed."""
    Throttle.objects.filter(key__in=[_hash(name) for name in names]).delete()


def give_back(name: str, *, at: datetime) -> None:
    """Takes back one try that turned out to be no guess: a network where many people sign in is not slowed by that."""
    Throttle.objects.filter(key=_hash(name), tries__gt=0).update(tries=F("tries") - 1, until=at)


def forget_old(*, at: datetime) -> int:
    """Removes counts that no longer slow anybody; how many."""
    return Throttle.objects.filter(since__lt=at - timedelta(days=2), until__lt=at).delete()[0]


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _spent(row: Throttle) -> Spent:
    return Spent(row.tries, row.since, row.until)
