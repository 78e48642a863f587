"""Street addresses: kept as they were written, and put into the form of USPS Publication 28 for finding.

The parser (`doorplate`) formats; it does not know whether an address exists. What it cannot place is never thrown
away: such a line stays as written, in capitals, because a wrong address on a permit is worse than an untidy one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import doorplate


@dataclass(frozen=True)
class Address:
    """One address: `raw` as written, `line` in USPS form, and what else stood in the text."""

    raw: str
    line: str
    city: str = ""
    state: str = ""
    zip: str = ""
    certain: bool = True

    @property
    def norm(self) -> str:
        """The form that finding compares: lower case, no apostrophes, ordinal street names in figures."""
        return _in_figures(_bare(self.line))


# Repairs made before parsing, each a form Publication 28 names and the parser does not take.
REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r",\s*(jr|sr|ii|iii|iv)\b\.?", re.I), r" \1"),  # a comma inside a name is not the end of the street
    (re.compile(r"\s@\s"), " "),
    (re.compile(r"^\s*(?:p\.?\s?o\.?\s?b\.?|post\s+office\s+box)\s*#?\s*0*(\d+)\s*$", re.I), r"PO BOX \1"),  # 282
    (re.compile(r"^\s*(?:rfd|rr)\s*0*(\d+)\s*(?:#|box)\s*(\w+)\s*$", re.I), r"RR \1 BOX \2"),  # 241 to 243
    (re.compile(r"\bUS\s+(\d+)\s+H(?:IGH)?WA?Y\b", re.I), r"US HIGHWAY \1"),
    (re.compile(r"\bBUS\.?\s+R(?:OU)?TE?\.?\s+(\d+)\b", re.I), r"BUSINESS ROUTE \1"),
)

ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th".split(),
        strict=True,
    )
)
_ORDINAL_STREET = re.compile(rf"^(\S+ (?:[nsew]{{1,2}} )?)({'|'.join(ORDINALS)})\b")
_BOX = re.compile(r"^PO BOX \d+$", re.I)
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[a-z0-9]+")
# "18th Avenue" begins with a street and not with a house.
_HOUSE = re.compile(r"^(?!\d+(?:st|nd|rd|th)\b)\d[\w-]*(?: \d/\d)?(?=\s)")

DIRECTIONS = {
    "north": "n", "south": "s", "east": "e", "west": "w",
    "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
}  # fmt: skip
STREET_WORDS = {
    "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "drive": "dr", "road": "rd", "lane": "ln",
    "place": "pl", "court": "ct", "circle": "cir", "terrace": "ter", "parkway": "pkwy", "highway": "hwy",
    "trail": "trl", "square": "sq", "plaza": "plz", "apartment": "apt", "suite": "ste", "building": "bldg",
    "floor": "fl",
}  # fmt: skip
_COMMON = frozenset({*DIRECTIONS, *DIRECTIONS.values(), *STREET_WORDS, *STREET_WORDS.values(), "unit", "no", "way"})


def parse(text: str, *, state: str | None = None) -> Address:
    """Put one address into USPS form; an empty text gives an empty address, an odd one stays as written."""
    return parse_many([text], state=state)[0]


def parse_many(texts: Iterable[str], *, state: str | None = None) -> list[Address]:
    """Put many addresses into USPS form in one call of the parser, in the order given."""
    raws = [_SPACES.sub(" ", text).strip() for text in texts]
    repaired = [_repaired(raw) for raw in raws]
    parsed = doorplate.parse_many(repaired, default_state=state)
    return [_address(*each) for each in zip(raws, repaired, parsed, strict=True)]


def prefixes(typed: str) -> tuple[str, ...]:
    """Beginnings of a stored address that somebody may mean who has typed this much of it, from the left.

    Two readings: the parser's (good for a whole line) and word by word (good while the line is still being typed:
    "44 East" may go on to "44 E Downer"). Without a house number in front there is no beginning to look for.
    """
    text = _bare(_SPACES.sub(" ", typed).strip())
    if not _HOUSE.match(text + " "):
        return ()
    readings = [parse(text).norm, _word_by_word(text), text]
    return tuple(dict.fromkeys(reading for reading in readings if reading))


def neighbours(word: str) -> tuple[str, ...]:
    """What a short word may have been: two letters swapped, or an ordinal misspelled ("fith" for 5th).

    These are the slips that comparing by trigrams misses, because a short word has few of them.
    """
    if not (4 <= len(word) <= 7 and word.isalpha()):
        return ()
    swapped = [word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)]
    ordinals = [ORDINALS[near] for near in get_close_matches(word, ORDINALS, n=1, cutoff=0.85)]
    return tuple(dict.fromkeys(other for other in [*ordinals, *swapped] if other != word))


def house_and_street(typed: str) -> tuple[str, str]:
    """Split what was typed into a house number (or "") and the telling words of the street, for a forgiving search.

    Directions and words like "street" say little and stand in every second address, so they are left out.
    """
    # Word by word and not by the parser, which takes "44 N Lake", half typed, for a street of kind "lake".
    text = _word_by_word(_bare(_SPACES.sub(" ", typed).strip()))
    house = _HOUSE.match(text + " ")
    words = _WORDS.findall(text[house.end() :] if house else text)
    telling = [word for word in words if word not in _COMMON] or words
    return (house.group(0) if house else "", " ".join(telling))


def _address(raw: str, repaired: str, parsed: Any) -> Address:
    if _BOX.match(repaired):  # the parser takes a box of five figures for a ZIP code
        return Address(raw=raw, line=repaired.upper())
    if parsed is None:
        return Address(raw=raw, line=raw.upper(), certain=False)
    usps = parsed.to_usps()
    line = " ".join(part for part in (usps["line1"], usps["line2"]) if part)
    certain = bool(line) and not parsed.unparsed and _keeps_all(raw, line, usps)
    return Address(
        raw=raw,
        line=line if certain else raw.upper(),
        city=usps["city"] or "",
        state=usps["state"] or "",
        zip=usps["zip"] or "",
        certain=certain,
    )


def _keeps_all(raw: str, line: str, usps: dict[str, Any]) -> bool:
    """Whether every figure of the text is still somewhere in the result: a lost house number is never tidy."""
    kept = re.findall(r"\d+", " ".join(str(part) for part in (line, usps["zip"], usps["last_line"]) if part))
    wanted = re.findall(r"\d+", raw)
    return all(any(int(number) == int(other) for other in kept) for number in wanted)


def _repaired(raw: str) -> str:
    for pattern, put in REPAIRS:
        raw = pattern.sub(put, raw)
    return raw


def _bare(text: str) -> str:
    return text.lower().replace("'", "").replace("’", "")


def _in_figures(norm: str) -> str:
    """Write "1200 fifth st" as "1200 5th st": Publication 28 (235) allows either, a search must find both."""
    return _ORDINAL_STREET.sub(lambda found: found.group(1) + ORDINALS[found.group(2)], norm)


def _word_by_word(text: str) -> str:
    words = [word.strip(".,") for word in text.split(" ")]
    short = [STREET_WORDS.get(word, DIRECTIONS.get(word, word)) for word in words[1:]]
    return _in_figures(" ".join([words[0], *short]).strip())
