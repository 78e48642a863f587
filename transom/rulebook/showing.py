"""A record type in plain words, for people who do not read TOML."""

from collections.abc import Iterator

from transom.rulebook.compiled import RecordType
from transom.rulebook.forms import Field
from transom.rulebook.specs import Conditional


def shown(rt: RecordType, extends: str = "") -> str:
    """The whole type, joined with the base it extends, as lines of text."""
    return "\n".join(_lines(rt, extends))


def _lines(rt: RecordType, extends: str) -> Iterator[str]:
    yield f"{rt.label}  ({rt.kind}, {rt.group})"
    if extends:
        yield f"  extends {extends}"
    yield f"  numbers {rt.numbering.text}, in force from {rt.effective}, adopted by {rt.adopted_by}"
    yield f"  bundle {rt.bundle}"
    for page in rt.pages:
        yield f"\n{page.title}"
        for field in page.fields:
            yield from _question(field, "  ")
    for title, rules in (
        ("Papers", rt.document_rules),
        ("Reviews", rt.review_rules),
        ("Inspections", rt.inspection_rules),
    ):
        if rules:
            yield f"\n{title}"
            yield from (f"  {_conditional(rule)}" for rule in rules)
    if rt.lifecycle.needs:
        yield "\nNeeded"
        for need in rt.lifecycle.needs:
            skip = f", unless {need.skip.text}" if need.skip is not None else ""
            yield f"  before {need.before}: {need.say}  [{need.when.text}{skip}]"
    yield "\nFees"
    for rule in sorted(rt.fees.rules, key=lambda rule: rule.place):
        when = f" when {rule.when.text}" if rule.when is not None else ""
        worked = "worked out" if rule.table.value_only else f"on {', '.join(rule.table.on)}"
        yield f"  {rule.table.label} ({rule.table.kind}, {worked}{when})  [{rule.table.cite}]"
    yield "\nMoves"
    for move in rt.lifecycle.moves:
        effects = ", ".join(str(effect) for effect in move.do)
        yield f"  {move.on}: {', '.join(move.from_)} → {move.to}  by {', '.join(move.by)}  [{effects}]"


def _question(field: Field, indent: str) -> Iterator[str]:
    notes = [field.type, *(f"if {field.show.text}" for _ in (1,) if field.show.text != "yes")]
    if field.options:
        notes.append("/".join(option.value for option in field.options))
    yield f"{indent}{field.label}  ({', '.join(notes)})"
    for item in field.items:
        yield from _question(item, indent + "  ")


def _conditional(rule: Conditional) -> str:
    when = rule.when.text
    return rule.spec.label if when == "yes" else f"{rule.spec.label}  if {when}"
