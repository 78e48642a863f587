"""What is written and never read: questions, tables, inputs, schedules, lifecycles, notices."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from transom.rulebook.phrases import SPOKEN
from transom.rulebook.reading import Source
from transom.rulebook.schema.fee_schedule import FeeScheduleFile
from transom.rulebook.schema.record_type import RecordTypeFile

_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_NOT_READ: Final = SPOKEN - {"title"} | {"cite", "account", "name", "unit", "pattern", "called"}
_TESTS: Final = frozenset({"example", "scenario"})


def read_names(file: BaseModel) -> set[str]:
    """Every name that the conditions and formulas of a file, or its titles, may speak of."""
    return {name for text in _texts(file) for name in _NAME.findall(text)}


def _texts(value: Any, setting: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if setting not in _NOT_READ:
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _TESTS:
                yield from _texts(getattr(value, name), name)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each, "label" if setting == "options" else setting)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, setting)


def lint_questions(source: Source, file: RecordTypeFile, shared: set[str]) -> None:
    """Warn of questions that no page asks, no team answers and no rule reads; `shared` is read by other files."""
    if not file.page:
        return
    read = read_names(file) | shared
    for key, field in file.field.items():
        stands = field.page is not None or field.team is not None or field.prefill is not None
        if not stands and key not in read:
            source.report.warn(("field", key), "nobody asks this question and no rule reads it")


def lint_tables(source: Source, file: RecordTypeFile | FeeScheduleFile) -> None:
    """Warn of tables that no fee looks anything up in."""
    read = {name for fee in file.fee.values() for name in _texts(fee)}
    for key in file.table:
        if key not in read:
            source.report.warn(("table", key), "no fee uses this table")


def lint_inputs(source: Source, file: FeeScheduleFile) -> None:
    """Warn of inputs that no fee, and no refund, speaks of."""
    read = {name for text in _texts((*file.fee.values(), *file.refund)) for name in _NAME.findall(text)}
    for key in file.input:
        if key not in read:
            source.report.warn(("input", key), "no fee reads this input")
