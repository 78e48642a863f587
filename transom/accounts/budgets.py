"""How often something may be tried before the next try must wait: a guesser is slowed, an owner never locked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from transom.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Budget:
    """`free` tries in a `window`; after that each try waits twice as long as the one before, up to `longest`."""

    free: int
    window: timedelta
    first: timedelta
    longest: timedelta


# At 20 minutes a try, nobody guesses at one account more than 100 times a day (NIST SP 800-63B 3.2.2).
ACCOUNT = Budget(free=10, window=timedelta(days=1), first=timedelta(seconds=1), longest=timedelta(minutes=20))
ACCOUNT_FROM_NETWORK = Budget(
    free=5, window=timedelta(days=1), first=timedelta(seconds=1), longest=timedelta(minutes=20)
)
NETWORK = Budget(free=60, window=timedelta(hours=1), first=timedelta(seconds=1), longest=timedelta(minutes=1))
MAIL_TO_ADDRESS = Budget(free=3, window=timedelta(hours=1), first=timedelta(minutes=20), longest=timedelta(hours=1))
NEW_ACCOUNTS_FROM_NETWORK = Budget(
    free=50, window=timedelta(hours=1), first=timedelta(seconds=5), longest=timedelta(minutes=5)
)
SUGGESTIONS = Budget(free=60, window=timedelta(minutes=1), first=timedelta(seconds=1), longest=timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Spent:
    """What was tried so far: the count since the window opened, and until when the next try waits."""

    tries: int
    since: datetime
    until: datetime


def wait(spent: Spent, at: datetime) -> timedelta:
    """How long until the next try; zero or less when it may come now."""
    return spent.until - at


def after_a_try(spent: Spent, budget: Budget, at: datetime) -> Spent:
    """What stands after one more try at this time; a window that is over begins anew."""
    if at - spent.since >= budget.window and at >= spent.until:
        spent = Spent(0, at, at)
    tries = spent.tries + 1
    beyond = tries - budget.free
    if beyond < 0:
        return Spent(tries, spent.since, at)
    # Doubling is capped before it is computed: 2 to the power of a thousand tries is no time span.
    delay = min(budget.first * 2 ** min(beyond, 20), budget.longest)
    return Spent(tries, spent.since, at + delay)


def in_words(delay: timedelta) -> Sentence:
    """A wait as a person reads it, rounded up: "40 seconds", "3 minutes"."""
    seconds = max(1, -(-int(delay.total_seconds() * 1000) // 1000))
    if seconds < 60:
        return Sentence("1 second") if seconds == 1 else Sentence("{count} seconds", count=seconds)
    minutes = -(-seconds // 60)
    return Sentence("1 minute") if minutes == 1 else Sentence("{count} minutes", count=minutes)
