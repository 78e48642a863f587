"""A fee goes up: one person proposes it and mends what the checks found, another sees the bills and publishes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from transom.kernel import clock
from transom.rulebook import queries
from transom.ui.words import short_day
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FENCE = "permits/fence-residential.toml"
AREA = f"Text of {FENCE}"
NOTE = "Ordinance 26-114 raises the fence permit by $10"
DEARER = (
    ("permit = 55.00, total = 55.00", "permit = 65.00, total = 65.00"),
    ("permit = 50.00", "permit = 60.00"),
    ('status = "approved", owes = 45.00', 'status = "approved", owes = 55.00'),
    ("owes = 70.00", "owes = 80.00"),
)


def test_two_people_raise_a_fee(city, visitor):
    city.fence("rosa", "approve")
    day = clock.today() + timedelta(days=40)
    cal = visitor(city.town.staff[cast.CASHIER.username])
    number = propose(cal, day)
    sue = visitor(city.town.staff[cast.SUPERVISOR.username])
    look_and_publish(sue, number, day)
    sue.open("/office/rules/fence-residential/editions/").sees(f"From {short_day(day)}", "Planned", "Cal Brooks")
    sue.sees("Fee “Fence permit”", "45.00", "55.00")
    sue.follow(f"Read edition {queries.editions('fence-residential')[0].bundle[:12]}").sees("not in force today")
    sue.follow("Fees").sees("$55.00 + $5.00 per started 50 ft").follow("Try these fees").sees("Fees for these answers")
    sue.open("/office/rules/").sees("Who published", NOTE)
    sue.follow("The city, its letters and words").sees("notices/en/approved.md")


def propose(cal, day):
    """Cal raises the base alone, reads which examples fail, and mends them."""
    cal.open("/office/rules/").follow("Propose a change")
    cal.page.get_by_text("permits/ (").click()
    cal.follow("fence-residential.toml")
    text = cal.page.get_by_label(AREA).input_value().replace("base = 45.00", "base = 55.00")
    cal.fill(AREA, text).press("Check").sees("permit should be 55.00, the schedule gives 65.00", f"{FENCE}:")
    for old, new in DEARER:
        assert old in text
        text = text.replace(old, new)
    cal.fill(AREA, text).press("Check").sees("Every check, example and scenario holds.")
    cal.fill("First day in force", day.isoformat()).fill("What changes, and by which ordinance", NOTE)
    cal.press("Propose").sees("Another person publishes it.", NOTE, "Every check holds")
    cal.does_not_see("Refuse this proposal").sees("Withdraw this proposal")
    return cal.page.url.rstrip("/").rpartition("/")[2]


def look_and_publish(sue, number, day):
    sue.open("/office/rules/").follow("Proposed rules (1 waiting)").sees(NOTE).follow(f"Proposal {number}")
    sue.press("Work out last year's bills").sees("4 bills", "Fence permit", "+$10.00")
    sue.follow("Publish").sees("Before it is published", "+$10.00")
    sue.press(f"Publish for {short_day(day)}").sees(f"Published: in force from {short_day(day)}")
