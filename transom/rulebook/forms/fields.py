"""Questions and pages, compiled."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from transom.rulebook.expressions import Expression
from transom.rulebook.expressions.types import BOOL, DATE, NUMBER, TEXT, Type, choice, entries, several
from transom.rulebook.values import Facts
from transom.rulebook.vocabulary import LICENSE_HOLDER, PARCEL, PERSON

STAFF: Final = "staff"
"""The name of the page that holds the questions only staff answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question; `items` are the questions of each entry of a list."""

    key: str
    type: str
    label: str
    page: str | None
    help: str
    unit: str
    options: tuple[Option, ...]
    required: Expression
    show: Expression
    min: Decimal | None
    max: Decimal | None
    whole: bool
    longest: int
    pattern: str
    prefill: str
    public: bool
    team: str | None
    at_least: int
    at_most: int
    items: tuple["Field", ...]
    check: Expression | None
    check_say: str
    licenses: tuple[str, ...] = ()
    """Of a license holder: the types of license that will do; any will where none is named."""

    def option_label(self, value: str) -> str:
        """How an answer is shown to people."""
        return next((option.label for option in self.options if option.value == value), value)

    @property
    def may_be_required(self) -> bool:
        return self.required.text != "no"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form, with every question that may be asked on it."""

    key: str
    title: str
    help: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers as they are stored (numbers stay text) and one sentence for each answer that will not do."""

    values: dict[str, Any]
    errors: dict[str, str]

    @property
    def ok(self) -> bool:
        return not self.errors


@dataclass(frozen=True, slots=True)
class Form:
    """All questions of a record type; `staff` are those no page shows to the applicant."""

    pages: tuple[Page, ...]
    staff: tuple[Field, ...]
    fields: Mapping[str, Field]

    def fields_of(self, page: str | None) -> tuple[Field, ...]:
        """The questions of a page; of all the applicant's pages for None; KeyError for a page that is not there."""
        if page is None:
            return tuple(field for each in self.pages for field in each.fields)
        if page == STAFF:
            return self.staff
        return next(each.fields for each in self.pages if each.key == page) if self._has(page) else self._no_page(page)

    def _has(self, page: str) -> bool:
        return any(each.key == page for each in self.pages)

    def _no_page(self, page: str) -> tuple[Field, ...]:
        raise KeyError(f"there is no page {page}")

    def visible(self, page: str | None, facts: Facts) -> tuple[Field, ...]:
        """The questions that are asked, given the answers so far; a condition not known yet hides its question."""
        return tuple(field for field in self.fields_of(page) if field.show.holds(facts))


def type_of(field: Field) -> Type | None:
    """What conditions see in a question; None for those they cannot speak of."""
    options = tuple(option.value for option in field.options)
    if field.type == "list":
        inner = {item.key: type_of(item) for item in field.items}
        return entries({key: type_ for key, type_ in inner.items() if type_ is not None})
    if field.type in ("choice", "multi"):
        return choice(*options) if field.type == "choice" else several(*options)
    return _TYPES.get(field.type)


_TYPES: Final = {
    "text": TEXT,
    "longtext": TEXT,
    "email": TEXT,
    "phone": TEXT,
    "number": NUMBER,
    "money": NUMBER,
    "bool": BOOL,
    "date": DATE,
    "parcel": PARCEL,
    "person": PERSON,
    "license-holder": LICENSE_HOLDER,
}
