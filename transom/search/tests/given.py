"""Public records as the projection would have made them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from transom.land import addresses
from transom.search import queries, rules
from transom.search.models import Choice, PublicRecord, Word

AT = datetime(2026, 3, 2, 16, tzinfo=UTC)
_ids = count(1)


def public(number: str, address: str = "44 East Downer Place", **more) -> PublicRecord:
    """A record that anyone may find."""
    applicant, contractor = more.get("applicant", ""), more.get("contractor", "")
    said = {
        "kind": "permit",
        "type_id": "fence-residential",
        "type_label": "Fence Residential",
        "status_label": "Issued",
        "closed": False,
        "applied_on": date(2026, 1, 15),
    } | more
    address_norm, words = addresses.parse(address).norm, rules.words_of(applicant, contractor)
    known = [Word(text=word) for word in rules.vocabulary(address_norm, words)]
    Word.objects.bulk_create(known, ignore_conflicts=True)
    return PublicRecord.objects.create(
        id=next(_ids),
        number=number,
        number_norm=rules.number_norm(number),
        address=address,
        address_norm=address_norm,
        words=words,
        listed_on=said["applied_on"] or rules.LONG_AGO,
        updated_at=AT,
        **said,
    )


def a_small_city() -> None:
    """Eight records of three kinds, with names and streets that look alike."""
    queries.forget()
    public("F26-00012", "44 East Downer Place", applicant="José Ñandú", contractor="Smith & Sons Roofing, LLC")
    public("F26-00013", "46 E Downer Pl", applicant="Ada Lovelace", applied_on=date(2026, 2, 1))
    public("F26-00120", "440 N. Lake Street", applicant="O'Brien, Pat", applied_on=date(2025, 12, 1))
    public(
        "R25-00044",
        "44 East Downer Place",
        type_id="roofing-work-only",
        type_label="Roofing Work Only",
        contractor="Smythe Roofing Inc",
        applied_on=date(2025, 5, 5),
        status_label="Finaled",
        closed=True,
    )
    public(
        "R25-00045",
        "1200 Fifth Street",
        type_id="roofing-work-only",
        type_label="Roofing Work Only",
        contractor="Top Roofs",
        applied_on=date(2025, 6, 5),
    )
    public(
        "L24-00007",
        "",
        kind="license",
        type_id="hvac-contractor",
        type_label="HVAC Contractor",
        contractor="Cool Air Heating",
        status_label="Active",
        applied_on=date(2024, 3, 1),
    )
    public(
        "2023023374",
        "1916 18TH AVE S",
        type_id="other",
        type_label="Building Residential - Addition",
        applicant="MAKER CONSTRUCTION LLC",
        status_label="Imported",
        applied_on=None,
    )
    public("2023", "2023 Belmont Blvd", applicant="Hope Hill")
    Choice.objects.bulk_create(
        [
            Choice(what="type", kind="permit", value="fence-residential", label="Fence Residential"),
            Choice(what="type", kind="permit", value="roofing-work-only", label="Roofing Work Only"),
            Choice(what="type", kind="license", value="hvac-contractor", label="HVAC Contractor"),
            Choice(what="status", kind="permit", value="Issued", label="Issued"),
            Choice(what="status", kind="license", value="Active", label="Active"),
        ]
    )
