"""The people and companies of the made-up city, with the passwords that the demo prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """A firm with its company login; `license` says how its registration stands."""

    name: str
    email: str
    phone: str
    trade: str
    password: str
    license: str = "active"
    kind: str = "contractor"
    about: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the public."""

    username: str
    name: str
    email: str
    phone: str
    password: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Official:
    """A member of staff with roles, each perhaps within a team of the agency file."""

    username: str
    name: str
    phone: str
    roles: tuple[tuple[str, str], ...]
    password: str
    about: str

    @property
    def email(self) -> str:
        return f"{self.username}@staff.example"


SHARED = "office@foxriverbuilders.example"
HEATING = Company(
    "Fox Valley Heating & Air",
    "office@foxvalleyair.example",
    "630-555-0141",
    "HVAC",
    "warm houses all winter",
    about="Registered, insured, and with nothing that waits.",
)
FENCES = Company(
    "Fox River Fence Co.",
    SHARED,
    "630-555-0142",
    "Fence",
    "straight posts and gates",
    about="Has fees due on its license and on permits, and inspections to schedule; shares its e-mail with Fox River "
    "Roofing.",
)
ROOFS = Company(
    "Fox River Roofing",
    SHARED,
    "630-555-0143",
    "Roofing",
    "shingles before the rain",
    about="Shares its e-mail with Fox River Fence Co.; re-roofs half of the city.",
)
LAPSED = Company(
    "Prairie State Fencing",
    "hello@prairiestatefencing.example",
    "630-555-0144",
    "Fence",
    "wind across the prairie",
    license="uninsured",
    about="Its insurance has run out: permits that name it wait.",
)
COMPANIES = (
    HEATING,
    FENCES,
    ROOFS,
    LAPSED,
    Company(
        "Blackberry Creek Roofing",
        "bids@blackberrycreek.example",
        "630-555-0145",
        "Roofing",
        "berries by the old creek",
    ),
    Company(
        "Phillips Park Mechanical", "desk@phillipsparkmech.example", "630-555-0146", "HVAC", "ducts pipes and patience"
    ),
    Company("Eola Road Exteriors", "team@eolaroad.example", "630-555-0147", "Roofing", "gutters that never leak"),
    Company(
        "Mooseheart Fence & Deck", "info@mooseheartfence.example", "630-555-0148", "Fence", "cedar smells like summer"
    ),
    Company("Waubonsee Heating", "service@waubonseeheat.example", "630-555-0149", "HVAC", "pilot lights stay lit"),
    Company(
        "Hollywood Casino Row Builders",
        "plans@casinorow.example",
        "630-555-0150",
        "General",
        "bricks mortar and coffee",
    ),
    Company(
        "Stolp Island Restoration",
        "studio@stolpisland.example",
        "630-555-0151",
        "General",
        "old stones made new",
        kind="design",
    ),
    Company(
        "Orchard Road Homes",
        "land@orchardroadhomes.example",
        "630-555-0152",
        "Developer",
        "forty acres of sky",
        kind="developer",
    ),
)
ROSA = Person(
    "rosa",
    "Rosa Delgado",
    "rosa.delgado@mail.example",
    "630-555-0161",
    "tulips along the fence",
    about="A homeowner with permits in several states and an application she has not finished.",
)
PEOPLE = (
    ROSA,
    Person("hal.ibarra", "Hal Ibarra", "hal.ibarra@mail.example", "630-555-0162", "a very old roof indeed"),
    Person("june.okafor", "June Okafor", "june.okafor@mail.example", "630-555-0163", "lemonade on the porch"),
    Person("sam.dvorak", "Sam Dvorak", "sam.dvorak@mail.example", "630-555-0164", "two dogs and a gate"),
    Person("li.tanaka", "Li Tanaka", "li.tanaka@mail.example", "630-555-0165", "maple leaves in october"),
    Person("ann.gallagher", "Ann Gallagher", "ann.gallagher@mail.example", "630-555-0166", "the blue house on oak"),
)
INTAKE = Official(
    "irene",
    "Irene Walsh",
    "630-555-0171",
    (("intake", ""),),
    "counter opens at eight",
    "Takes applications in, returns them, issues permits.",
)
REVIEWER = Official(
    "ravi",
    "Ravi Patel",
    "630-555-0172",
    (("reviewer", "zoning"), ("reviewer", "building"), ("reviewer", "licensing")),
    "every sheet has a scale",
    "Reviews for zoning, building and licensing.",
)
INSPECTOR = Official(
    "nora",
    "Nora Jensen",
    "630-555-0173",
    (("inspector", "building"), ("inspector", "zoning")),
    "boots by the back door",
    "Inspects; open her list on a phone.",
)
SECOND_INSPECTOR = Official(
    "omar", "Omar Haddad", "630-555-0174", (("inspector", "building"),), "ladder flashlight level tape", "Inspects."
)
CASHIER = Official(
    "cal",
    "Cal Brooks",
    "630-555-0175",
    (("cashier", ""), ("rule-writer", "")),
    "balanced to the cent",
    "Takes cash, checks and cards at the counter; proposes the fees of next year.",
)
SUPERVISOR = Official(
    "sue",
    "Sue Marchetti",
    "630-555-0176",
    (("supervisor", ""),),
    "nothing waits too long",
    "Sees and may do all but people's rights.",
)
STAFF = (INTAKE, REVIEWER, INSPECTOR, SECOND_INSPECTOR, CASHIER, SUPERVISOR)
