"""Choosing a type and answering the pages of its form."""

from __future__ import annotations

import pytest
from django.test import Client

from transom.portal.apply import forms
from transom.portal.apply.tests.acting import given_entry, sent, start
from transom.records.models import Record
from transom.records.tests import given
from transom.records.tests.given import words

pytestmark = pytest.mark.django_db


def test_every_type_stands_in_its_group_and_those_of_the_counter_say_so(city):
    page = words(Client().get("/apply/"))
    assert "Accessory structures" in page
    assert "A new fence or one that is replaced." in page
    assert "At the counter: 2 types" in page
    assert "Come to the counter at 1 Main Street. Shed Well" in page


@pytest.mark.parametrize("words", ["fence", "FENCES", "new replaced", "accessory fence"])
def test_a_type_is_found_by_a_word_of_its_name_its_description_or_its_group(city, words):
    page = Client().get("/apply/", {"q": words})
    assert 'href="/apply/new/fence/"' in page.content.decode()
    assert 'href="/apply/new/well/"' not in page.content.decode()
    assert f"What holds “{words}” is shown. Show everything" in given.words(page)


def test_what_only_the_counter_takes_is_found_too_and_nothing_is_said_so(city):
    assert 'href="/apply/new/well/"' in Client().get("/apply/", {"q": "well"}).content.decode()
    assert "Nothing is called “spaceship”. Try one other word." in words(Client().get("/apply/", {"q": "spaceship"}))


def test_before_starting_one_reads_what_will_be_asked(city):
    page = words(Client().get("/apply/new/fence/"))
    assert "Where is the fence?" in page
    assert "Plat of survey" in page
    assert "Permission of the homeowners association (in some cases)" in page
    assert "You need an account to apply" in page


def test_a_type_that_is_not_there_is_not_found(browser):
    assert browser.get("/apply/new/moat/").status_code == 404


