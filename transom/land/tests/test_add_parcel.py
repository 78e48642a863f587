"""Parcels are added one by one or many at a time."""

from decimal import Decimal

import pytest

from transom.history.queries import of_subject
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused
from transom.land import queries
from transom.land.actions import NewParcel, add_parcel, bulk_add
from transom.land.models import Parcel
from transom.land.tests.given import AT, parcel

pytestmark = pytest.mark.django_db


def test_a_parcel_keeps_its_address_as_written_and_in_usps_form():
    found = parcel(address="44 East Downer Place, Aurora, IL 60505", flags={"historic": True})
    assert found.address == "44 East Downer Place, Aurora, IL 60505"
    assert found.address_norm == "44 e downer pl"
    assert (found.city, found.state, found.zip) == ("Aurora", "IL", "60505")
    assert found.flags == {"historic": True}


def test_its_chronology_says_when_it_came():
    found = parcel()
    assert [entry.says for entry in of_subject("land.parcel", found.pk)] == [
        "Parcel 15-22-305-001 was added at 44 East Downer Place"
    ]


def test_a_number_that_is_taken_is_refused():
    parcel()
    with pytest.raises(Refused, match=r"Parcel 15-22-305-001 is already known\."):
        parcel(address="1 Other St")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"pin": " "}, "Enter the parcel's number"),
        ({"address": ""}, "Enter the address of the site"),
        ({"flags": {"historic": "yes"}}, "must be true or false: historic"),
        ({"latitude": Decimal(41)}, "given together"),
        ({"latitude": Decimal(91), "longitude": Decimal(0)}, "between -90 and 90"),
        ({"latitude": Decimal(41), "longitude": Decimal(-188)}, "between -180 and 180"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(wrong, says):
    sound = {"pin": "1", "address": "1 Main St"}
    with pytest.raises(Refused, match=says):
        add_parcel(NewParcel(**(sound | wrong)), by=SYSTEM, at=AT)
    assert not Parcel.objects.exists()


def test_many_are_added_at_once_and_again_without_doubles():
    news = [
        NewParcel(pin=f"15-{n:04}", address=f"{n} N Lake Street", unit="2" if n == 7 else "") for n in range(1, 2501)
    ]
    assert bulk_add(news, by=SYSTEM, at=AT) == 2500
    assert bulk_add([NewParcel(pin="15-0003", address="3 South Lake Street")], by=SYSTEM, at=AT) == 1
    assert Parcel.objects.count() == 2500
    assert queries.by_pin("15-0003").address_norm == "3 s lake st"
    assert queries.by_pin("15-0007").address_norm == "7 n lake st 2"


def test_one_unsound_parcel_stops_them_all():
    with pytest.raises(Refused, match="Parcel 2: Enter the address"):
        bulk_add([NewParcel(pin="1", address="1 Main St"), NewParcel(pin="2", address="")], by=SYSTEM, at=AT)
    assert not Parcel.objects.exists()
