"""`schema = "guide/1"`: a few questions that lead to the permit somebody needs, or to none."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from transom.rulebook.schema.common import Condition, Flag, Key, Name, Number, Table, Text
from transom.rulebook.schema.record_type import Options


class QuestionTable(Table):
    """One question of the guide."""

    label: Text
    type: Literal["choice", "multi", "bool", "number"]
    help: Text | None = None
    options: Options = {}
    unit: Text | None = None
    min: Number | None = None
    max: Number | None = None
    whole: Flag = False
    show: Condition | None = None


class AnswerTable(Table):
    """Where the answers lead: to types of permit, or to the sentence that none is needed."""

    when: Condition
    types: tuple[Key, ...] = ()
    none: Flag = False
    say: Text | None = None
    cite: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> "AnswerTable":
        if bool(self.types) == self.none:
            raise PydanticCustomError("answer", 'say where it leads: types = ["..."], or none = true with "say"')
        if self.none and self.say is None:
            raise PydanticCustomError("answer", 'say in "say" why no permit is needed')
        return self


class GuideFile(Table):
    """The guide of a city."""

    schema_: Literal["guide/1"] = Field(alias="schema")
    id: Key
    title: Text
    lead: Text | None = None
    question: dict[Name, QuestionTable]
    answer: Annotated[tuple[AnswerTable, ...], Field(min_length=1)]
