"""A city, a permit and facts to try rules on; every builder gives something whole that a test changes in one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from transom.rulebook.agencies import Agency
from transom.rulebook.books import Book, compile_book
from transom.rulebook.bundles import read_folder
from transom.rulebook.compiled import RecordType
from transom.rulebook.fees import Assessment
from transom.rulebook.values import plain

AURORA = Path(__file__).parents[3] / "agencies" / "aurora-il"
FILES = Path(__file__).parent / "files"

AGENCY = """\
schema = "agency/1"
id = "elm-il"
name = "City of Elm"
short_name = "Elm"
department = "Permits"
time_zone = "America/Chicago"
effective = 2024-01-01
counter = "Come to the counter."
[phone]
main = { label = "Permits", number = "630-555-0100" }
[calendar]
subdivision = "IL"
holidays = ["Memorial Day", "Independence Day", "Thanksgiving Day", "New Year's Day"]
[inspections]
opens = 09:00:00
closes = 15:00:00
call_from = 07:30:00
call_until = 08:30:00
horizon = 5
request_until = { business_days = 1, at = 15:00:00 }
change_until = { business_days = 0, at = 07:00:00 }
[team]
zoning = { label = "Zoning" }
building = { label = "Building" }
"""

LIFECYCLE = """\
schema = "lifecycle/1"
id = "simple"
start = "draft"
[status]
draft = { label = "Draft", waits_for = "applicant" }
open = { label = "Open", waits_for = "city" }
done = { label = "Done", closed = true }
[[move]]
on = "submit"
label = "Submit"
from = ["draft"]
to = "open"
by = ["applicant"]
needs = "submit"
do = ["mark:submitted_on", "charge:submit"]
[[move]]
on = "finish"
label = "Finish"
from = ["open"]
to = "done"
needs = "issue"
do = ["charge:issue"]
"""

SHED = """\
schema = "record-type/1"
id = "shed"
label = "Shed"
group = "Yards"
kind = "permit"
number = "S{yy}-{n:05}"
effective = 2026-01-01
adopted_by = "Ordinance 1"
lifecycle = "simple"
[page]
place = { title = "Where?" }
work = { title = "What?" }
[field]
parcel = { page = "place", type = "parcel", label = "Address" }
cost = { page = "work", type = "money", label = "Cost", min = 1 }
size = { page = "work", type = "number", label = "Floor area", unit = "sq ft", max = 400 }
material = { page = "work", type = "choice", label = "Material", options = ["wood", "metal"] }
slab = { page = "work", type = "bool", label = "Concrete slab?", required = false }
[need]
papers = { before = "submit", when = "documents_missing == 0", say = "Upload every required document." }
fees = { before = "issue", when = "balance_due <= 0", say = "Pay the fees due." }
[fee.permit]
kind = "flat"
label = "Shed permit"
cite = "Ordinance 1"
on = ["issue"]
amount = 30.00
"""


def files(**changes: str) -> dict[str, str]:
    """A small city: `shed=` or another file's stem replaces its text, a new stem adds a file."""
    texts = {"agency": AGENCY, "simple": LIFECYCLE, "shed": SHED} | changes
    return {f"{stem}.toml": text for stem, text in texts.items()}


def shed(*replaced: tuple[str, str], more: str = "") -> Book:
    """The small city with some words of its shed permit replaced and lines added at its end."""
    text = SHED
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new, 1)
    return compile_book(files(shed=text + more))


def sentences(book: Book) -> list[str]:
    """Its problems as an editor reads them."""
    return [str(problem) for problem in book.problems]


def slips(book: Book) -> list[str]:
    """The same for a small schedule, whose inputs need not all be read."""
    return [sentence for sentence in sentences(book) if "no fee reads this input" not in sentence]


def shed_type(*replaced: tuple[str, str], more: str = "") -> RecordType:
    """The shed permit, compiled without a problem."""
    return shed(*replaced, more=more).sound().types["shed"]


SCHEDULE_HEAD = """\
schema = "fee-schedule/1"
id = "test"
title = "Test"
effective = 2026-01-01
adopted_by = "nobody"
"""


def schedule(text: str, *, inputs: str = "") -> Book:
    """A fee schedule of these fees; numbers `value`, `count` and `rate`, the choice `kind`, dates `due` and so on."""
    known = (
        'value = { type = "money" }\ncount = { type = "number" }\nflag = { type = "bool" }\n'
        'kind = { type = "choice", options = ["a", "b"] }\ndue = { type = "date" }\n'
        'starts = { type = "date" }\nends = { type = "date" }\n'
    )
    return compile_book({"test.toml": f"{SCHEDULE_HEAD}[input]\n{known}{inputs}{text}"})


def assessed(text: str, on: str = "submit", **facts: Any) -> Assessment:
    """What these fees charge for these facts."""
    return schedule(text).sound().schedules["test"].fees.assess(on, plain(facts))


@cache
def aurora() -> Book:
    """The city this repository ships, compiled once."""
    return compile_book(read_folder(AURORA)).sound()


def aurora_type(type_id: str) -> RecordType:
    """One of its record types."""
    return aurora().types[type_id]


def aurora_agency() -> Agency:
    """The city itself."""
    agency = aurora().agency
    assert agency is not None
    return agency
