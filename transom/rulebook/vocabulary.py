"""The names every rule may use without declaring them, and the words that have a meaning to the system."""

from typing import Final

from transom.kernel.sentences import Sentence
from transom.rulebook.expressions.types import BOOL, DATE, NUMBER, TEXT, Type, choice, group

PARCEL: Final = group(
    {
        "key": TEXT,
        "number": TEXT,
        "address": TEXT,
        "city": TEXT,
        "zip": TEXT,
        "zone": TEXT,
        "owner": TEXT,
        "historic": BOOL,
        "easement": BOOL,
        "floodplain": BOOL,
    }
)
PERSON: Final = group({"name": TEXT, "email": TEXT, "phone": TEXT, "address": TEXT})
LICENSE_HOLDER: Final = group(
    {
        "key": TEXT,
        "name": TEXT,
        "license": TEXT,
        "license_type": TEXT,
        "active": BOOL,
        "insured_until": DATE,
        "star": BOOL,
    }
)
PAYMENT: Final = group({"amount": NUMBER, "method": choice("card", "echeck", "cash", "check")})
"""A payment that is about to be taken: what a fee of the event `payment` may read."""

SYSTEM_NAMES: Final[dict[str, Type]] = {
    "today": DATE,
    "submitted_on": DATE,
    "issued_on": DATE,
    "last_progress": DATE,
    "term_end": DATE,
    "balance_due": NUMBER,
    "city_past_due": NUMBER,
    "documents_missing": NUMBER,
    "reviews_open": NUMBER,
    "reviews_returned": NUMBER,
    "reviews_denied": NUMBER,
    "inspections_open": NUMBER,
    "inspections_done": NUMBER,
    "failed_inspections": NUMBER,
    "resubmittals": NUMBER,
    "extensions": NUMBER,
    "renewal": BOOL,
    "payment": PAYMENT,
    "parcel": PARCEL,
    "contractor": LICENSE_HOLDER,
}
"""What the system knows about a record. A form may declare a field with such a name only for the same kind of value."""

SYSTEM_LABELS: Final = {
    "today": Sentence("today"),
    "submitted_on": Sentence("day of submission"),
    "issued_on": Sentence("day of issue"),
    "last_progress": Sentence("last progress"),
    "term_end": Sentence("end of the term"),
    "balance_due": Sentence("balance due"),
    "city_past_due": Sentence("past-due balance with the city"),
    "documents_missing": Sentence("documents missing"),
    "reviews_open": Sentence("open reviews"),
    "reviews_returned": Sentence("reviews asking for corrections"),
    "reviews_denied": Sentence("reviews that deny"),
    "inspections_open": Sentence("inspections still to pass"),
    "inspections_done": Sentence("inspections done"),
    "failed_inspections": Sentence("failed inspections"),
    "resubmittals": Sentence("resubmittals"),
    "extensions": Sentence("extensions given"),
    "renewal": Sentence("renewal"),
    "payment": Sentence("payment"),
    "parcel": Sentence("property"),
    "contractor": Sentence("contractor"),
    "charged": Sentence("fees charged before"),
}
PART_LABELS: Final = {
    "insured_until": Sentence("insured until"),
    "active": Sentence("registration active"),
    "star": Sentence("StAR contractor"),
    "license": Sentence("license number"),
    "license_type": Sentence("kind of license"),
    "historic": Sentence("historic district"),
    "easement": Sentence("easement on the property"),
    "floodplain": Sentence("flood plain"),
    "zone": Sentence("zoning district"),
}
SYSTEM_MONEY: Final = frozenset({"balance_due", "city_past_due", "payment.amount"})

EFFECTS: Final[dict[str, str]] = {
    "charge": "event",
    "mark": "date",
    "count": "number",
    "set": "name=value",
    "start-reviews": "",
    "list-inspections": "",
    "again-inspections": "",
    "term": "",
    "print": "kind",
    "notify": "notice",
}
"""What a move may do, and what stands after the colon."""

SYSTEM_EVENTS: Final = frozenset({"inspection-failed", "payment"})
"""Events that no move charges but the system raises by itself."""

NOTICE_NAMES: Final = frozenset(
    {
        "agency.name", "agency.short_name", "agency.department", "agency.phone", "agency.email", "agency.website",
        "agency.call_window", "agency.inspection_hours", "survey.link",
        "name", "applicant.name", "person.name", "firm.name",
        "record.number", "record.label", "record.kind", "record.title", "record.address", "record.status", "record.url",
        "missing", "balance_due", "corrections", "reason", "today", "expires_on", "days_left", "term_end",
        "review.label", "review.decision", "review.due_on", "comments",
        "inspection", "day", "window", "outcome", "notes", "verify_url",
        "receipt.number", "receipt.amount", "receipt.paid_on", "receipt.lines", "receipt.link",
    }
)  # fmt: skip
"""The only names a notice may carry."""

ADDRESSES: Final = frozenset({"record.url", "verify_url", "receipt.link", "survey.link", "agency.website"})
"""Those that the system itself makes as addresses of pages."""
