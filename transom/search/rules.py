"""How the one search box is read: a record's number, an address from the left, or words of a street or a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transom.land import addresses

LONG_AGO = date(1900, 1, 1)
LONGEST = 200
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_PLAINER = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "'": None, "’": None, "–": "-"})
SPELLED = re.compile(r"[a-z]{3,60}")
LONG_WORD = 5
MOST_MEANT = 3
# A word shorter than three letters has no trigram of its own: no index can find the middle of one.
SHORTEST_WORD = 3


class By(StrEnum):
    """What the words were found by."""

    NUMBER = "number"
    ADDRESS = "address"
    WORDS = "words"
    ALIKE = "alike"


@dataclass(frozen=True)
class Asked:
    """What somebody typed, in the forms that the columns are compared with."""

    text: str = ""
    number: str = ""
    prefixes: tuple[str, ...] = ()
    house: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.text


def plain(text: str) -> str:
    """Lower case without accents or punctuation, words parted by one space: how names are compared."""
    return _NOT_WORD.sub(" ", _unaccented(text)).strip()


def plain_but_dashes(text: str) -> str:
    """Plain, but a house number keeps its dash or stroke: 246-08, 12 1/2."""
    return " ".join(re.sub(r"[^0-9a-z/-]+", " ", _unaccented(text)).split())


def _unaccented(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    # Letters that are not an accent on another one stay apart from those of English: Łódź is searched as "lodz".
    return bare.casefold().translate(_PLAINER)


def words_of(*names: str) -> str:
    """The column that names are found in: each plain word after a blank, so that beginnings of words can be found."""
    said = dict.fromkeys(plain(name) for name in names)
    return "".join(f" {name}" for name in said if name)


def number_norm(number: str) -> str:
    """A record's number as it is compared: capitals and figures, so that "f26 12" and "F26-12" are one."""
    return _NOT_WORD.sub("", number.lower()).upper()


def asked(text: str) -> Asked:
    """Read the search box. Signs that no number, address or name holds are passed over, never an error."""
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    number = number_norm(text)
    house, street = addresses.house_and_street(plain_but_dashes(text))
    return Asked(
        text=text,
        number=number if any(sign.isdigit() for sign in number) and len(number) > 1 else "",
        prefixes=_prefixes(text),
        house=house,
        words=tuple(dict.fromkeys(word for word in street.split() if len(word) >= SHORTEST_WORD)),
    )


def vocabulary(*texts: str) -> frozenset[str]:
    """The words of plain texts that a misspelled word may be corrected to: letters only, three or more."""
    return frozenset(word for text in texts for word in text.split() if SPELLED.fullmatch(word))


def nearest(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """What a typed word may have been meant to be, nearest first; at most one slip in a short word, two in a long one.

    A slip is a letter missing, too many or wrong, or two neighbours swapped (Damerau's distance).
    """
    slips = 1 if len(typed) <= LONG_WORD else 2
    far = sorted((distance, word) for word in set(known) if (distance := slips_between(typed, word)) <= slips)
    return tuple(word for _, word in far[:MOST_MEANT])


def slips_between(one: str, other: str) -> int:
    """How many slips turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        following = [i]
        for j, against in enumerate(other, start=1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]


def ordinals(word: str) -> tuple[str, ...]:
    """The figures of an ordinal spelled about so: streets are kept as 5th, and "fith" must find it."""
    return tuple(near for near in addresses.neighbours(word) if near[0].isdigit())


def _prefixes(text: str) -> tuple[str, ...]:
    """A bare figure is a whole house number: "12" means 12 Main Street, never 1200."""
    found = addresses.prefixes(text)
    return tuple(f"{prefix} " if " " not in prefix else prefix for prefix in found)
