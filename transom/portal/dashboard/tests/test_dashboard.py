"""The dashboard: the documents' tables and columns, what waits, and a constant price."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from transom.fees import queries as fees
from transom.kernel import clock
from transom.payments import actions as payments
from transom.payments.gateways.base import Session, SessionState
from transom.records.models import Record
from transom.ui.tests.markup import problems
from transom.workflow.tests import given

pytestmark = pytest.mark.usefixtures("city")
TABLES = ["My Active Licenses", "My Active Permits", "My Active Inspections", "My Active Projects"]


def page(user: object, address: str = "/dashboard/") -> str:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def cells(html: str, number: str) -> list[str]:
    """The words of a record's row, cell by cell."""
    row = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.S) if number in row)
    return [words(cell).strip() for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", row, re.S)]


def test_a_stranger_is_asked_to_sign_in_and_brought_back() -> None:
    answer = Client().get("/dashboard/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=%2Fdashboard%2F")


def test_it_has_the_four_tables_of_the_guide_and_sound_markup() -> None:
    html = page(given.person("maria"))
    assert [title for title in TABLES if f">{title}<" in html] == TABLES
    assert "Link to permits, projects, and licenses" in html
    assert problems(html) == []


def test_fees_due_is_the_fifth_column_and_the_paperclip_the_sixth() -> None:
    maria = given.person("maria")
    record = given.submitted(maria)
    html = page(maria)
    number, kind, address, status, due, _clip = cells(html, str(record.number))
    assert (number, kind, address, status, due) == (
        record.number,
        "Fence Residential",
        "1244 N Lake St",
        "In review",
        "$25.00",
    )
    assert f'formaction="/cart/items/{record.number}/"' in html
    assert f"Attachments of {record.number}" in html


def test_nothing_due_is_plain_text() -> None:
    maria = given.person("maria")
    record = given.issued(maria, team=given.reviewer())
    html = page(maria)
    assert cells(html, str(record.number))[4] == "$0.00"
    assert f"/cart/items/{record.number}/" not in html


def test_a_payment_online_shows_beside_the_lifecycles_own_status() -> None:
    maria = given.person("maria")
    record = given.approved(maria, team=given.reviewer())
    pay_online(record, maria)
    assert cells(page(maria), str(record.number))[3] == "Issued PAID ONLINE"


def test_a_payment_at_the_counter_is_not_called_paid_online() -> None:
    maria = given.person("maria")
    record = given.issued(maria, team=given.reviewer())
    assert cells(page(maria), str(record.number))[3] == "Issued"


def test_an_inspection_to_schedule_has_its_link_in_the_date_column() -> None:
    maria = given.person("maria")
    record = given.issued(maria, team=given.reviewer())
    html = page(maria)
    assert f'href="/inspections/{record.number}/final/">Schedule<' in html
    assert f"Schedule Final of {record.number}" in words(html)


def test_what_waits_for_the_person_stands_on_top() -> None:
    maria = given.person("maria")
    record = given.decide(given.submitted(maria), "zoning", "corrections", by=given.reviewer())
    said = words(page(maria))
    assert f"Corrections are needed on {record.number}" in said
    assert f"$25.00 due on {record.number}" in said


def test_an_application_not_yet_submitted_is_listed_to_continue() -> None:
    maria = given.person("maria")
    draft = given.draft(by=maria)
    html = page(maria)
    assert "My open applications" in html
    assert f'href="/apply/{draft.pk}/">Continue' in html


def test_a_firms_insurance_that_ends_soon_is_said_in_time() -> None:
    firm = given.fence_builder(given.MONDAY.replace(month=4))
    login = given.person("foxvalley", kind="firm", firm=firm, name=firm.name)
    said = words(page(login))
    assert f"The insurance on {given.license_of(firm).number} ends Thu, Apr 2, 2026" in said


def test_another_persons_records_are_nowhere() -> None:
    record = given.submitted(given.person("maria"))
    assert str(record.number) not in page(given.person("ned"))


def test_closed_permits_leave_the_table_and_stand_in_their_list() -> None:
    maria = given.person("maria")
    record = given.submitted(maria)
    Record.objects.filter(pk=record.pk).update(closed=True, status="withdrawn", status_label="Withdrawn")
    assert str(record.number) not in page(maria)
    assert cells(page(maria, "/dashboard/permits/?closed=yes"), str(record.number))[3] == "Withdrawn"


def test_a_list_of_a_kind_that_does_not_exist_is_not_found() -> None:
    client = Client()
    client.force_login(given.person("maria"))
    assert client.get("/dashboard/castles/").status_code == 404


@pytest.mark.parametrize("many", [5, 300])
def test_it_asks_seven_queries_whatever_stands_behind(many: int, django_assert_max_num_queries: Any) -> None:
    maria = given.person("maria")
    copy_of(given.issued(maria, team=given.reviewer()), many)
    client = Client()
    client.force_login(maria)
    client.get("/dashboard/")
    with django_assert_max_num_queries(7):
        html = client.get("/dashboard/").content.decode()
    assert ("All active permits" in html) == (many > 10)


def test_pages_of_a_long_list_hold_each_permit_once() -> None:
    maria = given.person("maria")
    copy_of(given.submitted(maria), 60)
    seen: list[str] = []
    address = "/dashboard/permits/"
    while address:
        html = page(maria, address)
        seen += re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', html)
        older = re.search(r'href="(\?at=[^"]+)"[^>]*>[^<]*Older', html)
        address = f"/dashboard/permits/{older.group(1)}" if older else ""
    assert len(seen) == len(set(seen)) == 61


def pay_online(record: Record, payer: Any) -> None:
    """The payment page says that everything due was captured."""
    key = uuid4()
    at = clock.now()
    checkout = payments.begin(payer, {record.pk: fees.balance(record.pk)}, key=key, at=at)
    payments.settle(checkout.pk, Session(key, SessionState.CAPTURED, checkout.cents), via="webhook", at=at)


def copy_of(record: Record, many: int) -> None:
    kept = {
        field.attname: getattr(record, field.attname)
        for field in Record._meta.concrete_fields
        if field.attname not in ("id", "number")
    }
    Record.objects.bulk_create(Record(**kept, number=f"F25-{no:05}") for no in range(many))
