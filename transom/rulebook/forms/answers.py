"""Reading one answer: what is stored, what rules see of it, and the sentence when it will not do."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from transom.kernel.sentences import Sentence
from transom.rulebook.expressions.types import Type
from transom.rulebook.forms.fields import Field
from transom.rulebook.values import dollars, number
from transom.rulebook.vocabulary import LICENSE_HOLDER, PARCEL, PERSON


class NotAnswered(Exception):
    """Nothing was given."""


class WillNotDo(Exception):
    """An answer that cannot be kept; `sentence` is what stands at its field. `part` names a part of the answer."""

    def __init__(self, sentence: Sentence, part: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.part = sentence, part


_NUMBER: Final = re.compile(r"^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$", re.ASCII)
_US_DATE: Final = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$", re.ASCII)
_EMAIL: Final = re.compile(r"^[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_YES: Final = ("true", "yes", "on", "1")
_NO: Final = ("false", "no", "off", "0")
MASK: Final = {"9": r"\d", "A": "[A-Za-z]", "*": "[A-Za-z0-9]"}
"""The signs of `pattern`: 9 a digit, A a letter, * either; anything else stands for itself."""


def ask(kind: str, label: str) -> Sentence:
    """What is said where a question of this type must be answered and is not."""
    match kind:
        case "choice":
            return Sentence("Choose an answer for “{label}”.", label=label)
        case "multi":
            return Sentence("Choose at least one answer for “{label}”.", label=label)
        case "bool":
            return Sentence("Answer yes or no: “{label}”.", label=label)
        case "date":
            return Sentence("Fill in a date for “{label}”.", label=label)
        case "parcel":
            return Sentence("Pick a property from the list for “{label}”.", label=label)
        case "license-holder":
            return Sentence("Pick a license holder from the list for “{label}”.", label=label)
        case "person":
            return Sentence("Fill in the name for “{label}”.", label=label)
        case "file":
            return Sentence("Upload a file for “{label}”.", label=label)
    return Sentence("Fill in “{label}”.", label=label)


def read_answer(field: Field, given: Any) -> Any:
    """The answer as it is stored; NotAnswered or WillNotDo when there is none to keep."""
    return _READERS[field.type](field, given)


def _text(field: Field, given: Any) -> str:
    text = given if isinstance(given, str) else "" if given is None else str(given)
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NotAnswered
    if _CONTROL.search(text):
        raise WillNotDo(
            Sentence("“{label}” holds a character that cannot be stored; type it again.", label=field.label)
        )
    if field.type != "longtext":
        text = " ".join(text.split())
    if len(text) > field.longest:
        raise WillNotDo(
            Sentence(
                "“{label}” may have at most {most} characters; this has {count}.",
                label=field.label,
                most=field.longest,
                count=len(text),
            )
        )
    if field.pattern and not _matches(field.pattern, text):
        raise WillNotDo(
            Sentence(
                "“{label}” must look like {pattern} (9 is a digit, A a letter).",
                label=field.label,
                pattern=field.pattern,
            )
        )
    return text


def _matches(mask: str, text: str) -> bool:
    return re.fullmatch("".join(MASK.get(sign, re.escape(sign)) for sign in mask), text, re.ASCII) is not None


def _number(field: Field, given: Any) -> str:
    text = ("" if given is None else str(given)).strip().removeprefix("$").strip()
    if not text:
        raise NotAnswered
    if not _NUMBER.match(text) or not any(sign.isdigit() for sign in text):
        raise WillNotDo(
            Sentence(
                "“{label}” must be {noun}, such as {example}.",
                label=field.label,
                noun=_noun(field),
                example=_example(field),
            )
        )
    text = text.replace(",", "")
    whole, _, places = text.partition(".")
    if len(whole.lstrip("-")) > 12 or len(places) > 6:
        raise WillNotDo(Sentence("“{label}” is too long to be {noun} here.", label=field.label, noun=_noun(field)))
    if (field.type == "money" and len(places.rstrip("0")) > 2) or (field.whole and places.strip("0")):
        kind = Sentence("dollars and cents") if field.type == "money" else Sentence("a whole number")
        raise WillNotDo(Sentence("“{label}” must be {noun}.", label=field.label, noun=kind))
    _within(field, Decimal(text))
    return text


def _noun(field: Field) -> Sentence:
    if field.type == "money":
        return Sentence("an amount of money")
    return Sentence("a whole number") if field.whole else Sentence("a number")


def _example(field: Field) -> Sentence:
    if field.type == "money":
        return Sentence("1250 or 1,250.50")
    return Sentence("12") if field.whole else Sentence("12 or 12.5")


def _within(field: Field, value: Decimal) -> None:
    if field.min is not None and value < field.min:
        raise WillNotDo(
            Sentence("“{label}” must be at least {least}.", label=field.label, least=_sized(field, field.min))
        )
    if field.max is not None and value > field.max:
        raise WillNotDo(Sentence("“{label}” may be at most {most}.", label=field.label, most=_sized(field, field.max)))


def _sized(field: Field, value: Decimal) -> str:
    if field.type == "money":
        return dollars(value)
    return Sentence("{number} {unit}", number=number(value), unit=field.unit) if field.unit else number(value)


def _yes_no(field: Field, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    word = ("" if given is None else str(given)).strip().lower()
    if not word:
        raise NotAnswered
    if word not in (*_YES, *_NO):
        raise WillNotDo(Sentence("Answer “{label}” with yes or no.", label=field.label))
    return word in _YES


def _choice(field: Field, given: Any) -> str:
    word = ("" if given is None else str(given)).strip()
    if not word:
        raise NotAnswered
    if word not in {option.value for option in field.options}:
        raise WillNotDo(Sentence("Choose one of the answers listed for “{label}”.", label=field.label))
    return word


def _several(field: Field, given: Any) -> list[str]:
    words = [given] if isinstance(given, str) else list(given or ())
    words = [word for word in dict.fromkeys(words) if word != ""]
    if not words:
        raise NotAnswered
    known = [option.value for option in field.options]
    if not set(words) <= set(known):
        raise WillNotDo(Sentence("Choose from the answers listed for “{label}”.", label=field.label))
    return [word for word in known if word in words]


def _date(field: Field, given: Any) -> str:
    text = ("" if given is None else str(given)).strip()
    if not text:
        raise NotAnswered
    match = _US_DATE.match(text)
    try:
        day = date(int(match[3]), int(match[1]), int(match[2])) if match else date.fromisoformat(text)
    except ValueError:
        raise WillNotDo(Sentence("“{label}” must be a date, such as 4/27/2026.", label=field.label)) from None
    if not 1800 <= day.year <= 2200:
        raise WillNotDo(Sentence("“{label}” must be a date between 1800 and 2200.", label=field.label))
    return day.isoformat()


def _email(field: Field, given: Any) -> str:
    text = _text(field, given)
    if len(text) > 254 or not _EMAIL.match(text):
        raise WillNotDo(Sentence("“{label}” must be an e-mail address, such as name@example.com.", label=field.label))
    return text


def _phone(field: Field, given: Any) -> str:
    text = _text(field, given)
    digits = re.sub(r"[\s().+-]", "", re.sub(r"(?i)\s*(ext\.?|x)\s*\d+$", "", text))
    if not digits.isdecimal() or not 10 <= len(digits) <= 15:
        raise WillNotDo(
            Sentence("“{label}” must be a telephone number with area code, such as 630-256-3130.", label=field.label)
        )
    return text


def _group(type_: Type, wanted: str, kind: str) -> Callable[[Field, Any], dict[str, Any]]:
    """A reader of answers with parts: a parcel, a person, a license holder; unknown parts are dropped."""

    def read(field: Field, given: Any) -> dict[str, Any]:
        if given is None or given == "" or given == {}:
            raise NotAnswered
        if not isinstance(given, Mapping):
            raise WillNotDo(ask(kind, field.label), wanted)
        kept = {
            name: _part(given[name], type_.fields[name]) for name in type_.fields if given.get(name) not in (None, "")
        }
        if not kept:
            raise NotAnswered
        if not kept.get(wanted):
            raise WillNotDo(ask(kind, field.label), wanted)
        if "email" in kept and not _EMAIL.match(str(kept["email"])):
            raise WillNotDo(
                Sentence("The e-mail of “{label}” must look like name@example.com.", label=field.label), "email"
            )
        return kept

    return read


def _part(value: Any, type_: Type) -> Any:
    if isinstance(value, bool):
        return value
    if type_.kind == "yes/no":
        return str(value).strip().lower() in _YES
    return " ".join(_CONTROL.sub("", str(value)).split())[:300]


def _nothing(field: Field, given: Any) -> Any:
    raise NotAnswered


def _file(field: Field, given: Any) -> str:
    text = ("" if given is None else str(given)).strip()
    if not text:
        raise NotAnswered
    return text[:300]


_READERS: Final[dict[str, Callable[[Field, Any], Any]]] = {
    "text": _text,
    "longtext": _text,
    "number": _number,
    "money": _number,
    "bool": _yes_no,
    "choice": _choice,
    "multi": _several,
    "date": _date,
    "email": _email,
    "phone": _phone,
    "parcel": _group(PARCEL, "key", "parcel"),
    "person": _group(PERSON, "name", "person"),
    "license-holder": _group(LICENSE_HOLDER, "key", "license-holder"),
    "file": _file,
    "info": _nothing,
}
