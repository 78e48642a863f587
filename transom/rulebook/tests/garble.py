"""Real rule files with slips in them: what a tired editor, a bad merge or a mischief-maker would leave behind."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache

from pydantic import BaseModel

from transom.rulebook.books import SCHEMAS
from transom.rulebook.bundles import read_folder
from transom.rulebook.tests.given import AURORA, FILES

PROOF = AURORA.parent / "_proof"
ALWAYS = ("agency.toml",)
WORDS = re.compile(r'"[^"\n]*"|\b\d+(?:\.\d+)?\b|\b[a-z_]+\b')
EXTREMES = [
    "0", "-1", "1", "0.005", "1e9", "1e400", "-0.0", "999999999999999", "99999999999999999999", "nan", "inf", "true",
    "false", '""', '"x"', "[]", "{}", "[[]]", "1900-01-01", "2200-12-31", "0001-01-01", "9999-12-31", "2026-02-30",
    "09:00:00", "2026-01-01T00:00:00Z", '"{"', '"{n:05}"', '"9999 years"', '"1 day"', '"02-29"', '"13-45"', '"auto"',
    '"same"', '"total"', '"today"', '"parcel"', '"not (not (not x))"', '"sum(s.length for s in sections)"', '"1 / 0"',
    '"today < today"', '"min()"', '"year(today) / 0"', '"date(2026, 2, 31) == today"', '"round_up(1, 0) > 1"',
    '"\\u0000"', f"'{'(' * 300}'", f'"{"a " * 260}"', '"é—“”😀"',
]  # fmt: skip
JUNK = [
    '"', "'", "[", "]", "{", "}", "=", ",", ".", "#", "\n", "[[", "]]", " é", "\\", "\t", "\x0b", '"""',
    "a.b.c.d = 1\n", "[x]\n", "\ufeff",
]  # fmt: skip

VALUES = [each for each in EXTREMES if each != "2026-02-30"] + [
    '"permit"', '"simple"', '"number"', '"money"', '"flat"', '"unit"', '"tiers"', '"lookup"', '"late"', '"cost > 1"',
    '"cost"', '["submit"]', '["issue", "apply"]', '["zoning"]', "25.00", "3", '{ fees = ["permit"] }', "[5, 3]",
    '{ wood = "Wood", metal = "Metal" }', '"A sentence."', '"zoning"', "[{ over = 0, rate = 2 }]", '"work"',
]  # fmt: skip
SETTINGS = [
    "label", "type", "page", "kind", "cite", "amount", "on", "when", "of", "percent", "rate", "per", "quantity", "team",
    "days", "say", "before", "options", "show", "required", "title", "min", "max", "due", "first", "rows", "columns",
    "table", "keys", "name", "given", "expect", "steps", "from", "to", "by", "do", "in", "since", "after", "fire",
    "fields", "check", "check_say", "types", "none", "waive", "round", "value_only", "licenses",
]  # fmt: skip


@cache
def shelf() -> list[tuple[str, dict[str, str]]]:
    """A file to garble with the files it needs, for every file of the city and of the proof schedules."""
    city = english_city()
    found = [(path, _near(path, city)) for path in city if path.endswith((".toml", ".md"))]
    found += [(path.name, {path.name: path.read_text()}) for path in FILES.glob("*.toml")]
    if PROOF.is_dir():
        found += [(name, {name: text}) for name, text in read_folder(PROOF).items() if name.endswith("fees.toml")]
    return found


def _near(path: str, city: dict[str, str]) -> dict[str, str]:
    """The file with what it speaks of: agency, base, lifecycle, schedules, one fence, the prints and the notices."""
    text = city[path]
    wanted = {path, "agency.toml", "permits/fence-residential.toml", "lifecycles/permit.toml"}
    named = set(re.findall(r'^(?:extends|lifecycle|schedules) *= *\[?"([^"]+)"', text, re.MULTILINE))
    for _ in range(2):
        for other, each in city.items():
            if other.endswith(".toml") and any(f'id = "{name}"' in each[:300] for name in named):
                wanted.add(other)
                named |= set(re.findall(r'^(?:lifecycle|schedules) *= *\[?"([^"]+)"', each, re.MULTILINE))
    return {name: each for name, each in city.items() if name in wanted or name.endswith((".typ", ".md"))}


