"""A made-up agency, person and menu, and the gallery: every macro on pages like the product's, without a database."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

from django.test import RequestFactory
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from transom.ui.environment import environment
from transom.ui.menus import Link, Section, marked

HERE = Path(__file__).parent
GALLERY = tuple(sorted(path.stem for path in (HERE / "gallery").glob("*.html")))
KIT = environment(loader=ChoiceLoader([FileSystemLoader(HERE / "gallery"), FileSystemLoader(HERE.parent / "jinja2")]))
NOON = datetime(2026, 3, 2, 18, 5, tzinfo=UTC)

AGENCY = Thing(
    name="City of Aurora, Illinois",
    department="Development Services Department",
    phones={
        "counter": Thing(
            label="Building and permits", number="630-256-3130", hours="Monday to Friday, 8 a.m. to 5 p.m."
        )
    },
    emails={"portal": Thing(label="Online portal", address="devservicesadmin@example.gov")},
    addresses={
        "counter": Thing(label="Permit counter", lines=("77 S Broadway", "Aurora, IL 60505"), hours="8 a.m. to 5 p.m.")
    },
    surveys={"portal": Thing(label="Tell us how this site works for you", url="https://example.gov/survey")},
)
SECTIONS = {
    "portal": (
        Section(
            "Permits",
            (Link("Apply for a permit", "/apply/"), Link("Search permits", "/search/"), Link("Pay fees", "/cart/")),
        ),
        Section("Licenses", (Link("My licenses", "/licenses/"), Link("Find a contractor", "/contractors/"))),
        Section("Projects", (Link("Search projects", "/projects/"),)),
        Section(
            "My account", (Link("Dashboard", "/dashboard/"), Link("My open applications", "/applications/", count=2))
        ),
    ),
    "office": (
        Section(
            "Queues",
            (Link("New applications", "/office/new/", count=12), Link("Reviews due", "/office/reviews/", count=41)),
        ),
        Section("Work", (Link("Inspections", "/office/inspections/", count=0), Link("Cashier", "/office/cashier/"))),
    ),
}
MARIA = Thing(is_authenticated=True, label="Maria Delgado")
STRANGER = Thing(is_authenticated=False)


def row(number: str, address: str, status: str, tone: str, due: int = 0, paid: bool = False) -> Thing:
    kind = "Fence Residential" if number.startswith("F") else "Roofing Work Only"
    return Thing(
        number=number,
        url=f"/records/{number}/",
        address=address,
        type=kind,
        status=status,
        tone=tone,
        due=due,
        paid=paid,
    )


PERMITS = [
    row("F26-00012", "123 W Galena Blvd", "Corrections", "wait", due=13500),
    row("F26-00009", "1840 Prairie St", "Issued", "good", paid=True),
    row("R26-00003", "9 S Lake St", "In review", "progress", due=7500),
    row("R25-00311", "2250 W Indian Trail, Unit 4", "Finaled", "good"),
]
FEES = [
    Thing(
        label="Application fee",
        cents=5000,
        trace=("$50.00 for every application.",),
        cite="Aurora Code 12-41",
        made_up=True,
        standing="",
    ),
    Thing(
        label="Fence permit",
        cents=8500,
        trace=("120 feet at $0.50 is $60.00.", "Plus $25.00."),
        cite="",
        made_up=True,
        standing="",
    ),
]
EVENTS = [
    Thing(sentence="Permit F26-00012 was issued.", at=NOON, actor_label="J. Novak", note="", tone="good"),
    Thing(
        sentence="Zoning asked for a correction.",
        at=NOON - timedelta(3),
        actor_label="R. Patel",
        note="Sheet 1: show the easement.",
        tone="bad",
    ),
    Thing(
        sentence="The application was submitted.", at=NOON - timedelta(9), actor_label="Maria Delgado", note="", tone=""
    ),
]
MISSING = [
    Thing(say="The permit fee of $85.00 is not paid.", because="Fees are due before issuance."),
    Thing(say="The contractor's insurance ended on Feb 28, 2026.", because=""),
]
ERRORS = {
    "height": "The fence is at most 6 feet high in a rear yard; you typed 12.",
    "length": "Type how long the fence is, in feet.",
}


def frame(path: str = "/", user: Thing = STRANGER, demo: bool = True, cart: int = 0) -> dict[str, Any]:
    """The context every page has, as the context processor would give it."""
    request = RequestFactory().get(path)
    return {
        "agency": AGENCY, "user": user, "demo": demo, "messages": [], "cart_count": lambda: cart, "request": request,
        "menu": partial(lambda door: marked(SECTIONS[door], path)),
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="token">'),
    }  # fmt: skip


PAGES: dict[str, dict[str, Any]] = {
    "home": frame("/"),
    "form": frame("/apply/1/work/", MARIA) | {"errors": ERRORS},
    "dashboard": frame("/dashboard/", MARIA, cart=2)
    | {"permits": PERMITS, "messages": [Thing(level_tag="success", message="F26-00012 is in your cart.")]},
    "record": frame("/records/F26-00012/", MARIA, cart=1) | {"fees": FEES, "events": EVENTS, "missing": MISSING},
    "office": frame("/office/reviews/", MARIA) | {"permits": PERMITS},
}


def gallery_page(name: str, **instead: object) -> str:
    """One page of the gallery as a browser gets it."""
    return KIT.get_template(f"{name}.html").render(PAGES[name] | instead)
