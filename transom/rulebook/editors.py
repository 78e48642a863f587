"""The JSON Schema of each kind of rule file, for editors that offer settings and underline slips while one writes."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from transom.rulebook.extending import OWN
from transom.rulebook.schema.agency import AgencyFile
from transom.rulebook.schema.fee_schedule import FeeScheduleFile
from transom.rulebook.schema.guide import GuideFile
from transom.rulebook.schema.lifecycle import LifecycleFile
from transom.rulebook.schema.record_type import RecordTypeFile
from transom.rulebook.schema.words import WordsFile

BASE: Final = "record-base"
MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "record-type": RecordTypeFile,
    BASE: RecordTypeFile,
    "lifecycle": LifecycleFile,
    "fee-schedule": FeeScheduleFile,
    "agency": AgencyFile,
    "guide": GuideFile,
    "words": WordsFile,
}
"""Kinds of file by the word of their first line."""


class _AsWritten(GenerateJsonSchema):
    """Values as TOML writes them: an amount is a number, never a text."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; KeyError for a kind there is not."""
    schema = MODELS[kind].model_json_schema(by_alias=True, schema_generator=_AsWritten)
    schema |= {"$schema": _AsWritten.schema_dialect, "title": f"{kind}/1"}
    if MODELS[kind] is RecordTypeFile:
        # Base and type may each say half of a question, so what is missing is left to the checker.
        for part in schema["$defs"].values():
            part.pop("required", None)
        schema["required"] = ["schema", "id"] if kind == BASE else ["schema", "id", "label", "number"]
    if kind == BASE:
        schema["properties"] = {key: value for key, value in schema["properties"].items() if key not in OWN}
        schema["properties"]["schema"] = {"const": f"{BASE}/1", "type": "string"}
    return schema
