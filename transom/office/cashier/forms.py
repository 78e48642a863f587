"""What a cashier types: what is paid, how, and what was handed over."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from transom.kernel import money
from transom.kernel.refusals import Refused
from transom.payments.rules import METHOD_LABELS, Method

AMOUNT = re.compile(r"\d{1,9}(\.\d{0,2})?")
TEXTS = ("method", "tendered", "reference", "payer", "payer_email")
METHODS = tuple((str(method), label) for method, label in METHOD_LABELS.items())


@dataclass
class TakeForm:
    """The payment form; what was typed stays when something is wrong."""

    key: UUID = field(default_factory=uuid4)
    charges: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    tendered_cents: int | None = None

    @classmethod
    def of(cls, posted: QueryDict) -> TakeForm:
        """What was sent; `errors` says what cannot be read."""
        form = cls(
            key=_key(posted.get("key", "")),
            charges=frozenset(int(text) for text in posted.getlist("charges") if text.isdecimal() and len(text) < 19),
            typed={name: posted.get(name, "").strip() for name in TEXTS},
        )
        form._check()
        return form

    @classmethod
    def fresh(cls, charge_ids: Collection[int], payer: str, payer_email: str) -> TakeForm:
        """Everything that is due is checked; cash is what most people bring."""
        typed = dict.fromkeys(TEXTS, "") | {"method": str(Method.CASH), "payer": payer, "payer_email": payer_email}
        return cls(charges=frozenset(charge_ids), typed=typed)

    def refuse(self, refused: Refused) -> None:
        """Put each reason at its field, or at the top of the page."""
        for reason in refused.reasons:
            self.errors.setdefault(reason.field, f"{reason.say} {reason.because}".strip())

    def _check(self) -> None:
        if self.typed["method"] not in dict(METHODS):
            self.errors["method"] = "Choose how it is paid."
        if self.typed["tendered"]:
            self.tendered_cents = read_amount(self.typed["tendered"])
            if self.tendered_cents is None:
                self.errors["tendered"] = "Type an amount in dollars, like 100 or 100.00."
        if self.typed["payer_email"]:
            try:
                validate_email(self.typed["payer_email"])
            except ValidationError:
                self.errors["payer_email"] = "Type an e-mail address like name@example.com, or leave it empty."


def read_amount(text: str) -> int | None:
    """Cents of an amount as people type it ($1,200.50); None for anything else."""
    plain = text.replace("$", "").replace(",", "").replace(" ", "")
    if not AMOUNT.fullmatch(plain):
        return None
    try:
        return money.to_cents(Decimal(plain))
    except (InvalidOperation, ValueError):
        return None


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