def garbled(seed: int) -> tuple[str, dict[str, str]]:
    """The `seed`-th garbled or invented file and its folder; the same as long as the real files are."""
    dice = random.Random(seed)
    if seed % 5 == 4:
        return "invented.toml", small_city() | {"invented.toml": invented(dice)}
    path, files = dice.choice(shelf())
    text = files[path]
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        text = dice.choice(SLIPS)(text, dice)
    return path, files | {path: text}


def invented(dice: random.Random) -> str:
    """A file nobody wrote: real settings in real tables, with any value at all."""
    schema, model = dice.choice(list(SCHEMAS.items()))
    return f'schema = "{schema}"\n' + "\n".join(_tables(model, dice))


def _tables(model: type[BaseModel], dice: random.Random) -> Iterator[str]:
    yield 'id = "invented"'
    fields = [(field.alias or name, str(field.annotation)) for name, field in model.model_fields.items()]
    plain = [(name, kind) for name, kind in fields if "Table" not in kind and "dict" not in kind]
    yield from (
        f"{name} = {dice.choice(VALUES)}" for name, _ in plain if name not in ("schema", "id") and dice.random() < 0.9
    )
    for name, kind in fields:
        if (name, kind) not in plain and dice.random() < 0.7:
            yield f"[{name}]" if "dict" in kind else f"[[{name}]]"
            keys = dice.sample(SETTINGS, 6) if "dict" not in kind else []
            yield from (f"{key} = {dice.choice(VALUES)}" for key in keys)
            if "dict" in kind:
                for key in dice.sample(["cost", "work", "a", "b_c", "permit", "x1"], 3):
                    inner = dice.sample(SETTINGS, dice.randrange(1, 8))
                    yield f"{key} = {{ " + ", ".join(f"{each} = {dice.choice(VALUES)}" for each in inner) + " }"


def small_city() -> dict[str, str]:
    """The agency and one lifecycle of the city, so that an invented file is compiled as far as it goes."""
    return {name: text for name, text in english_city().items() if name in ("agency.toml", "lifecycles/permit.toml")}


@cache
def english_city() -> dict[str, str]:
    """The city without its other languages: a few files of it are then whole by themselves."""
    city = read_folder(AURORA)
    return city | {
        "agency.toml": re.sub(r"^languages = .*$", 'languages = ["en"]', city["agency.toml"], flags=re.MULTILINE)
    }


def _typed(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(JUNK) + text[at + dice.choice((0, 0, 1, 3, 12)) :]


def _lost(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    return "\n".join(lines[:at] + lines[at + dice.choice((1, 1, 2, 5)) :])


def _twice(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    return "\n".join(lines[:to] + lines[at : at + dice.choice((1, 3))] + lines[to:])


def _moved(text: str, dice: random.Random) -> str:
    """A line of another file in this one: a merge gone wrong."""
    _, files = dice.choice(shelf())
    lines, other = text.split("\n"), dice.choice(list(files.values())).split("\n")
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(other))
    return "\n".join(lines)


def _value(text: str, dice: random.Random) -> str:
    spots = list(WORDS.finditer(text))
    if not spots:
        return text
    spot = dice.choice(spots)
    return text[: spot.start()] + dice.choice(EXTREMES) + text[spot.end() :]


def _swapped(text: str, dice: random.Random) -> str:
    spots = list(WORDS.finditer(text))
    if len(spots) < 2:
        return text
    one, two = sorted(dice.sample(spots, 2), key=lambda spot: spot.start())
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _condition(text: str, dice: random.Random) -> str:
    """A word inside a quoted text becomes another one, so that conditions are wrong in every way."""
    quoted = [spot for spot in WORDS.finditer(text) if spot[0].startswith('"') and len(spot[0]) > 4]
    if not quoted:
        return text
    one, two = dice.choice(quoted), dice.choice(quoted)
    inner = WORDS.findall(one[0][1:-1])
    new = dice.choice([two[0][1:-1], "(", " or ", "-", "'x'", "any", "1.5"])
    changed = one[0].replace(dice.choice(inner), new, 1) if inner else two[0]
    return text[: one.start()] + changed + text[one.end() :]


def _cut(text: str, dice: random.Random) -> str:
    return text[: dice.randrange(len(text) + 1)]


SLIPS: list[Callable[[str, random.Random], str]] = [
    _typed, _lost, _twice, _moved, _value, _value, _value, _swapped, _swapped, _condition, _condition, _cut,
]  # fmt: skip
