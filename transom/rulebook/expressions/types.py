"""The kinds of values a condition may speak of, declared by the form and by the system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["number", "yes/no", "text", "choice", "several choices", "date", "group", "list"]


@dataclass(frozen=True, slots=True)
class Type:
    """What a name holds; `options` for choices, `fields` for a group and for the entries of a list."""

    kind: Kind
    options: tuple[str, ...] = ()
    fields: Mapping[str, "Type"] = field(default_factory=dict)


NUMBER = Type("number")
BOOL = Type("yes/no")
TEXT = Type("text")
DATE = Type("date")


def choice(*options: str) -> Type:
    """One of these words."""
    return Type("choice", options)


def several(*options: str) -> Type:
    """Any number of these words."""
    return Type("several choices", options)


def group(fields: Mapping[str, Type]) -> Type:
    """Named values that belong together, such as a parcel's: `parcel.historic`."""
    return Type("group", fields=fields)


def entries(fields: Mapping[str, Type]) -> Type:
    """A list of groups, such as the sections of a fence."""
    return Type("list", fields=fields)


Names: TypeAlias = Mapping[str, Type]
