import re

import pytest
from django.core import mail
from django.test import Client

from transom.accounts.models import Firm
from transom.accounts.tests import given
from transom.kernel import queue

FIRMS, NEW = "/office/firms/", "/office/firms/new/"
FENCES = {
    "name": "Fox Valley Fence",
    "kind": "contractor",
    "email": "office@fox-valley.example",
    "phone": "",
    "address": "",
}


def page(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def clerk() -> Client:
    client = Client()
    client.force_login(given.staff("intake"))
    return client


def test_a_clerk_sets_up_a_firm_and_it_gets_its_letter(clerk) -> None:
    answer = clerk.post(NEW, FENCES, follow=True)
    said = page(answer)
    assert "Fox Valley Fence is set up. A letter to office@fox-valley.example lets it choose its password." in said
    assert "the company has not chosen its password yet" in said
    assert "Fox Valley Fence set up as a contractor" in said
    queue.run_waiting()
    assert mail.outbox[0].subject == "Your account for permits and licenses: Fox Valley Fence"


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(clerk) -> None:
    given.a_firm("Fox Valley Fence")
    answer = clerk.post(NEW, FENCES | {"email": "nowhere", "phone": "630-555-0142"})
    said = page(answer)
    assert "There is a contractor of this name already." in said
    assert "name@example.com" in said
    assert 'value="630-555-0142"' in answer.content.decode()
    assert Firm.objects.count() == 1


def test_a_firm_is_found_and_changed(clerk) -> None:
    firm = given.a_firm("Fox Valley Fence")
    given.a_firm("Aurora Roofing")
    said = page(clerk.get(FIRMS, {"q": "valley"}))
    assert "Fox Valley Fence" in said
    assert "Aurora Roofing" not in said
    address = f"{FIRMS}{firm.pk}/"
    assert "Saved." in page(clerk.post(address, FENCES | {"phone": "630-555-0199"}, follow=True))
    firm.refresh_from_db()
    assert (firm.phone, firm.active) == ("630-555-0199", False)
    assert "Fox Valley Fence changed: telephone, active" in page(clerk.get(address))


def test_the_letter_is_sent_again_until_a_password_is_chosen(clerk) -> None:
    firm = given.a_firm("Fox Valley Fence")
    address = f"{FIRMS}{firm.pk}/letter/"
    assert "This firm has no login yet." in page(clerk.get(f"{FIRMS}{firm.pk}/"))
    assert "A letter goes to office@fox-valley.example" in page(clerk.post(address, follow=True))
    assert "A letter goes to office@fox-valley.example" in page(clerk.post(address, follow=True))
    login = firm.logins.get()
    login.set_password(given.PASSWORD)
    login.save()
    said = page(clerk.post(address, follow=True))
    assert "The company has chosen its password already." in said
    assert "Send the letter again" not in said


def test_a_firm_that_is_none_is_not_found(clerk) -> None:
    for address in (f"{FIRMS}99/", f"{FIRMS}99/letter/"):
        assert clerk.post(address, FENCES).status_code == 404


@pytest.mark.parametrize(("role", "sees", "edits"), [
    ("intake", 200, True), ("supervisor", 200, True), ("administrator", 200, True),
    ("reviewer", 200, False), ("inspector", 200, False), ("cashier", 200, False), ("", 403, False),
])  # fmt: skip
def test_whoever_sees_records_sees_firms_and_those_who_may_edit_them(role: str, sees: int, edits: bool) -> None:
    firm = given.a_firm("Fox Valley Fence")
    client = Client()
    client.force_login(given.staff(*([role] if role else [])))
    answers = [client.get(address) for address in (FIRMS, f"{FIRMS}{firm.pk}/")]
    assert [answer.status_code for answer in answers] == [sees, sees]
    assert ("Save" in page(answers[1])) is edits
    posted = (
        client.post(NEW, FENCES | {"name": "x"}),
        client.post(f"{FIRMS}{firm.pk}/", FENCES),
        client.post(f"{FIRMS}{firm.pk}/letter/"),
    )
    assert {answer.status_code for answer in posted} == {302 if edits else 403}
    assert client.get(NEW).status_code == (200 if edits else 403)


def test_applicants_find_nothing_here_and_strangers_are_sent_to_sign_in() -> None:
    firm = given.a_firm()
    addresses = (FIRMS, NEW, f"{FIRMS}{firm.pk}/", f"{FIRMS}{firm.pk}/letter/")
    for user in (given.a_person(), given.a_firm_login(firm)):
        client = Client()
        client.force_login(user)
        assert {client.post(address).status_code for address in addresses} <= {404, 405}
    assert {Client().post(address).status_code for address in addresses} <= {302, 405}


def test_a_long_list_asks_as_much_as_a_short_one(clerk, django_assert_max_num_queries) -> None:
    for number in range(60):
        given.a_firm(f"Firm {number}")
    clerk.get(FIRMS)
    with django_assert_max_num_queries(5):
        answer = clerk.get(FIRMS)
    assert 'rel="next"' in answer.content.decode()
