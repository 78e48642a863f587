"""A roofer signs in as a company; staff issue, the cashier takes cash."""

from __future__ import annotations

import pytest

from tests.journeys.given import PLAT
from tests.journeys.visitor import Eyes, mail_to
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OLD_ROOF = "Will the old roofing be torn off?"
NO = (
    "Is any part of the roof flat?",
    "Is there a cathedral ceiling below it?",
    "Will framing or sheathing be replaced?",
    "Will a new power vent be put in?",
    "Has the work begun already?",
)


def test_a_roof_is_issued_by_staff_once_it_is_paid_at_the_counter(city, visitor, work):
    roofer, clerk = visitor(), visitor(city.town.staff[cast.INTAKE.username])
    sign_in_by_typing(roofer)
    number = apply(roofer, city.places[5].address)
    work()
    clerk.open("/office/").follow("Ready to issue").follow(number)
    clerk.sees("Issue is not possible yet: Pay the fees due.", "Still needed before issuing")
    assert clerk.page.get_by_role("button", name="Issue", exact=True).is_disabled()
    take_cash(visitor(city.town.staff[cast.CASHIER.username]), number)
    clerk.open(f"/office/records/{number}/").press("Issue").sees(f"{number} is now “Issued”.")
    work()
    assert mail_to(cast.ROOFS.email, f"{number} is issued").attachments
    said = roofer.open("/dashboard/").row(number, "$0.00").inner_text()
    assert "Issued" in said
    assert "PAID ONLINE" not in said
    roofer.sees(f"Schedule Ice barrier and flashing of {number}")


@pytest.mark.parametrize("eyes", [Eyes(390, javascript=False)], ids=["without JavaScript"])
def test_a_company_signs_in_with_its_whole_name_where_no_javascript_runs(city, visitor, eyes):
    roofer = visitor().open("/").follow("Sign in")
    roofer.choose("What kind of account do you have?", "Contractor / Developer / Design Professional")
    roofer.fill("Company name", cast.ROOFS.name).fill("Password", "not the password").press("Log in")
    roofer.sees("do not belong together").fill("Password", cast.ROOFS.password).press("Log in")
    roofer.sees("Dashboard", "My Active Licenses", cast.ROOFS.name)
    roofer.press("Sign out").sees("You are signed out.").open("/dashboard/").sees("Log in")


def sign_in_by_typing(person):
    person.open("/").follow("Sign in")
    person.choose("What kind of account do you have?", "Contractor / Developer / Design Professional")
    box = person.page.get_by_role("combobox", name="Company name")
    box.press_sequentially("river roof")
    person.page.get_by_role("option", name=cast.ROOFS.name).wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == cast.ROOFS.name
    person.fill("Password", cast.ROOFS.password).press("Log in").sees("My Active Licenses", cast.ROOFS.name)


def apply(person, address):
    person.follow("Apply for a permit").follow("Roofing Work Only").press("Start application")
    person.fill("Search for the address", address).press("Find address")
    person.choose("Which one is it?", address).press("Use this property")
    person.fill("Name", "Otto Owner").press("Save and continue")
    person.choose("New covering", "Asphalt shingles").fill("Roof area in squares", "22")
    person.fill("Layers of old roofing", "1").fill("Separate attics", "0").fill("Contract price", "12,400")
    for question in NO:
        person.choose(question, "No")
    person.press("Save and continue").sees("One more thing").choose(OLD_ROOF, "Yes").press("Save and continue")
    person.choose("Who will do the work?", "A roofing contractor").press("Save and continue")
    person.sees("Registered roofing contractor", cast.ROOFS.name).press("Save and continue")
    person.hand_in("Copy of the contract", PLAT).hand_in("Proof of workers' compensation", PLAT)
    person.press("Save and continue").agree("I have read").fill("Your full name", "Rudy Roof")
    person.press("Submit application").sees("Approved, not yet issued", "$133.00")
    return person.heading.split()[0]


def take_cash(cashier, number):
    cashier.open("/office/").follow("Cashier").fill("Record number, address or name", number).press("Find")
    cashier.choose("How is it paid?", "Cash").fill("Cash handed over", "100").press("Take payment")
    cashier.sees("Enter the cash handed over: at least $133.00.")
    cashier.fill("Cash handed over", "150").press("Take payment").sees("Change due: $17.00", "Cash, at the counter")
    cashier.pdf(cashier.page.get_by_role("link", name="Print receipt").get_attribute("href"))
