"""A compiled type in another language: the same rules, with every text that people read replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel

from transom.rulebook.expressions import Expression
from transom.rulebook.phrases import SPOKEN

if TYPE_CHECKING:
    from transom.rulebook.compiled import RecordType

Said = TypeVar("Said")
Word: TypeAlias = Callable[[str], str]
_TEXTS: Final = SPOKEN | {"unit", "called"}
_PARTS: Final = (
    "form", "fees", "lifecycle", "document_rules", "review_rules", "inspection_rules", "own_notices",
)  # fmt: skip


def translated(rt: RecordType, word: Word) -> RecordType:
    """The type with its texts as `word` says them; what it has no word for stays as it is."""
    return replace(
        rt,
        label=word(rt.label),
        group=word(rt.group),
        description=word(rt.description),
        title_text=word(rt.title_text),
        **{part: _said(getattr(rt, part), word) for part in _PARTS},
    )


def in_words(thing: Said, word: Word) -> Said:
    """Any other compiled thing with its texts as `word` says them."""
    said: Said = _said(thing, word)
    return said


def _said(value: Any, word: Word) -> Any:
    """Any compiled piece with the texts inside it replaced; conditions and amounts are left as they are."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, BaseModel):
        changed = _changed({name: getattr(value, name) for name in type(value).model_fields}, word)
        return value.model_copy(update=changed) if changed else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = _changed({field.name: getattr(value, field.name) for field in fields(value)}, word)
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_said(each, word) for each in value)
    if isinstance(value, Mapping):
        return {key: _said(each, word) for key, each in value.items()}
    return value


def _changed(parts: dict[str, Any], word: Word) -> dict[str, Any]:
    changed = {}
    for name, value in parts.items():
        if isinstance(value, str):
            new: Any = word(value) if name in _TEXTS and value else value
        elif name in ("labels", "options", "units") and isinstance(value, Mapping):
            new = {key: word(each) for key, each in value.items()}
        else:
            new = _said(value, word)
        if new is not value and new != value:
            changed[name] = new
    return changed