def test_starting_without_an_account_leads_to_sign_in_and_back(city):
    answer = Client().post("/apply/new/fence/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("next=%2Fapply%2Fnew%2Ffence%2F")
    assert not Record.objects.exists()


def test_a_type_of_the_counter_is_refused_in_words(browser):
    answer = browser.post("/apply/new/well/", follow=True)
    assert "Well is applied for at the counter, not online." in words(answer)


def test_starting_leads_to_the_first_page(browser):
    answer = browser.post("/apply/new/fence/")
    assert answer["Location"] == f"/apply/{Record.objects.get().pk}/page/place/"
    page = words(browser.get(answer["Location"]))
    assert "Step 1 of 5 Where is the fence?" in page


def test_wrong_answers_are_told_at_their_question_and_everything_typed_is_kept(browser):
    one = start(browser)
    answer = sent(browser, f"/apply/{one.pk}/page/work/", cost="a lot", material="wood", words="Two gates")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“Total cost of the fence” must be an amount of money" in html
    assert 'href="#id_cost"' in html
    assert 'value="a lot"' in html
    assert "Two gates" in html
    assert 'value="wood" checked' in html
    assert "<title>Error: What will you build?" in html


def test_an_answer_that_brings_up_a_question_asks_it_on_the_same_page(browser):
    one = start(browser)
    given_entry(browser, one)
    typed = {"cost": "4200", "material": "masonry", "hoa": "no", "sections": "", "gates": "", "starts": "", "words": ""}
    answer = sent(browser, f"/apply/{one.pk}/page/work/", **typed)
    page = words(answer)
    assert "One more thing" in page
    assert "Footing depth" in page
    assert "Fill in “Footing depth”" not in page
    answer = sent(browser, f"/apply/{one.pk}/page/work/", footing="", **typed)
    assert "Fill in “Footing depth”" in words(answer)
    answer = sent(browser, f"/apply/{one.pk}/page/work/", footing="42", **typed)
    assert answer["Location"] == f"/apply/{one.pk}/page/who/"


def test_entries_are_added_one_after_another_changed_and_removed(browser):
    one = start(browser)
    answer = sent(browser, f"/apply/{one.pk}/page/work/", "entry:sections", cost="4200")
    assert answer["Location"] == f"/apply/{one.pk}/entry/sections/"
    assert Record.objects.get().answers["cost"] == "4200"
    answer = browser.post(answer["Location"], {"yard": "rear", "length": "160", "height": "6", "then": "another"})
    assert answer["Location"] == f"/apply/{one.pk}/entry/sections/"
    given_entry(browser, one, yard="side", length="20")
    page = browser.get(f"/apply/{one.pk}/page/work/")
    assert "Rear 160 ft 6 ft Change entry 1 Remove entry 1" in words(page)
    was = forms.digest(Record.objects.get().answers["sections"][1])
    assert f'name="was" value="{was}"' in page.content.decode()
    answer = browser.post(f"/apply/{one.pk}/entry/sections/1/remove/", {"was": was}, follow=True)
    assert "Entry 2 of fence sections was removed" in words(answer)
    assert len(Record.objects.get().answers["sections"]) == 1


def test_an_entry_changed_in_another_window_is_not_overwritten(browser):
    one = start(browser)
    given_entry(browser, one)
    answer = browser.post(
        f"/apply/{one.pk}/entry/sections/0/", {"yard": "side", "length": "1", "height": "1", "was": "old"}, follow=True
    )
    assert "changed in another window" in words(answer)
    assert Record.objects.get().answers["sections"][0]["length"] == "160"


def test_a_wrong_entry_is_told_and_what_was_typed_is_kept(browser):
    one = start(browser)
    answer = given_entry(browser, one, length="far")
    assert answer.status_code == 422
    assert 'value="far"' in answer.content.decode()
    assert "“Length” must be a number" in words(answer)


def test_a_property_is_searched_for_and_picked(browser):
    one = start(browser)
    place = given.parcel(flags={"historic": True})
    url = f"/apply/{one.pk}/page/place/"
    answer = sent(browser, url, parcel__q="1244 n lake", owner__name="Ann", owner__email="")
    assert answer["Location"] == f"/apply/{one.pk}/find/parcel/?q=1244+n+lake"
    page = words(browser.get(answer["Location"]))
    assert "1244 N Lake St" in page
    assert "Marked as: historic" in page
    answer = browser.post(answer["Location"], {"choice": place.pk}, follow=True)
    assert "Property chosen: 1244 N Lake St." in words(answer)
    assert 'value="Ann"' in answer.content.decode()
    answer = sent(browser, url, parcel="", owner__name="Ann", owner__email="")
    assert answer["Location"] == f"/apply/{one.pk}/page/work/"


@pytest.mark.parametrize("choice", ["", "x", "999999999999999999999999", "-1"])
def test_picking_nothing_that_exists_is_told(browser, choice):
    one = start(browser)
    answer = browser.post(f"/apply/{one.pk}/find/parcel/?q=1244", {"choice": choice})
    assert answer.status_code == 422
    assert "Choose the property." in words(answer)


def test_an_address_nobody_knows_gets_help(browser):
    one = start(browser)
    page = words(browser.get(f"/apply/{one.pk}/find/parcel/?q=99999+nowhere"))
    assert "Nothing found for “99999 nowhere”" in page
    assert "parcel number (PIN)" in page


def test_a_contractor_is_found_by_name_with_its_standing(browser):
    one = start(browser)
    company = given.firm()
    given.license_of(company, "2026-05-01")
    given.firm("Fox River Fence")
    sent(browser, f"/apply/{one.pk}/page/who/", who="contractor")
    answer = sent(browser, f"/apply/{one.pk}/page/who/", who="contractor", contractor__q="fox")
    page = words(browser.get(answer["Location"]))
    assert f"Registered. Registration FC-{company.pk:05}, insured until May 1, 2026" in page
    assert "No active registration. We can take your application" in page
    answer = browser.post(answer["Location"], {"choice": company.pk}, follow=True)
    assert "Fox Valley Fence Co. Registered" in words(answer)


def test_homeowner_hides_the_contractor(browser):
    one = start(browser)
    page = sent(browser, f"/apply/{one.pk}/page/who/", who="homeowner")
    assert page["Location"] == f"/apply/{one.pk}/documents/"


def test_save_and_exit_keeps_wrong_answers_too(browser):
    one = start(browser)
    answer = sent(browser, f"/apply/{one.pk}/page/work/", "exit", cost="a lot")
    assert answer["Location"] == "/dashboard/"
    assert Record.objects.get().answers["cost"] == "a lot"


def test_back_keeps_what_was_typed(browser):
    one = start(browser)
    answer = sent(browser, f"/apply/{one.pk}/page/work/", "back", cost="4200")
    assert answer["Location"] == f"/apply/{one.pk}/page/place/"
    assert Record.objects.get().answers["cost"] == "4200"


def test_only_questions_of_the_page_can_be_written(browser):
    one = start(browser)
    before = Record.objects.values().get()
    fields = [field.attname for field in Record._meta.fields] + ["__proto__", "status.x", "answers", "who"]
    data = dict.fromkeys(fields, "1")
    browser.post(f"/apply/{one.pk}/page/work/", data | {"shown": fields, "then": "exit"})
    after = Record.objects.values().get()
    assert {key for key in after if after[key] != before[key]} <= {"updated_at"}


def test_a_type_of_the_counter_leads_to_what_to_bring(city):
    assert 'href="/apply/new/well/"' in Client().get("/apply/").content.decode()
    page = Client().get("/apply/new/well/")
    assert page.status_code == 200
    assert "What we ask at the counter" in words(page)
    assert "This is applied for at the counter" in words(page)
    assert "Start application" not in words(page)
