"""From the field tables of a file to a form; conditions are compiled once every question's type is known."""

from collections.abc import Mapping
from dataclasses import replace
from keyword import iskeyword

from transom.rulebook.expressions import always
from transom.rulebook.expressions.types import Names, Type
from transom.rulebook.forms.fields import STAFF, Field, Form, Option, Page, type_of
from transom.rulebook.positions import Path
from transom.rulebook.problems import did_you_mean
from transom.rulebook.reading import Source
from transom.rulebook.schema.record_type import FieldTable, RecordTypeFile
from transom.rulebook.vocabulary import SYSTEM_NAMES

_LONGEST = {"text": 200, "longtext": 5000}
_SIZED = ("number", "money")
RESERVED = frozenset({"true", "false", "auto_issue", "charged"})


def declared(source: Source, file: RecordTypeFile) -> tuple[dict[str, Field], dict[str, Type]]:
    """Every question with its type, before conditions are read; and the names conditions may use."""
    fields = {key: _field(key, table) for key, table in file.field.items()}
    names: dict[str, Type] = dict(SYSTEM_NAMES)
    for key, field in fields.items():
        type_ = type_of(field)
        known = SYSTEM_NAMES.get(key)
        if key in RESERVED or iskeyword(key):
            source.report.error(("field", key), f'"{key}" means something else in conditions; call the field otherwise')
        elif known is not None and known != type_:
            source.report.error(
                ("field", key), f'"{key}" is a name of the system ({known.kind}); call the field otherwise'
            )
        elif type_ is not None:
            names[key] = type_
        _check(source, ("field", key), file.field[key], nested=False)
    return fields, names


def compile_form(source: Source, file: RecordTypeFile, fields: Mapping[str, Field], names: Names, teams: Names) -> Form:
    """The form with its conditions compiled and its questions sorted on to their pages."""
    done = {key: _conditions(source, ("field", key), table, fields[key], names) for key, table in file.field.items()}
    for key, table in file.field.items():
        if table.page is not None and table.page not in file.page:
            hint = did_you_mean(table.page, file.page)
            source.report.error(("field", key, "page"), f'unknown page "{table.page}"{hint}')
        if table.team is not None and teams and table.team not in teams:
            source.report.error(("field", key, "team"), f'unknown team "{table.team}"{did_you_mean(table.team, teams)}')
    if not file.page:
        return Form((Page("form", file.label, "", tuple(done.values())),), (), done)
    pages = tuple(
        Page(key, page.title, page.help or "", tuple(field for field in done.values() if field.page == key))
        for key, page in file.page.items()
    )
    for page in pages:
        if page.key == STAFF:
            source.report.error(("page", page.key), '"staff" is the page only staff answer; call this one otherwise')
        if not page.fields:
            source.report.warn(("page", page.key), "no field stands on this page")
    return Form(pages, tuple(field for field in done.values() if field.page is None), done)


def _field(key: str, table: FieldTable) -> Field:
    return Field(
        key=key,
        type=table.type,
        label=table.label,
        page=table.page,
        help=table.help or "",
        unit=table.unit or "",
        options=tuple(Option(value, label) for value, label in table.options.items()),
        required=always(True),
        show=always(True),
        min=table.min,
        max=table.max,
        whole=table.whole,
        longest=table.longest or _LONGEST.get(table.type, 254),
        pattern=table.pattern or "",
        prefill=table.prefill or "",
        public=table.public,
        team=table.team,
        at_least=table.at_least,
        at_most=table.at_most,
        items=tuple(_field(inner, each) for inner, each in table.fields.items()),
        check=None,
        check_say=table.check_say or "",
        licenses=table.licenses,
    )


def _conditions(source: Source, path: Path, table: FieldTable, field: Field, names: Names) -> Field:
    """A question with its conditions; inside a list they may also speak of the entry's own questions."""
    inner = {**names, **{item.key: type_ for item in field.items if (type_ := type_of(item)) is not None}}
    items = tuple(
        _conditions(source, (*path, "fields", item.key), table.fields[item.key], item, inner) for item in field.items
    )
    return replace(
        field,
        required=source.decided((*path, "required"), table.required, names),
        show=source.decided((*path, "show"), table.show if table.show is not None else True, names),
        check=source.condition((*path, "check"), table.check, names),
        items=items,
    )


def _check(source: Source, path: Path, table: FieldTable, *, nested: bool) -> None:
    """Settings that do not go together."""
    report = source.report
    if table.type in ("choice", "multi") and not table.options:
        report.error(path, f'a {table.type} needs options = ["...", "..."]')
    if table.options and table.type not in ("choice", "multi"):
        report.error((*path, "options"), "only a choice or multi has options")
    if (table.min is not None or table.max is not None or table.whole) and table.type not in _SIZED:
        report.error(path, '"min", "max" and "whole" go with a number or money')
    if table.min is not None and table.max is not None and table.min > table.max:
        report.error((*path, "min"), '"min" is greater than "max"')
    if (table.type == "list") != bool(table.fields):
        report.error(path, "a list, and only a list, has fields of its own")
    if table.check is not None and table.check_say is None:
        report.error((*path, "check"), 'say in "check_say" what the applicant should do')
    if nested and table.type in ("list", "parcel", "license-holder", "person", "file"):
        report.error((*path, "type"), f"a {table.type} cannot stand inside a list")
    if table.licenses and table.type != "license-holder":
        report.error((*path, "licenses"), "only a license-holder has licenses")
    if table.pattern is not None and table.type != "text":
        report.error((*path, "pattern"), "only text has a pattern")
    for key, inner in table.fields.items():
        _check(source, (*path, "fields", key), inner, nested=True)
