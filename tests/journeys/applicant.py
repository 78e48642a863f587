"""Somebody who fills in a form page by page, with nothing but what stands on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.journeys.sheet import Sheet
from transom.accounts.models import Firm
from transom.land.models import Parcel
from transom.rulebook.compiled import RecordType
from transom.wiring.demo.living import PAPER

MOST_PAGES, MOST_TRIES = 12, 4
SEARCHED = ("parcel", "license-holder")


@dataclass
class Applicant:
    """Somebody with a browser and the answers to every question of a type's form, as typed."""

    browser: Client
    rt: RecordType
    answers: Mapping[str, Any]
    place: Parcel
    firms: Mapping[str, Firm] = field(default_factory=dict)

    def prepare(self) -> str:
        """Start from the list of permits and fill in every page; the address of the review, where nothing is left."""
        start = f"/apply/new/{self.rt.id}/"
        assert start in self.look("/apply/").links, f"{self.rt.id} stands on the list of what one can apply for"
        assert self.rt.label in self.look(start).words
        here = self.browser.post(start)["Location"]
        for _ in range(MOST_PAGES):
            if here.endswith("/review/"):
                return here
            here = self._hand_in(here) if here.endswith("/documents/") else self._fill_in(here)
        raise AssertionError(f"{self.rt.id} never comes to its review: {self.look(here)}")

    def submit(self, review: str) -> str:
        """Sign and submit; the address of the record's page."""
        signed = {"consent": "yes", "signature": "Rosa Delgado", "then": "submit"}
        answer = self.browser.post(review, signed)
        assert answer.status_code == 302, Sheet(answer)
        return str(answer["Location"])

    def look(self, address: str) -> Sheet:
        """Open a page."""
        sheet = Sheet(self.browser.get(address))
        assert sheet.status == 200, sheet
        return sheet

    def _fill_in(self, address: str) -> str:
        """Answer a page, again when an answer brought up another question; the address it leads to."""
        for _ in range(MOST_TRIES):
            self._search_and_add(address)
            sheet = self.look(address)
            answer = self.browser.post(address, {**self._typed(sheet), "shown": sheet.offers["shown"], "then": "next"})
            if answer.status_code == 302:
                return str(answer["Location"])
            said = Sheet(answer)
            assert not said.wrong or set(said.offers["shown"]) - set(sheet.offers["shown"]), said
        raise AssertionError(f"{address} always asks for more: {said}")

    def _typed(self, sheet: Sheet) -> dict[str, Any]:
        """What is typed into the controls that the page has; a choice is one of those it offers."""
        typed: dict[str, Any] = {}
        for key in sheet.offers["shown"]:
            value = self.answers.get(key, "")
            if isinstance(value, Mapping):
                typed |= {f"{key}.{part}": text for part, text in value.items() if f"{key}.{part}" in sheet.offers}
            elif key in sheet.offers:
                typed[key] = value
                self._is_offered(sheet, key, value)
        return typed

    def _is_offered(self, sheet: Sheet, key: str, value: Any) -> None:
        if value != "" and self.rt.fields[key].type in ("choice", "multi", "bool"):
            for one in value if isinstance(value, list) else [value]:
                assert one in sheet.offers[key], f"{one} is not offered for {key}: {sheet}"

    def _search_and_add(self, address: str) -> None:
        """Pick the property and the companies that are asked for, and add the entries of lists."""
        sheet = self.look(address)
        for key in sheet.offers["shown"]:
            asked = self.rt.fields[key]
            if asked.type in SEARCHED and f"{key}.q" in sheet.offers:
                self._pick(address, key, self.place if asked.type == "parcel" else self.firms[key])
            if asked.type == "list" and not any("/entry/" in link for link in sheet.links):
                self._add(address, key)

    def _pick(self, address: str, key: str, wanted: Parcel | Firm) -> None:
        name = wanted.name if isinstance(wanted, Firm) else wanted.address
        found = self.browser.post(address, {"shown": [key], f"{key}.q": name, "then": f"find:{key}"})["Location"]
        sheet = self.look(found)
        assert str(wanted.pk) in sheet.offers["choice"], sheet
        assert "No active" not in sheet.words or isinstance(wanted, Parcel), sheet
        assert self.browser.post(found, {"choice": wanted.pk})["Location"] == address

    def _add(self, address: str, key: str) -> None:
        entries = self.answers.get(key, [])
        add = f"/apply/{address.split('/')[2]}/entry/{key}/"
        for number, entry in enumerate(entries, 1):
            sheet = self.look(add)
            assert set(entry) <= set(sheet.offers), sheet
            answer = self.browser.post(add, entry | {"then": "save" if number == len(entries) else "another"})
            assert answer.status_code == 302, Sheet(answer)

    def _hand_in(self, address: str) -> str:
        """Press on; what the page then says is missing is uploaded."""
        answer = self.browser.post(address, {"then": "next"})
        if answer.status_code == 302:
            return str(answer["Location"])
        missing = Sheet(answer).wrong
        files = {name: SimpleUploadedFile(f"{name}.pdf", PAPER, "application/pdf") for name in missing}
        answer = self.browser.post(address, files | {"then": "next"})
        assert answer.status_code == 302, Sheet(answer)
        return str(answer["Location"])
