"""A sign, a solar roof and a furnace in a browser: from which permit it is to the application."""

from __future__ import annotations

import pytest

from tests.journeys.filling import fill_in, hand_in_and_submit
from tests.journeys.visitor import mail_to
from transom.kernel import clock
from transom.rulebook.queries import current_type
from transom.wiring.demo import cast, forms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_sign_maker_is_led_to_the_permit_for_a_lit_wall_sign(city, visitor, work):
    maker = arrives(city, visitor, cast.LETTERS)
    maker.open("/").follow("Which permit do I need?").choose("What is it about?", "A sign or banner").press("Next")
    maker.choose("What kind of sign?", "On a wall").press("Next")
    maker.choose("Is the sign lit or does it have wiring?", "Yes").press("Next").sees("What you need", "Wall Signage")
    maker.follow("Apply").sees("Wall Signage").press("Start application")
    apply(maker, city, "wall-signage", cast.LETTERS.name)
    number = hand_in_and_submit(maker, "Stella Stolp")
    assert number.startswith("WE")
    maker.sees("In review", "Sign for Fox River Books")
    maker.open(f"/records/{number}/fees/").sees("Application fee, not refundable", "$25.00")
    work()
    assert mail_to(cast.LETTERS.email, number)


def test_an_estimate_of_a_solar_roof_becomes_the_application(city, visitor, work):
    crew = arrives(city, visitor, cast.PANELS)
    crew.open("/").follow("Fees Estimator").select("Permit type", "Residential Array on Rooftop")
    crew.fill("Valuation", "24,000").press("Estimate fees").fill("Size of the system", "8.4")
    crew.choose("Will there be a battery?", "No").choose("Has the work begun already?", "No").press(
        "Update the estimate"
    ).sees("Altogether")
    crew.follow("Apply with these answers").press("Start application")
    apply(crew, city, "solar-residential-rooftop", cast.PANELS.name, kw="8.4", cost="24000", who="contractor")
    crew.open(crew.page.url.replace("documents", "page/system")).sees("Size of the system")
    assert crew.page.get_by_label("Size of the system").input_value() == "8.4"
    crew.press("Save and continue").press("Save and continue").press("Save and continue")
    number = hand_in_and_submit(crew, "Sunny Prairie")
    crew.sees("In review").open(f"/records/{number}/reviews/").sees("Building", "Electrical")


def test_a_homeowner_is_led_to_the_permit_for_a_furnace(city, visitor, work):
    rosa = visitor(city.town.people[cast.ROSA.username])
    rosa.open("/which-permit/").choose("What is it about?", "Work at a house").press("Next")
    rosa.select("What will be done at the house?", "Electricity, plumbing, heating or cooling").press("Next")
    rosa.select("Which trade?", "Replace a furnace or boiler").press("Next").sees("Furnace Replacement")
    rosa.follow("Apply").press("Start application")
    apply(rosa, city, "furnace-replacement", cast.HEATING.name)
    number = hand_in_and_submit(rosa, "Rosa Delgado")
    rosa.sees("Approved, not yet issued").open("/dashboard/").sees(number)


def arrives(city, visitor, company):
    """A company with the license of its trade, signed in."""
    city.living.license(company, clock.now())
    return visitor(city.town.logins[company.name])


def apply(person, city, type_id, company, **said):
    """Every page from the type's first example, at one of the city's houses."""
    rt = current_type(type_id, clock.today())
    answers = forms.answers(rt, clock.today()) | said
    fill_in(person, rt, answers, city.places[7].address, company)
