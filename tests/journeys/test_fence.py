"""The whole life of a homeowner's fence permit, from an account to a closed permit."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import EVERY_VIEW
from tests.journeys.given import PLAT, a_photo
from tests.journeys.papers import words_of
from tests.journeys.visitor import link_in, mail_to
from transom.inspections.models import Visit
from transom.kernel import clock, files
from transom.wiring.demo import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "hazel@mail.example", "hollyhocks by the gate"
ASKED_FOR = "Show the distance from the fence to the lot line."


@pytest.mark.parametrize("eyes", EVERY_VIEW, ids=["1280", "390", "without JavaScript"])
def test_a_homeowner_takes_a_fence_from_application_to_closing(city, visitor, work, eyes):
    hazel, ravi = visitor(), visitor()
    set_up_an_account(hazel, work)
    number = apply(hazel, city.places[3].address)
    pay_the_fees(hazel, work, number, "$25.00", "In review")
    review_with_comments(ravi, work, number)
    answer_and_resubmit(hazel, work, number)
    approve(ravi, work, number)
    pay_the_fees(hazel, work, number, "$45.00", "Issued")
    anyone_checks_the_paper(visitor(), number)
    first = schedule_move_cancel_and_schedule(hazel, number)
    assign(visitor(city.town.staff[cast.SUPERVISOR.username]), number)
    with clock.frozen(morning_of(first)):
        fail(visitor(city.town.staff[cast.INSPECTOR.username], width=390), work, number)
        second = schedule_again(hazel, number)
        assign(visitor(city.town.staff[cast.SUPERVISOR.username]), number)
    with clock.frozen(morning_of(second)):
        succeed(visitor(city.town.staff[cast.INSPECTOR.username], width=390), work, number)
        sign_in(hazel).open("/dashboard/permits/?closed=yes").sees(number, "Closed")
        hazel.open(f"/records/{number}/chronology/").sees("Status changed from Issued to Closed")


def set_up_an_account(person, work):
    person.open("/").follow("Set up an account")
    person.fill("User name", "hazel").fill("Your name", "Hazel Winter").fill("E-mail", EMAIL)
    person.fill("Password", "too short").press("Set up an account").sees("at least 15")
    person.fill("Password", PASSWORD).press("Set up an account").sees("Look in your mailbox", EMAIL)
    sign_in(person).sees("Confirm your e-mail address first")
    work()
    person.open(link_in(mail_to(EMAIL, "Confirm"), "/account/confirm/"))
    person.fill("Password", PASSWORD).press("Confirm and log in").sees("Dashboard", "No permits yet")


def sign_in(person):
    return (
        person.open("/account/sign-in/").fill("User name or e-mail", EMAIL).fill("Password", PASSWORD).press("Log in")
    )


def apply(person, address):
    person.follow("Apply for a permit").follow("Fence Residential").press("Start application")
    person.press("Save and continue").sees("There are 2 problems", "Pick a property from the list")
    person.fill("Search for the address", address).press("Find address")
    person.choose("Which one is it?", address).press("Use this property").sees("Property chosen")
    person.fill("Name", "Hazel Winter").press("Save and exit")
    person.sees("My open applications", address).follow("Continue Fence Residential")
    say_what_is_built(person)
    person.choose("Who will do the work?", "I will").press("Save and continue")
    person.press("Save and continue").sees("Upload this document: Plat of survey")
    person.hand_in("Plat of survey showing height and place of the fence", PLAT).press("Save and continue")
    person.sees("Review and submit", "Application fee, not refundable", "$25.00", "an estimate", "$45.00")
    person.press("Submit application").sees("There are 2 problems")
    person.agree("I have read").fill("Your full name", "Hazel Winter").press("Submit application")
    number = person.heading.split()[0]
    person.sees(f"Its number is {number}.", "In review")
    return number


def say_what_is_built(person):
    person.choose("Material", "Wood").fill("Total cost of the fence", "a lot")
    person.choose("Is there a homeowners association?", "No").press("Save and continue")
    person.sees("must be an amount of money").fill("Total cost of the fence", "$3,800").press("Add fence sections")
    person.choose("Yard", "Front yard").fill("Length", "40").fill("Height", "6").press("Save and add another")
    person.choose("Yard", "Rear yard").fill("Length", "60").fill("Height", "6").press("Save")
    person.press("Save and continue").sees("A fence in a front yard may be at most 4 ft high.")
    person.follow("Change entry 1").fill("Height", "4").press("Save").press("Save and continue")


def pay_the_fees(person, work, number, amount, status):
    person.open("/dashboard/").press(amount, within=person.row(number)).sees("Shopping Cart", number, amount)
    person.press("Proceed to Checkout").sees("You pay " + amount, "15 minutes").press("Proceed to Payment")
    assert person.pay().sees("Your payment", amount).heading.startswith("Receipt")
    person.pdf(person.page.get_by_role("link", name="Print receipt").get_attribute("href"))
    assert_paid_online(person, number, status)
    work()
    [receipt] = mail_to(EMAIL, "Receipt").attachments
    assert {number, amount} <= set(words_of(files.read(receipt["path"])).split())


def assert_paid_online(person, number, status):
    said = person.open("/dashboard/").row(number).inner_text()
    assert "PAID ONLINE" in said, said
    assert "$0.00" in said, said
    assert status in said, said


def review_with_comments(staff, work, number):
    staff.open("/office/").fill("User name or e-mail", cast.REVIEWER.username)
    staff.fill("Password", cast.REVIEWER.password).press("Log in").sees("My work", number)
    staff.follow("Reviews due").follow(f"{number} , Zoning review")
    staff.choose("Decision", "Corrections").press("Record the decision").sees("Say what must be corrected")
    staff.fill("Comment 1", ASKED_FOR).fill("Sheet", "A1").press("Record the decision").sees("corrections needed")
    work()


def answer_and_resubmit(person, work, number):
    person.open(link_in(mail_to(EMAIL, "corrections are needed"), "/records/")).sees("Corrections needed")
    person.follow("Reviews").page.get_by_text("More Info", exact=True).first.click()
    person.sees(ASKED_FOR).follow("Answer the corrections")
    person.fill(f"Your answer to: {ASKED_FOR}", "Eight inches; see the new plat.")
    person.select("What are the files?", "Plat of survey showing height and place of the fence")
    person.hand_in("Files", PLAT).press("Resubmit").sees(f"{number} is handed in again", "cycle 2")
    person.follow("Attachments").sees("plat-of-survey.pdf")
    work()


def approve(staff, work, number):
    staff.open("/office/reviews/").follow(f"{number} , Zoning review").sees("Eight inches; see the new plat.")
    staff.choose("Decision", "Approve").press("Record the decision").sees("approved")
    work()


def anyone_checks_the_paper(anyone, number):
    issued = mail_to(EMAIL, "is issued")
    address = link_in(issued, "/verify/")
    code = address.strip("/").split("/")[-1]
    [paper] = issued.attachments
    said = words_of(files.read(paper["path"])).replace(" ", "")
    assert number in said
    assert code in said, said
    anyone.open(address).sees("Genuine", "In force", number)
    anyone.open("/verify/").fill("Code", code[:-1] + "?").press("Check").sees("There is a problem")
    anyone.fill("Code", code).press("Check").sees("Genuine")
    anyone.follow(f"Everything public about {number}").sees("Issued").does_not_see(EMAIL)


def schedule_move_cancel_and_schedule(person, number):
    person.open("/dashboard/").follow(f"Schedule Final of {number}").press("Schedule").sees("Choose a day.")
    first, second = bookable(person)[:2]
    person.choose("Which day?", first).fill("How to get in", "Gate code 4711").press("Schedule").sees(
        "Scheduled", first
    )
    person.follow("Reschedule").choose("Which day?", second).press("Move the visit").sees(f"Final is now on {second}")
    person.press("Cancel").sees("is called off", "To be scheduled")
    person.follow("Schedule").choose("Which day?", first).fill("How to get in", "Gate code 4711").press("Schedule")
    return first


def bookable(person):
    days = person.page.get_by_role("group", name="Which day?").locator("label").all_inner_texts()
    assert not [day for day in days if day.startswith(("Sat", "Sun"))]
    return days


def assign(supervisor, number):
    supervisor.open("/office/").follow("Inspections to do").follow("Everyone's day").follow("To assign")
    supervisor.select(f"Inspector for Final of {number}", cast.INSPECTOR.name).press("Assign")
    supervisor.sees(cast.INSPECTOR.name)


def fail(inspector, work, number):
    place = Visit.objects.get(state="scheduled").required.record.address
    inspector.open("/office/").follow("Inspections to do").sees("Gate code 4711").follow(f"1. {place}")
    inspector.choose("What is the result?", "Fail").press("Record the result").sees("Say what has to be corrected")
    inspector.fill("Notes", "The gate post moves by hand.").hand_in("Photos", a_photo()).press("Record the result")
    inspector.sees(f"Final of {number}: Failed.")
    work()
    assert "The gate post moves by hand." in mail_to(EMAIL, "Final").body


def schedule_again(person, number):
    sign_in(person).sees("Failed, schedule again").follow(f"Schedule Final of {number}")
    day = bookable(person)[0]
    person.choose("Which day?", day).press("Schedule").sees("Scheduled", day)
    return day


def succeed(inspector, work, number):
    inspector.open("/office/inspections/").follow(f"1. {Visit.objects.get(state='scheduled').required.record.address}")
    inspector.choose("What is the result?", "Pass").press("Record the result").sees(f"Final of {number}: Passed.")
    work()
    assert mail_to(EMAIL, f"{number} is complete")


def morning_of(day):
    """Half past ten on a day as the pages write it."""
    return datetime.strptime(f"{day} 10:30", "%a, %b %d, %Y %H:%M").replace(tzinfo=ZoneInfo("America/Chicago"))
