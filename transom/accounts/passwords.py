"""Which passwords are refused, and the one hash every try costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from transom.accounts.models import User
from transom.kernel.refusals import Reason
from transom.kernel.sentences import Sentence

SHORTEST, LONGEST = 15, 256
EXPECTED = (
    "transom",
    "permit",
    "license",
    "inspection",
    "password",
    "welcome",
    "contractor",
    "department",
    "city",
    "aurora",
)
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)
LEAST_OF_ITS_OWN = 6


def reasons(password: str, *, known: Iterable[str] = (), field: str = "password") -> list[Reason]:
    """Why this cannot be a password; `known` are words of the account that a guesser tries first.

    NIST SP 800-63B-4 3.1.1.2: length and a list of what is expected, no rules about kinds of characters.
    """
    if len(password) < SHORTEST:
        return [
            Reason(
                Sentence("Use at least {count} characters: four or five words are easy to remember.", count=SHORTEST),
                field=field,
            )
        ]
    if len(password) > LONGEST:
        return [Reason(Sentence("Use at most {count} characters.", count=LONGEST), field=field)]
    if password.lower() in common():
        return [Reason(Sentence("This password is on the list of the most used ones. Choose another."), field=field)]
    if len(set(password.lower())) < 5 or _repeats(password.lower()):
        return [Reason(Sentence("This password repeats itself. Choose one with more in it."), field=field)]
    if len(_own(password.lower(), known)) < LEAST_OF_ITS_OWN:
        return [
            Reason(
                Sentence(
                    "This password is made of your name, this site or words that are tried first. "
                    "Add words of your own."
                ),
                field=field,
            )
        ]
    return []


def matches(user: User, password: str) -> bool:
    """Whether this is the person's password; costs one hash also for an account without one."""
    if not user.has_usable_password():
        spend_a_hash(password)
        return False
    return check_password(password, user.password, setter=_stronger(user))


def spend_a_hash(password: str) -> None:
    """The work of looking at a password where there is nobody, so that time tells nothing."""
    make_password(password)


def words_of(username: str, name: str, email: str, firm: str = "") -> list[str]:
    """The words of an account that its password must not be made of."""
    return [username, name, *email.split("@"), firm]


def _stronger(user: User) -> Callable[[str], None]:
    """Lets the hasher keep a password under today's parameters once it has been seen to be right."""

    def keep(password: str) -> None:
        User.objects.filter(pk=user.pk).update(password=make_password(password))

    return keep


def _repeats(password: str) -> bool:
    """A short piece said over and over, like "correctcorrectcorrect"."""
    return re.fullmatch(r"(.{1,7}?)\1+.{0,6}", password) is not None


def _own(password: str, known: Iterable[str]) -> str:
    """What is left of a password without the words and runs that a guesser tries first."""
    words = {word.lower() for text in known for word in [text, *re.split(r"[\W_]+", text)] if len(word) >= 3}
    left = password
    for word in sorted({*words, *EXPECTED}, key=len, reverse=True):
        left = left.replace(word, "")
    for run in (*RUNS, *(run[::-1] for run in RUNS)):
        left = _without_runs(left, run)
    return re.sub(r"[\W_]+", "", left)


def _without_runs(text: str, run: str) -> str:
    kept, start = "", 0
    while start < len(text):
        size = 0
        while start + size < len(text) and text[start : start + size + 1] in run:
            size += 1
        if size < 4:
            kept, size = kept + text[start], 1
        start += size
    return kept


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Django's list of 20,000 common passwords, also said twice: "passwordpassword" is no better for its length."""
    once = CommonPasswordValidator().passwords
    return frozenset(once | {word * 2 for word in once})
