"""Conditions of a compiled type that no answers can ever make true."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from transom.rulebook.compiled import RecordType
from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.types import BOOL
from transom.rulebook.lints.possible import Bounds, can_hold
from transom.rulebook.positions import Path
from transom.rulebook.reading import Source

COUNTS: Final = (
    "city_past_due", "documents_missing", "reviews_open", "reviews_returned", "reviews_denied", "inspections_open",
    "failed_inspections", "inspections_done", "resubmittals", "extensions",
)  # fmt: skip
"""Names of the system that are never below nothing."""
NEVER: Final = "this can never hold, whatever the answers are"


def lint_conditions(source: Source, rt: RecordType) -> None:
    """Warn of every condition of the type's own text that cannot hold."""
    names, bounds = {**rt.names, "auto_issue": BOOL}, bounds_of(rt)
    for path, condition in _conditions(rt):
        if not can_hold(condition, names, bounds) and source.report.says(path):
            source.report.warn(path, NEVER)


def lint_move_conditions(source: Source, rt: RecordType) -> None:
    """Warn of moves whose condition cannot hold; asked of one type of each lifecycle."""
    names = {**rt.names, "auto_issue": BOOL}
    for index, move in enumerate(rt.lifecycle.moves):
        if move.when is not None and not can_hold(move.when, names, bounds_of(rt)):
            source.report.warn(("move", index, "when"), NEVER)


def bounds_of(rt: RecordType) -> Bounds:
    limits: dict[str, tuple[Decimal | None, Decimal | None]] = dict.fromkeys(COUNTS, (Decimal(0), None))
    return limits | {key: (field.min, field.max) for key, field in rt.fields.items()}


def _conditions(rt: RecordType) -> Iterator[tuple[Path, Expression]]:
    for key, field in rt.fields.items():
        yield ("field", key, "show"), field.show
        if field.check is not None:
            yield ("field", key, "check"), field.check
    for table, setting, rules in (
        ("document", "required", rt.document_rules),
        ("review", "when", rt.review_rules),
        ("inspection", "when", rt.inspection_rules),
    ):
        for rule in rules:
            if rule.when.names:
                yield (table, rule.spec.key, setting), rule.when
    for need in rt.lifecycle.needs:
        yield ("need", need.key, "when"), need.when
        if need.skip is not None:
            yield ("need", need.key, "skip"), need.skip
    for fee in rt.fees.rules:
        if fee.when is not None:
            yield ("fee", fee.id, "when"), fee.when
