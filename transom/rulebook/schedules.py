"""A fee schedule on its own: compiled against its inputs, so that its examples can be tested without a record type."""

from dataclasses import dataclass
from keyword import iskeyword

from transom.rulebook.expressions.types import BOOL, DATE, NUMBER, TEXT, Names, Type, choice, entries
from transom.rulebook.fees import FeeBook
from transom.rulebook.fees.compiling import FeeText, compile_fees
from transom.rulebook.fees.explaining import Edition
from transom.rulebook.forms.compiling import RESERVED
from transom.rulebook.positions import Path
from transom.rulebook.reading import Source
from transom.rulebook.schema.fee_schedule import FeeScheduleFile, Input
from transom.rulebook.vocabulary import SYSTEM_LABELS, SYSTEM_MONEY, SYSTEM_NAMES
from transom.rulebook.wording import Wording

_TYPES = {"number": NUMBER, "money": NUMBER, "bool": BOOL, "date": DATE, "text": TEXT}


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule with its fees compiled."""

    source: Source
    file: FeeScheduleFile
    fees: FeeBook
    names: Names


def compile_schedule(source: Source, file: FeeScheduleFile) -> Schedule:
    """The schedule; problems are in its source's report."""
    known = {name: type_ for name, type_ in SYSTEM_NAMES.items() if type_.kind != "group" or name == "payment"}
    names: dict[str, Type] = dict(known)
    for key, given in file.input.items():
        _check(source, ("input", key), key, given)
        names[key] = _type_of(given)
    labels = SYSTEM_LABELS | {key: given.label for key, given in file.input.items() if given.label}
    money = frozenset(key for key, given in file.input.items() if given.type == "money")
    units = {key: given.unit for key, given in file.input.items() if given.unit}
    wording = Wording(labels, money | SYSTEM_MONEY, units)
    return Schedule(source, file, compile_fees((fee_text(source, file),), names, wording), names)


def fee_text(source: Source, file: FeeScheduleFile, bundle: str = "") -> FeeText:
    """The fees of a schedule, with the edition they stand in."""
    edition = Edition(bundle, file.effective, file.adopted_by)
    return FeeText(source, file.fee, file.table, file.refund, edition)


def _check(source: Source, path: Path, key: str, given: Input) -> None:
    if key in RESERVED or iskeyword(key):
        source.report.error(path, f'"{key}" means something else in conditions; call the input otherwise')
    if (given.type == "choice") != bool(given.options):
        source.report.error(path, "a choice, and only a choice, has options")
    if (given.type == "list") != bool(given.fields):
        source.report.error(path, "a list, and only a list, has fields: what one entry holds")
    for key, inner in given.fields.items():
        if inner.type == "list":
            source.report.error((*path, "fields", key), "a list stands in no list")
        _check(source, (*path, "fields", key), key, inner)


def _type_of(given: Input) -> Type:
    if given.type == "list":
        return entries({key: _type_of(each) for key, each in given.fields.items() if each.type != "list"})
    return choice(*given.options) if given.type == "choice" else _TYPES[given.type]
