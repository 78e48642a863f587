"""A mapping file: which columns of another system's file are what of a record. One TOML file a source.

Its grammar is in docs/handbook/importers.md; the maps shipped in `maps/` are examples of all of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

SCHEMA = "import-map/1"
EPOCH_MS = "epoch-ms"
PLACE = re.compile(r"\{([^{}]+)\}")
GIVEN = "*"  # in a status' `when`: anything but blank


class BadMap(Exception):
    """A mapping that cannot be used; the text is a sentence fit to be shown."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Part):
    """Templates such as "{STREET_NUMBER} {STREET_NAME}" for what every record has. Blank: the source does not say."""

    key: str
    number: str
    type: str = "Permit"
    title: str = ""
    address: str = ""
    pin: str = ""
    valuation: str = ""
    applied_on: str = ""
    issued_on: str = ""
    expires_on: str = ""
    closed_on: str = ""


class Status(_Part):
    """A status and when a row has it: each named column says this (in any case), `*` is anything, "" is blank."""

    label: str
    closed: bool = False
    when: dict[str, str] = Field(default_factory=dict)


class Party(_Part):
    """Somebody named on the record whom anyone may see; `repeat` fills {n} with 1, 2, ... up to it."""

    role: str
    name: str
    repeat: int = Field(default=1, ge=1, le=50)


class Mapping(_Part):
    """All of a mapping file."""

    schema_: Literal["import-map/1"] = Field(alias="schema")
    source: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,58}$")]
    label: str
    kind: Literal["permit", "project", "license", "registration", "case"] = "permit"
    time_zone: str = "UTC"
    encoding: str = "utf-8"
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    blank: tuple[str, ...] = ()
    columns: Columns
    status: tuple[Status, ...] = Field(min_length=1)
    party: tuple[Party, ...] = ()
    public: dict[str, str] = Field(default_factory=dict)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"'{name}' is not a time zone such as America/Chicago") from None
        return name

    @property
    def parties(self) -> tuple[Party, ...]:
        """Every party with its repetitions written out."""
        return tuple(
            Party(role=party.role.replace("{n}", str(n)), name=party.name.replace("{n}", str(n)))
            for party in self.party
            for n in range(1, party.repeat + 1)
        )

    def names(self) -> frozenset[str]:
        """Every column of the file that this mapping reads."""
        templates = [*self.columns.model_dump().values(), *self.public.values()]
        templates += [text for party in self.parties for text in (party.role, party.name)]
        templates += [status.label for status in self.status]
        asked = {name for status in self.status for name in status.when}
        return frozenset(name for text in templates for name in PLACE.findall(text)) | asked


def read(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises BadMap with what is wrong and where."""
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadMap(f"{path}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(f"{path}: is not TOML: {error}.") from None
    try:
        return Mapping.model_validate(text)
    except ValidationError as error:
        raise BadMap("\n".join(f"{path}: {_sentence(dict(each))}" for each in error.errors())) from None


def check_columns(mapping: Mapping, header: Iterable[str], path: Path) -> None:
    """Raises BadMap for each column that the mapping reads and the file does not have, or has twice."""
    has = list(header)
    wrong = []
    for name in sorted(mapping.names()):
        if name not in has:
            near = get_close_matches(name, has, n=1)
            hint = f"; did you mean '{near[0]}'?" if near else "."
            wrong.append(f"{path.name} has no column '{name}'{hint}")
        elif has.count(name) > 1:
            wrong.append(f"{path.name} has {has.count(name)} columns called '{name}'; rename all but one.")
    if wrong:
        raise BadMap("\n".join(wrong))


def _sentence(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"]).replace("schema_", "schema")
    if error["type"] == "missing":
        return f"'{where}' is missing."
    if error["type"] == "extra_forbidden":
        known = [*Mapping.model_fields, *Columns.model_fields, *Status.model_fields, *Party.model_fields]
        near = get_close_matches(str(error["loc"][-1]), known, n=1)
        return f"'{where}' is not a word of a mapping" + (f"; did you mean '{near[0]}'?" if near else ".")
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"'{where}' is '{error['input']}': {said[0].lower()}{said[1:]}."
