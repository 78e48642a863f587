"""The sandbox's test cards, and what is wrong with what somebody typed. Real cards are refused and kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

APPROVED, DECLINED = "4242424242424242", "4000000000000002"
FIELDS = ("number", "expiry", "cvc", "name")
EXPIRY = re.compile(r"(\d{1,2})\s*[/ -]?\s*(\d{2}|\d{4})")


@dataclass(frozen=True, slots=True)
class Card:
    """A checked test card: how it is shown on a receipt, and whether its bank says yes."""

    shown: str
    approved: bool


def read(typed: Mapping[str, str], *, today: date) -> tuple[Card | None, dict[str, str]]:
    """The card, or a sentence for each field that is wrong."""
    number = re.sub(r"[\s-]", "", typed.get("number", ""))
    errors = {
        "number": _wrong_number(number),
        "expiry": _wrong_expiry(typed.get("expiry", "").strip(), today),
        "cvc": "" if re.fullmatch(r"\d{3,4}", typed.get("cvc", "").strip()) else "Enter the 3 or 4 digits of the code.",
        "name": "" if typed.get("name", "").strip() else "Enter the name as it stands on the card.",
    }
    wrong = {field: sentence for field, sentence in errors.items() if sentence}
    if wrong:
        return None, wrong
    return Card(shown=f"Visa ending in {number[-4:]}", approved=number == APPROVED), {}


def is_test_number(number: str) -> bool:
    """Whether these digits are one of ours, so that showing them again tells nothing."""
    return re.sub(r"[\s-]", "", number) in (APPROVED, DECLINED)


def spaced(number: str) -> str:
    """A card number as it is printed on a card: groups of four."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


def _wrong_number(number: str) -> str:
    if not number:
        return "Enter a card number."
    if not number.isascii() or not number.isdigit() or not 12 <= len(number) <= 19:
        return "A card number has 12 to 19 digits."
    if not _luhn(number):
        return "This is not a card number: a digit is wrong."
    if number not in (APPROVED, DECLINED):
        return f"Only test cards work here. Use {spaced(APPROVED)}."
    return ""


def _wrong_expiry(text: str, today: date) -> str:
    match = EXPIRY.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return "Enter the month and year the card expires, like 12/34."
    year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
    return "This card has expired." if (year, int(match[1])) < (today.year, today.month) else ""


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
