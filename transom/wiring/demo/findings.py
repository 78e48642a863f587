"""What reviewers and inspectors of each team wrote, as such things are written."""

from __future__ import annotations

import random

from transom.reviews.rules import Remark

REMARKS = {
    "zoning": (
        Remark("Show the distance from the structure to the lot line on the plat.", "A1", "Zoning 49-105.13"),
        Remark("Give the height in the corner side yard.", "", "Zoning 49-105.13"),
        Remark("The easement along the rear lot line is missing on the survey.", "A1", ""),
    ),
    "building": (
        Remark("Name the underlayment at the eaves (ice barrier).", "", "2009 IRC R905.2.7.1"),
        Remark("Show the size and spacing of the framing members.", "S1", "2009 IRC R502"),
        Remark("Footings must reach 42 inches below ground.", "S1", "2009 IRC R403.1.4"),
    ),
    "electrical": (
        Remark("Add a load calculation for the whole service.", "E1", "NEC 220.82"),
        Remark("Show the disconnect and its label.", "E1", "NEC 690.13"),
    ),
    "plumbing": (
        Remark("Show the cleanout and the slope of the drain.", "P1", "77 Ill. Adm. Code 890"),
        Remark("Name the backflow device and where it can be tested.", "", "77 Ill. Adm. Code 890.1130"),
    ),
    "mechanical": (
        Remark("Give the size of the combustion air openings.", "M1", "2009 IFGC 304"),
        Remark("Show how far the unit stands from the lot line.", "", ""),
    ),
    "fire": (
        Remark("Show the fire lane and the nearest hydrant.", "A0", "2009 IFC 503"),
        Remark("Give the travel distance to each exit.", "A2", "2009 IFC 1016"),
    ),
    "engineering": (
        Remark("Show the drainage easement and where water goes.", "C1", ""),
        Remark("The grade at the sidewalk is missing.", "C1", ""),
    ),
    "": (
        Remark("Say more exactly what is to be done.", "", ""),
        Remark("The drawing is not to scale.", "A1", ""),
    ),
}
AGAINST = {
    "zoning": Remark("This is not allowed in the sight triangle at the corner.", "", "Zoning 49-105.13"),
    "building": Remark("The framing shown cannot carry this load.", "S1", "2009 IRC R802"),
    "": Remark("This cannot be approved at this place.", "", ""),
}
FOUND = {
    "zoning": (
        "It stands nearer to the lot line than the plat shows.",
        "The last post at the gate moves by hand. Set it in concrete and ask again.",
    ),
    "building": (
        "Flashing is missing at the chimney.",
        "The ice barrier ends too early at the north eave.",
        "Two hangers have the wrong nails.",
    ),
    "electrical": ("The panel directory is not filled in.", "A box at the ceiling has no cover."),
    "plumbing": ("The test gauge lost pressure.", "The trap at the sink has no vent."),
    "mechanical": (
        "The flue has less than a quarter inch of rise a foot.",
        "The condensate line ends in the crawl space.",
    ),
    "public-works": ("The forms stand an inch too high at the curb.", "The base is not compacted."),
    "fire": ("The extinguisher has no tag of this year.",),
    "": ("Nobody was at the site and the gate was locked.",),
}


def said(decision: str, team: str, rng: random.Random) -> list[Remark]:
    """One or two things a team wants corrected, or why it says no; nothing where it approves."""
    if decision == "corrections":
        return rng.sample(REMARKS.get(team, REMARKS[""]), rng.choice((1, 2)))
    return [AGAINST.get(team, AGAINST[""])] if decision == "denied" else []


def found(team: str, rng: random.Random) -> str:
    """Why an inspection was not passed."""
    return rng.choice((*FOUND.get(team, ()), *FOUND[""]))
