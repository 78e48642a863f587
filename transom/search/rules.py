"""How the one search box is read: a record's number, an address from the left, or words of a street or a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from transom.land import addresses

LONG_AGO = date(1900, 1, 1)
LONGEST = 200
_NOT_WORD = re.compile(r"[^0-9a-z]+")
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
    street: str = ""
    words: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not self.text


def plain(text: str) -> str:
    """Lower case without accents or punctuation, words parted by one space: how names are compared."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    # Letters that are not an accent on another one stay apart from those of English: Łódź is searched as "lodz".
    bare = bare.casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("'", "").replace("’", "")
    return _NOT_WORD.sub(" ", bare).strip()


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
    bare = plain(text)
    return Asked(
        text=text,
        number=number if any(sign.isdigit() for sign in number) and len(number) > 1 else "",
        prefixes=_prefixes(text),
        street=addresses.parse(text).norm if len(bare) >= SHORTEST_WORD else "",
        words=tuple(bare.split()) if any(len(word) >= SHORTEST_WORD for word in bare.split()) else (),
    )


def spellings(word: str) -> tuple[str, ...]:
    """A word and what it may have been before two fingers crossed."""
    return (word, *addresses.neighbours(word))


def _prefixes(text: str) -> tuple[str, ...]:
    """A bare figure is a whole house number: "12" means 12 Main Street, never 1200."""
    found = addresses.prefixes(text)
    return tuple(f"{prefix} " if " " not in prefix else prefix for prefix in found)
