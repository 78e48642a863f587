"""Checking the answers of a page, or of the whole application before it is submitted."""

from collections.abc import Iterable, Mapping
from typing import Any

from transom.kernel.sentences import Sentence
from transom.rulebook.forms.answers import NotAnswered, WillNotDo, ask, read_answer
from transom.rulebook.forms.facts import facts_from
from transom.rulebook.forms.fields import Checked, Field, Form
from transom.rulebook.values import Facts


def validate(form: Form, answers: Mapping[str, Any], facts: Facts, page: str | None) -> Checked:
    """The answers of one page, or of every page when `page` is None.

    Only questions that are asked are read: hidden ones are neither kept nor demanded. Errors are one sentence a
    question, keyed as the form names it: `cost`, or `sections.0.height` inside a list.
    """
    seen = {**facts, **facts_from(form.fields.values(), answers)}
    checked = Checked({}, {})
    for field in form.visible(page, seen):
        if field.type == "list":
            _list(field, answers.get(field.key), seen, checked)
        else:
            _one(field, answers.get(field.key), seen, checked.values, checked.errors, field.key)
        if field.check is not None and not _has_error(checked, field.key) and field.check.fails(seen):
            checked.errors[field.key] = field.check_say
    return checked


def _has_error(checked: Checked, key: str) -> bool:
    return any(each == key or each.startswith(f"{key}.") for each in checked.errors)


def _one(field: Field, given: Any, facts: Facts, values: dict[str, Any], errors: dict[str, str], key: str) -> None:
    try:
        values[field.key] = read_answer(field, given)
    except NotAnswered:
        if field.required.holds(facts) and field.type != "info":
            errors[key] = ask(field.type, field.label)
    except WillNotDo as wrong:
        errors[f"{key}.{wrong.part}" if wrong.part in ("name", "email") else key] = wrong.sentence


def _list(field: Field, given: Any, facts: Facts, checked: Checked) -> None:
    entries = [entry for entry in given or () if isinstance(entry, Mapping)] if isinstance(given, list | tuple) else []
    kept: list[dict[str, Any]] = []
    for entry in entries[: field.at_most]:
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        inner = {**facts, **facts_from(field.items, entry)}
        for item in _shown(field.items, inner):
            _one(item, entry.get(item.key), inner, values, errors, f"{field.key}.{len(kept)}.{item.key}")
        if values or errors:
            kept.append(values)
            checked.errors.update(errors)
    checked.values[field.key] = kept
    if len(entries) > field.at_most:
        checked.errors[field.key] = Sentence(
            "“{label}” may have at most {most} entries.", label=field.label, most=field.at_most
        )
    elif len(kept) < max(field.at_least, 1 if field.required.holds(facts) else 0):
        checked.errors[field.key] = _too_few(field)


def _too_few(field: Field) -> Sentence:
    if field.at_least > 1:
        return Sentence("Add at least {count} entries to “{label}”.", count=field.at_least, label=field.label)
    return Sentence("Add at least 1 entry to “{label}”.", label=field.label)


def _shown(items: Iterable[Field], facts: Facts) -> list[Field]:
    return [item for item in items if item.show.holds(facts)]
