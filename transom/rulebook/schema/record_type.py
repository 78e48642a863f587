"""`schema = "record-type/1"`: everything a city decides about one kind of permit or license."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.checks import Examples, Scenario
from transom.rulebook.schema.common import Condition, Day, Decided, Flag, Key, Length, Name, Number, Table, Text, Whole
from transom.rulebook.schema.fees import Fee, Grid, Refund

FieldType: TypeAlias = Literal[
    "text", "longtext", "number", "money", "bool", "choice", "multi", "date", "email", "phone",
    "parcel", "person", "license-holder", "file", "list", "info",
]  # fmt: skip


def _options(value: Any) -> Any:
    """Options are written as a list of words or as a table of word = "Label"."""
    if isinstance(value, list | tuple):
        if not all(isinstance(each, str) for each in value):
            raise PydanticCustomError("options", 'write options as words: ["wood", "vinyl"] or { wood = "Wood" }')
        return {each: each.replace("-", " ").replace("_", " ").capitalize() for each in value}
    return value


Options: TypeAlias = Annotated[
    dict[str, Text], BeforeValidator(_options, json_schema_input_type=dict[str, Text] | list[Text])
]


class Page(Table):
    """One page of the application form."""

    title: Text
    help: Text | None = None


class FieldTable(Table):
    """One question."""

    type: FieldType
    label: Text
    page: Key | None = None
    help: Text | None = None
    unit: Text | None = None
    options: Options = {}
    required: Decided = True
    show: Condition | None = None
    min: Number | None = None
    max: Number | None = None
    whole: Flag = False
    longest: Whole | None = None
    pattern: Text | None = None
    prefill: Text | None = None
    public: Flag = False
    team: Key | None = None
    licenses: tuple[Key, ...] = ()
    at_least: Annotated[Whole, Field(le=500)] = 0
    at_most: Annotated[Whole, Field(le=500)] = 50
    fields: "dict[Name, FieldTable]" = {}
    check: Condition | None = None
    check_say: Text | None = None


class DocumentTable(Table):
    """A paper the applicant uploads."""

    label: Text
    help: Text | None = None
    required: Decided = True
    expires: Flag = False


class ReviewTable(Table):
    """One team's look at the plans; `days` are business days of the first, second, third and later cycle."""

    label: Text
    team: Key
    days: Annotated[tuple[Annotated[Whole, Field(le=1000)], ...], Field(min_length=1)]
    when: Condition | None = None


class InspectionTable(Table):
    """A visit the permit needs."""

    label: Text
    team: Key
    when: Condition | None = None
    after: tuple[Key, ...] = ()
    last: Flag = False
    help: Text | None = None


class NeedTable(Table):
    """One requirement: the condition, and the sentence the applicant reads while it is not met."""

    before: Key
    when: Condition
    say: Text
    skip: Condition | None = None
    cite: Text | None = None


class TermTable(Table):
    """How long a license or certificate is good for."""

    ends: Text
    renew_from: Text
    grace: Length | None = None
    cite: Text | None = None


class NoticeTable(Table):
    """A type's own words for a notice."""

    subject: Text | None = None
    body: Text


def _notice(value: Any) -> Any:
    return {"body": value} if isinstance(value, str) else value


class SummaryTable(Table):
    """How a record is called in lists, and what its work is worth."""

    title: Text | None = None
    valuation: Condition | None = None


class RecordTypeFile(Table):
    """One record type."""

    schema_: Literal["record-type/1"] = Field(alias="schema")
    id: Key
    extends: Key | None = None
    without: tuple[Text, ...] = ()
    label: Text
    group: Text
    kind: Literal["permit", "license", "project", "registration", "certificate", "case", "conveyance"]
    description: Text | None = None
    number: Annotated[str, StringConstraints(strict=True, min_length=1)]
    effective: Day
    adopted_by: Text
    lifecycle: Key
    online: Flag = True
    auto_issue: Decided = False
    summary: SummaryTable = SummaryTable()
    schedules: tuple[Key, ...] = ()
    page: dict[Key, Page] = {}
    field: dict[Name, FieldTable] = {}
    document: dict[Name, DocumentTable] = {}
    review: dict[Name, ReviewTable] = {}
    inspection: dict[Name, InspectionTable] = {}
    need: dict[Name, NeedTable] = {}
    term: TermTable | None = None
    table: dict[Key, Grid] = {}
    fee: dict[Name, Fee] = {}
    refund: tuple[Refund, ...] = ()
    notice: dict[Key, Annotated[NoticeTable, BeforeValidator(_notice, json_schema_input_type=Text | NoticeTable)]] = {}
    prints: dict[Key, Text] = {}
    example: Examples = ()
    scenario: tuple[Scenario, ...] = ()
