"""Forms that are not all alike: the first example and the scenarios of a type, with other figures, names and dates."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from transom.rulebook.compiled import RecordType
from transom.rulebook.forms import Field
from transom.wiring.demo import forms

VARIANTS, TRIES, UNUSUAL = 16, 3, 0.55
CONTRACTOR, HOMEOWNER = "contractor", "homeowner"
PLAIN_PARCEL = {"historic": False, "easement": False, "floodplain": False, "zone": "R-2", "key": "1", "number": "1"}
BUSINESSES = (
    "Fox River Books", "Two Brothers Bakery", "Galena Street Dental", "Paramount Shoes", "La Michoacana Market",
    "Leland Tower Coffee", "Stolp Avenue Florist", "Prisco's Corner Grocery", "Riverside Yoga", "Tecalitlan Tacos",
    "Hollywood Nails", "Orchard Road Veterinary", "Phillips Park Bikes", "Eola Phone Repair", "Broadway Optical",
    "Waubonsee Music School", "New York Street Tires", "Copley Chiropractic", "Santori Gallery", "Farnsworth Laundry",
)  # fmt: skip
STANDS = (
    "Tacos El Fogon", "Fox Valley Kettle Corn", "Lincoln Avenue Lemonade", "Northern Lights Christmas Trees",
    "Prairie Sweet Corn", "La Paletera Rosa", "Big Woods Barbecue", "Garfield Garden Plants",
)  # fmt: skip
NEVER_SAID = ("code_case", "violation")
"""Asked of few; a case number that stands on every permit would be odd."""


class Drawing:
    """Draws whole forms of one type; what its rules would not take is drawn again."""

    def __init__(self, rt: RecordType, rng: random.Random) -> None:
        self.rt, self.rng = rt, rng
        self._dated = any(field.type == "date" for field in rt.fields.values())
        self._seen: dict[bool, list[dict[str, Any]]] = {}

    @property
    def asks_who(self) -> bool:
        """Whether a homeowner may do the work instead of a contractor."""
        who = self.rt.fields.get("who")
        return who is not None and {CONTRACTOR, HOMEOWNER} <= {option.value for option in who.options}

    def form(self, on: date, *, by_contractor: bool) -> dict[str, Any] | None:
        """The answers of an application of this day as typed; None where the rules take none like it on that day."""
        if self._dated:
            return self._fresh(on, by_contractor)
        if by_contractor not in self._seen:
            drawn = [self._fresh(on, by_contractor) for _ in range(VARIANTS)]
            self._seen[by_contractor] = [each for each in drawn if each is not None]
        kept = self._seen[by_contractor]
        return self._named(dict(self.rng.choice(kept))) if kept else None

    def names_a_firm(self, answers: Mapping[str, Any]) -> bool:
        """Whether a contractor is asked for once these answers are given."""
        asked = self.rt.visible_fields(None, self.rt.facts_from(answers))
        return any(field.type == "license-holder" for field in asked)

    def _fresh(self, on: date, by_contractor: bool) -> dict[str, Any] | None:
        for tries in range(TRIES):
            drawn = self._named(self._varied(on, by_contractor, plainly=tries == TRIES - 1))
            if self._is_taken(drawn, on):
                return drawn
        return None

    def _varied(self, on: date, by_contractor: bool, *, plainly: bool) -> dict[str, Any]:
        """The first example's answers, often under those of a scenario, with other costs unless `plainly`."""
        whole = forms.answers(self.rt, on)
        if not plainly and self.rng.random() < UNUSUAL:
            other = self.rng.choice(forms.others(self.rt, on))
            whole |= {key: value for key, value in other.items() if key in self.rt.fields}
        fields = self.rt.fields
        for key in [key for key in whole if fields[key].type == "money" and not plainly]:
            whole[key] = self._about(fields[key], whole[key])
        whole |= {field.key: "yes" for field in self.rt.staff_fields if field.type == "bool"}
        if self.asks_who:
            whole["who"] = CONTRACTOR if by_contractor else HOMEOWNER
        return {key: value for key, value in whole.items() if key not in NEVER_SAID and key != "owner"}

    def _about(self, field: Field, cost: str) -> str:
        """Another cost of the same order, to the ten dollars, within the limits of its question."""
        varied = Decimal(cost) * Decimal(self.rng.randrange(60, 180)) / 100
        rounded = (varied / 10).quantize(Decimal(1), ROUND_HALF_UP) * 10
        low, high = Decimal(field.min or 0), Decimal(field.max or 10**9)
        return str(min(max(rounded, low), high))

    def _named(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Each business by a name of its own; a sign says the name."""
        name = self.rng.choice(STANDS if "seller" in self.rt.fields else BUSINESSES)
        for key in ("business", "tenant", "wording"):
            if key in answers and self.rt.fields[key].type == "text":
                answers[key] = name
        return answers

    def _is_taken(self, answers: Mapping[str, Any], on: date) -> bool:
        """Whether it may be submitted at a plain property, and every fee of its life can be told."""
        firm = {"active": True, "insured_until": on + timedelta(days=400), "star": False, "license": "1", "name": "A"}
        facts = self.rt.facts_from(answers) | {
            "parcel": PLAIN_PARCEL, "contractor": firm, "today": on, "submitted_on": on, "issued_on": on,
            "last_progress": on, "renewal": False, "owner": {"name": "Somebody"},
            **dict.fromkeys(
                ("documents_missing", "balance_due", "city_past_due", "extensions", "resubmittals", "reviews_open",
                 "reviews_returned", "reviews_denied", "inspections_open", "inspections_done", "failed_inspections"),
                Decimal(0),
            ),
        }  # fmt: skip
        picked = {"parcel": {"key": "1", "number": "1", "address": "1"}, "owner": {"name": "Somebody"}}
        firms = {
            key: {"key": "1", "name": "A"} for key, each in self.rt.fields.items() if each.type == "license-holder"
        }
        if self.rt.validate({**answers, **picked, **firms}, facts, None).errors or self.rt.unmet("submit", facts):
            return False
        return not any(self.rt.assess(event, facts).unknown for event in ("submit", "issue"))
