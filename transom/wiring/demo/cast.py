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


HVAC, FENCE, ROOFING, GENERAL, ELECTRICAL = "HVAC", "Fence", "Roofing", "General", "Electrical"
PLUMBING, SIGNS, SOLAR, PAVING, STREETS = "Plumbing", "Sign", "Solar", "Paving", "Street work"
LICENSES = {
    HVAC: "hvac-contractor", FENCE: "fence-contractor", ROOFING: "general-contractor", GENERAL: "general-contractor",
    ELECTRICAL: "electrical-contractor", PLUMBING: "plumbing-contractor", SIGNS: "signage-contractor",
    SOLAR: "electrical-contractor", PAVING: "pavement-contractor", STREETS: "public-works-contractor",
}  # fmt: skip
"""Which of the city's licenses a firm of each trade holds."""

SHARED = "office@foxriverbuilders.example"
HEATING = Company(
    "Fox Valley Heating & Air",
    "office@foxvalleyair.example",
    "630-555-0141",
    HVAC,
    "warm houses all winter",
    about="Registered, insured, and with nothing that waits.",
)
FENCES = Company(
    "Fox River Fence Co.",
    SHARED,
    "630-555-0142",
    FENCE,
    "straight posts and gates",
    about="Has fees due on its license and on permits, and inspections to schedule; shares its e-mail with Fox River "
    "Roofing.",
)
ROOFS = Company(
    "Fox River Roofing",
    SHARED,
    "630-555-0143",
    ROOFING,
    "shingles before the rain",
    about="Shares its e-mail with Fox River Fence Co.; re-roofs half of the city.",
)
LAPSED = Company(
    "Prairie State Fencing",
    "hello@prairiestatefencing.example",
    "630-555-0144",
    FENCE,
    "wind across the prairie",
    license="uninsured",
    about="Its insurance has run out: permits that name it wait.",
)
WIRES = Company(
    "Batavia Avenue Electric",
    "office@bataviaelectric.example",
    "630-555-0153",
    ELECTRICAL,
    "two hundred amps at last",
)
PIPES = Company(
    "Lincolnway Plumbing & Sewer",
    "desk@lincolnwayplumbing.example",
    "630-555-0154",
    PLUMBING,
    "water runs downhill only",
)
LETTERS = Company(
    "Stolp Signs & Lettering",
    "shop@stolpsigns.example",
    "630-555-0155",
    SIGNS,
    "gold leaf on old brick",
    about="Makes signs; one is in review.",
)
PANELS = Company(
    "Prairie Sun Solar",
    "crew@prairiesun.example",
    "630-555-0156",
    SOLAR,
    "south roofs drink the sun",
    about="Puts up panels; one roof is approved and its fees are due.",
)
DEVELOPER = Company(
    "Orchard Road Homes",
    "land@orchardroadhomes.example",
    "630-555-0152",
    "Developer",
    "forty acres of sky",
    kind="developer",
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
        ROOFING,
        "berries by the old creek",
    ),
    Company(
        "Phillips Park Mechanical", "desk@phillipsparkmech.example", "630-555-0146", HVAC, "ducts pipes and patience"
    ),
    Company("Eola Road Exteriors", "team@eolaroad.example", "630-555-0147", ROOFING, "gutters that never leak"),
    Company(
        "Mooseheart Fence & Deck", "info@mooseheartfence.example", "630-555-0148", FENCE, "cedar smells like summer"
    ),
    Company("Waubonsee Heating", "service@waubonseeheat.example", "630-555-0149", HVAC, "pilot lights stay lit"),
    Company(
        "Hollywood Casino Row Builders",
        "plans@casinorow.example",
        "630-555-0150",
        GENERAL,
        "bricks mortar and coffee",
    ),
    Company(
        "Big Rock Homes & Remodeling",
        "build@bigrockhomes.example",
        "630-555-0159",
        GENERAL,
        "kitchens decks and garages",
    ),
    WIRES,
    PIPES,
    LETTERS,
    PANELS,
    Company(
        "Indian Creek Paving", "jobs@indiancreekpaving.example", "630-555-0157", PAVING, "asphalt before the frost"
    ),
    Company(
        "Butterfield Street Works",
        "yard@butterfieldworks.example",
        "630-555-0158",
        STREETS,
        "curbs aprons and sidewalks",
    ),
    Company(
        "Stolp Island Restoration",
        "studio@stolpisland.example",
        "630-555-0151",
        GENERAL,
        "old stones made new",
        kind="design",
    ),
    DEVELOPER,
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
TRADES_DESK = Official(
    "erik",
    "Erik Lindqvist",
    "630-555-0177",
    tuple((role, team) for team in ("electrical", "mechanical", "plumbing") for role in ("reviewer", "inspector")),
    "wires pipes and dampers",
    "Reviews and inspects electrical, mechanical and plumbing work.",
)
FIRE_DESK = Official(
    "fay",
    "Fay Donovan",
    "630-555-0178",
    tuple((role, team) for team in ("fire", "elevator") for role in ("reviewer", "inspector")),
    "two ways out of everything",
    "Reviews and inspects for fire prevention and elevator safety.",
)
STREET_DESK = Official(
    "elena",
    "Elena Brandt",
    "630-555-0179",
    tuple((role, team) for team in ("engineering", "public-works") for role in ("reviewer", "inspector")),
    "water finds the low spot",
    "Reviews and inspects for engineering and public works.",
)
PLANNER = Official(
    "paul",
    "Paul Nakamura",
    "630-555-0180",
    (("reviewer", "planning"), ("reviewer", "historic"), ("inspector", "planning")),
    "brick by brick by brick",
    "Reviews for planning and historic preservation.",
)
HOMES_DESK = Official(
    "tess",
    "Tess Aldana",
    "630-555-0181",
    (
        ("reviewer", "property-standards"),
        ("reviewer", "revenue"),
        ("inspector", "property-standards"),
    ),
    "smoke alarms in every room",
    "Looks after rentals, property standards and the city's taxes.",
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
STAFF = (
    INTAKE,
    REVIEWER,
    INSPECTOR,
    SECOND_INSPECTOR,
    CASHIER,
    SUPERVISOR,
    TRADES_DESK,
    FIRE_DESK,
    STREET_DESK,
    PLANNER,
    HOMES_DESK,
)
