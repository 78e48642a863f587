"""Finding a record, following it, paying for somebody else, and seeing everything of one that names you."""

from __future__ import annotations

import pytest

from tests.journeys.visitor import link_in, mail_to
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JUNE = "june.okafor"


def test_a_stranger_finds_a_record_in_spite_of_a_typo_and_follows_its_public_facts(city, visitor, work):
    record = city.fence("rosa")
    work()
    anyone = visitor().open("/search/").fill("Number, address, applicant or contractor", mistyped(record.address))
    anyone.press("Search").follow(record.number).sees("In review").does_not_see(cast.ROSA.email, "Withdraw")
    june = visitor(city.town.people[JUNE]).open("/dashboard/")
    link(june, "F26-99999").sees("We found no permit with the number “F26-99999”")
    june.fill("Record number", record.number.lower()).press("Link").sees("You follow the public facts")
    june.follow(record.number).sees("You follow this record", "$25.00").does_not_see(cast.ROSA.email)
    june.follow("Attachments").sees("Files are shown to the people named on this record.")
    june.follow("Fees").press("Pay $25.00").press("Proceed to Checkout").press("Proceed to Payment").pay()
    june.sees("Your payment of $25.00 was received.")
    june.open("/dashboard/").follow(record.number).press("Unlink")
    june.open("/dashboard/").does_not_see(record.number)


def test_whoever_a_record_names_sees_everything_once_it_is_linked(city, visitor, work):
    june = city.town.people[JUNE]
    record = city.fence("rosa", "approve", "pay:online", owner=(june.name, june.email))
    work()
    owner = link(visitor(june).open("/dashboard/"), record.number).does_not_see("You follow the public facts")
    owner.follow(record.number).follow("Attachments").sees("plat.pdf", "Hand in files")
    owner.follow("Contacts").sees(cast.ROSA.name)
    owner.open("/dashboard/").sees("My Active Inspections", f"Schedule Final of {record.number}")


def test_the_message_about_a_record_leads_to_it_through_signing_in(city, visitor, work):
    record = city.fence("rosa", "approve", "pay:online")
    work()
    rosa = visitor().open(link_in(mail_to(cast.ROSA.email, "is issued"), "/records/"))
    rosa.sees("if this is your record").follow("Sign in", within=rosa.page.get_by_role("main"))
    rosa.fill("User name or e-mail", cast.ROSA.username).fill("Password", cast.ROSA.password).press("Log in")
    assert rosa.heading.startswith(record.number)
    rosa.sees("Issued documents")


def link(person, number):
    bar = person.page.get_by_text("Link to permits, projects, and licenses", exact=True)
    box = person.page.get_by_label("Record number")
    if not box.is_visible():
        bar.click()
    return person.select("Kind of record", "Permit").fill("Record number", number).press("Link")


def mistyped(address):
    """The street with two letters changed places."""
    house, rest = address.split(" ", 1)
    place = len(rest) - len(rest.split()[-1]) - 3
    return f"{house} {rest[:place]}{rest[place + 1]}{rest[place]}{rest[place + 2 :]}"
