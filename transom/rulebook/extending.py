"""What a type takes over from its base: tables are merged by key, everything else of the type replaces the base's.

The merge happens on the text as it was read, before it is checked, so a base may hold half a question that the type
completes. Every problem is still said where the offending words stand, in the base or in the type.
"""

from collections.abc import Mapping
from typing import Any, Final

from transom.rulebook.positions import Path
from transom.rulebook.problems import Report, Under, did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.record_type import RecordTypeFile

OWN: Final = frozenset({"label", "number", "example", "scenario", "extends", "without"})
"""What only a type says of itself."""
ORDERED: Final = frozenset({"page", "field"})
"""Tables in which the order a type writes counts where it names entries of the base."""
_SETTINGS: Final = tuple(field.alias or name for name, field in RecordTypeFile.model_fields.items())


def check_base(source: Source) -> None:
    """Report what a base cannot say by itself; the rest is checked with each type that extends it."""
    report = source.report
    if not isinstance(source.data.get("id"), str):
        report.error((), '"id" is missing; write the name that types say in extends, e.g. id = "single-trade"')
    for key in source.data:
        if key in OWN:
            report.error((key,), f'a base has no "{key}": each type that extends it says its own')
        elif key not in _SETTINGS:
            report.error((key,), f'"{key}" is not a setting here{did_you_mean(key, _SETTINGS)}')


def extended(source: Source, base: Source) -> Source:
    """A type's text with all it does not say itself taken from its base."""
    taken: set[Path] = set()
    inherited = {key: value for key, value in base.data.items() if key not in ("schema", "id")}
    for index, name in enumerate(_names(source.data.get("without"))):
        inherited = _taken_away(source.report, ("without", index), inherited, name)
    merged = _merged(source, inherited, source.data, (), taken)
    source.report.under = Under(base.name, base.report.where, frozenset(taken))
    source.report.problems += [each for each in base.report.problems if each not in source.report.problems]
    return Source(source.name, source.text, merged, source.report)


def _names(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _taken_away(report: Report, path: Path, table: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The base's text without one of its entries, named as `field.hoa`."""
    first, _, rest = name.partition(".")
    if first not in table or (rest and not isinstance(table[first], Mapping)):
        report.error(path, f'the base has no "{name}"{did_you_mean(first, table)}')
        return dict(table)
    if rest:
        return {**table, first: _taken_away(report, path, table[first], rest)}
    return {key: value for key, value in table.items() if key != first}


def _merged(
    source: Source, base: Mapping[str, Any], own: Mapping[str, Any], path: Path, taken: set[Path]
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for key in _in_order(list(base), list(own), own_order=len(path) == 1 and path[0] in ORDERED):
        here = (*path, key)
        if key not in own:
            merged[key] = base[key]
        elif isinstance(own[key], Mapping) and isinstance(base.get(key), Mapping):
            _refuse_other_kind(source.report, here, base[key], own[key])
            merged[key] = _merged(source, base[key], own[key], here, taken)
        else:
            merged[key] = own[key]
            taken.add(here)
    return merged


def _refuse_other_kind(report: Report, path: Path, base: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """A fee of another kind shares no settings with the base's."""
    if path[0] == "fee" and len(path) == 2 and "kind" in base and own.get("kind", base["kind"]) != base["kind"]:
        name = f"{path[0]}.{path[1]}"
        report.error(
            (*path, "kind"), f'the base\'s "{path[1]}" is of kind "{base["kind"]}"; first write without = ["{name}"]'
        )


def _in_order(base: list[str], own: list[str], *, own_order: bool) -> list[str]:
    """The base's entries, then the type's; or, where the type names entries of the base, in the order it names them."""
    new = [key for key in own if key not in base]
    named = [key for key in own if key in base]
    if not own_order or not named:
        return [*base, *new]
    places = iter(named)
    order = [next(places) if key in named else key for key in base]
    for index, key in enumerate(own):
        if key in base:
            continue
        before = [each for each in own[:index] if each in order]
        place = order.index(before[-1]) + 1 if before else order.index(named[0])
        order.insert(place, key)
    return order
