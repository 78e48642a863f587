"""The only reader of parcels for other rooms."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from transom.land import addresses, rules
from transom.land.models import Parcel

SHORTEST = 2


def parcel(parcel_id: int) -> Parcel:
    """One parcel by its own id. Raises Parcel.DoesNotExist."""
    return Parcel.objects.get(pk=parcel_id)


def by_pin(pin: str) -> Parcel | None:
    """The parcel of this number, or None."""
    return Parcel.objects.filter(pin=pin.strip()).first()


def find(text: str, limit: int = 10) -> list[Parcel]:
    """Parcels somebody may mean: by number, else by the address from the left, else by a street spelled about so.

    The nearest first; nothing for fewer than two characters. At most two queries.
    """
    text = " ".join(text.split())
    if len(text) < SHORTEST:
        return []
    found = list(_exactly(text)[:limit])
    return found or list(_about(text)[:limit])


def _exactly(text: str) -> QuerySet[Parcel]:
    ways = [Q(address_norm__startswith=prefix) for prefix in addresses.prefixes(text)]
    if rules.looks_like_pin(text):
        ways.append(Q(pin__startswith=text))
    if not ways:
        # A street without a house number: every house on it, spelled right.
        return Parcel.objects.filter(address_norm__contains=f" {addresses.parse(text).norm}").order_by(
            "address_norm", "unit", "id"
        )
    return Parcel.objects.filter(reduce(or_, ways)).order_by("address_norm", "unit", "id")


def _about(text: str) -> QuerySet[Parcel]:
    """A street spelled about like this, the same house number first."""
    house, street = addresses.house_and_street(text)
    if len(street) < SHORTEST:
        return Parcel.objects.none()
    spellings = [street, *addresses.neighbours(street)]
    likeness = [TrigramWordSimilarity(spelling, "address_norm") for spelling in spellings]
    same_house = When(address_norm__startswith=f"{house} ", then=Value(1)) if house else None
    return (
        Parcel.objects.filter(reduce(or_, (Q(address_norm__trigram_word_similar=each) for each in spellings)))
        .annotate(
            likeness=Greatest(*likeness, output_field=FloatField()) if len(likeness) > 1 else likeness[0],
            same_house=Case(same_house, default=Value(0), output_field=IntegerField())
            if same_house
            else Value(0, output_field=IntegerField()),
        )
        .order_by("-same_house", "-likeness", "address_norm", "id")
    )
