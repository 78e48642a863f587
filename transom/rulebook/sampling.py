"""A value as an editor would write it for any setting of a rule file, for sentences that show how it is meant."""

import types
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from transom.rulebook.durations import Duration

_DEEPEST: Final = 3
_NAMED: Final = {
    "label": '"Zoning"', "title": '"What will you build?"', "say": '"Pay the fees due."', "cite": '"Ordinance 26-01"',
    "number": '"555-0100"', "address": '"permits@elmwood.example"', "url": '"https://elmwood.example"',
    "lines": '"1 Main Street"', "holidays": '"Labor Day"', "languages": '"en"', "of": '"Thanksgiving Day"',
    "name": '"City picnic"', "types": '"small-fence"', "licenses": '"general-contractor"', "team": '"zoning"',
    "page": '"work"', "after": '"footing"', "in": '"issued"', "from": '"draft"', "to": '"issued"', "start": '"draft"',
    "do": '"charge:issue"', "on": '"issue"', "before": '"issue"', "schedules": '"building"', "without": '"field.hoa"',
    "tags": '"city"', "but": '"penalty"', "fees": '"permit"', "charged": '"application"', "keys": '"use"',
    "columns": '"wood"', "table": '"zones"', "each": '"parts"', "quantity": '"length"', "times": '"size"',
    "when": '"cost > 1000"', "show": '"cost > 1000"', "warn": '"14 days"', "missing": '"fees"', "sent": '"issued"',
    "since": '"last_progress"', "fire": '"expire"', "ends": '"12-31"', "renew_from": '"60 days"', "body": '"Hello"',
    "hours": '"hours"', "days": "5", "options": '"wood"', "prints": '"prints/permit.typ"', "words": '"Pago"',
    "end": '"ends"',
}  # fmt: skip
"""Where the kind alone would say little."""
_KEYS: Final = {
    "phone": "office", "email": "office", "team": "zoning", "status": "draft", "field": "cost", "review": "zoning",
    "inspection": "final", "need": "fees", "fee": "permit", "page": "work", "document": "plat", "timer": "idle",
    "survey": "portal",
    "rows": "wood", "table": "zones", "prints": "permit", "given": "length", "expect": "permit", "paid": "permit",
    "options": "wood",
}  # fmt: skip
_PLAIN: Final[tuple[tuple[type, str], ...]] = (
    (bool, "true"), (int, "5"), (Decimal, "12.50"), (date, "2026-01-01"), (time, "09:00:00"), (Duration, '"14 days"'),
)  # fmt: skip
_WHOLE: Final = {
    "AnswerTable": '{ when = "work == \'shed\'", types = ["shed"] }',
    "CalendarTable": '{ holidays = ["Labor Day"] }',
    "Grid": '{ columns = ["wood", "vinyl"], rows = { R1 = [12.50, 15.00] } }',
    "Example": '{ name = "80 ft", given = { length = 80 }, expect = { permit = 45.00 } }',
    "InspectionTimes": "{ opens = 09:00:00, closes = 15:00:00, ... }",
    "Refund": '{ fees = ["permit"], percent = 80, cite = "Ordinance 26-01" }',
    "Bracket": "{ over = 0, rate = 0.0005 }",
    "LateStep": "{ over = 0, percent = 50 }",
    "Proration": '{ by = "month", start = "starts", end = "ends" }',
    "Rounding": '{ to = 1.00, how = "up" }',
    "Row": "{ over = 0, base = 23.50 }",
    "Step": '{ day = 2026-03-02, do = "submit" }',
    "Sum": '{ fees = ["permit"] }',
    "SummaryTable": '{ title = "{material} fence" }',
    "Waiver": '{ when = "star", percent = 50, say = "StAR contractor", cite = "Ordinance 26-01" }',
}
"""Tables whose settings may all be left out, or that are clearer with one more."""
_TWO: Final = {"days": "[5, 3]", "week": '["mon", "tue"]', "languages": '["en", "es"]', "columns": '["wood", "vinyl"]'}


def sample(setting: str, annotation: Any, depth: int = 0) -> str:
    """How a setting of this kind is written; a table with the settings it cannot do without."""
    kind = bare(annotation)
    origin, args = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _table(kind, depth)
    if origin is dict:
        key = _KEYS.get(setting, "key")
        return f"{{ {key} = {sample(setting, args[1], depth + 1)} }}"
    if origin is tuple:
        return _TWO.get(setting) or f"[{sample(setting, args[0], depth + 1)}]"
    if origin is Literal:
        return f'"{args[0]}"'
    if origin in (Union, types.UnionType):
        return sample(setting, args[0], depth)
    plain = next((written for type_, written in _PLAIN if kind is type_), None)
    return plain if plain is not None and kind is not int else _NAMED.get(setting, plain or '"..."')


def _table(model: type[BaseModel], depth: int) -> str:
    needed = [(field.alias or name, field) for name, field in model.model_fields.items() if field.is_required()]
    if model.__name__ in _WHOLE:
        return _WHOLE[model.__name__]
    if depth > _DEEPEST or not needed:
        return "{ ... }"
    return "{ " + ", ".join(f"{name} = {sample(name, field.annotation, depth + 1)}" for name, field in needed) + " }"


def bare(annotation: Any) -> Any:
    """A type without what only checks it, and without None."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        members = [each for each in get_args(annotation) if each is not type(None)]
        if len(members) == 1:
            return bare(members[0])
    return annotation
