"""Fills the pages of a form in a browser, by the words that stand on them, from answers as typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.journeys.given import PLAT
from tests.journeys.visitor import Visitor
from transom.rulebook.compiled import RecordType
from transom.rulebook.forms import Field

MOST = 3


def fill_in(person: Visitor, rt: RecordType, answers: Mapping[str, Any], address: str, company: str) -> None:
    """Every page of the form, from the first to the documents; a question that comes up is answered too."""
    for page in rt.pages:
        for _ in range(MOST):
            before = person.heading
            for field in page.fields:
                if _is_asked(person, field):
                    _answer(person, field, answers.get(field.key, ""), address, company)
            person.press("Save and continue")
            if person.heading != before:
                break


def hand_in_and_submit(person: Visitor, name: str) -> str:
    """Whatever the page says is missing, then the signature; the new number."""
    if person.heading == "Documents":
        person.press("Save and continue")
    if person.heading == "Documents":
        missing = person.page.get_by_role("alert").get_by_role("link").all_inner_texts()
        for said in missing:
            person.hand_in(said.removeprefix("Upload this document: ").removesuffix("."), PLAT)
        person.press("Save and continue")
    person.sees("Review and submit").does_not_see("Still to do")
    person.agree("I have read").fill("Your full name", name).press("Submit application")
    number = person.heading.split()[0]
    person.sees(f"Its number is {number}.")
    return number


def _is_asked(person: Visitor, field: Field) -> bool:
    return bool(person.page.locator(f'input[name="shown"][value="{field.key}"]').count())


def _answer(person: Visitor, field: Field, said: Any, address: str, company: str) -> None:
    if field.type == "parcel":
        person.fill("Search for the address", address).press("Find address")
        person.choose("Which one is it?", address).press("Use this property")
    elif field.type == "license-holder":
        if person.page.locator(f'input[name="{field.key}.q"]').count():
            person.fill("Company name", company).press("Find company")
            person.choose("Which one is it?", company).press("Use this company")
        person.sees("Registered", company)
    elif field.type == "list":
        _add(person, field, said)
    elif field.type == "person":
        group = person.page.get_by_role("group", name=field.label)
        person.fill("Name", said["name"], within=group).fill("Phone", said.get("phone", ""), within=group)
    elif said != "":
        _type(person, field, said)


def _add(person: Visitor, field: Field, entries: list[Mapping[str, Any]]) -> None:
    person.press(f"Add {field.label.lower()}")
    for number, entry in enumerate(entries, 1):
        for item in field.items:
            if item.key in entry:
                _type(person, item, entry[item.key])
        person.press("Save" if number == len(entries) else "Save and add another")


def _type(person: Visitor, field: Field, said: Any) -> None:
    labels = {option.value: option.label for option in field.options} | {"yes": "Yes", "no": "No"}
    if field.type == "multi":
        for each in said:
            person.agree(labels[each])
    elif field.type in ("choice", "bool"):
        if person.page.get_by_role("combobox", name=field.label).count():
            person.select(field.label, labels[said])
        else:
            person.choose(field.label, labels[said])
    else:
        person.fill(field.label, said)
