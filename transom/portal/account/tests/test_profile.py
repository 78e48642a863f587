import pytest
from django.test import Client

from transom.accounts.tests import given
from transom.portal.account.tests.test_set_up import page

PROFILE, PASSWORD = "/account/", "/account/password/"


def signed_in(user) -> Client:
    client = Client()
    client.post(
        "/account/sign-in/",
        {"kind": user.kind, "login": user.username, "company": user.label, "password": given.PASSWORD},
    )
    return client


def test_a_person_sees_and_changes_their_profile() -> None:
    client = signed_in(given.a_person("rosa"))
    assert "rosa@example.com (confirmed)" in page(client.get(PROFILE))
    answer = client.post(PROFILE, {"name": "Rosa Bell", "phone": "630-555-0100", "address": ""}, follow=True)
    assert "Your profile is saved." in page(answer)
    assert 'value="Rosa Bell"' in answer.content.decode()


def test_a_wrong_telephone_number_is_told_and_kept() -> None:
    client = signed_in(given.a_person("rosa"))
    answer = client.post(PROFILE, {"name": "Rosa", "phone": "call me", "address": ""})
    assert "Type a telephone number with its area code" in page(answer)
    assert 'value="call me"' in answer.content.decode()


def test_a_firm_sees_its_company_and_cannot_call_itself_another() -> None:
    login = given.a_firm_login(given.a_firm("Fox Valley Fence"))
    client = signed_in(login)
    said = page(client.get(PROFILE))
    assert "Company Fox Valley Fence" in said
    assert "Contractor" in said
    client.post(PROFILE, {"name": "City of Aurora", "phone": "630-555-0100"})
    login.refresh_from_db()
    assert (login.name, login.phone) == ("Fox Valley Fence", "630-555-0100")


def test_only_the_fields_of_the_page_change_whatever_else_is_sent() -> None:
    rosa = given.a_person("rosa")
    extra = {"kind": "staff", "email": "evil@example.com", "is_active": "", "username": "root", "firm": "1"}
    signed_in(rosa).post(PROFILE, {"name": "Rosa", "phone": "", "address": "", **extra})
    rosa.refresh_from_db()
    assert (rosa.kind, rosa.email, rosa.username, rosa.firm_id) == ("public", "rosa@example.com", "rosa", None)


def test_a_changed_password_signs_out_every_other_browser_and_not_this_one() -> None:
    rosa = given.a_person("rosa")
    here, phone = signed_in(rosa), signed_in(rosa)
    key = here.session.session_key
    answer = here.post(PASSWORD, {"old": given.PASSWORD, "new": "another-password-entirely"}, follow=True)
    assert "Your password is changed" in page(answer)
    assert here.session.session_key != key
    assert here.get(PROFILE).status_code == 200
    assert phone.get(PROFILE).status_code == 302


def test_a_wrong_present_password_is_told_at_its_field() -> None:
    answer = signed_in(given.a_person("rosa")).post(PASSWORD, {"old": "wrong", "new": "another-password-entirely"})
    assert "This is not your present password." in page(answer)
    assert "another-password-entirely" not in answer.content.decode()


@pytest.mark.parametrize("address", [PROFILE, PASSWORD])
def test_strangers_are_sent_to_sign_in_and_back(client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/account/sign-in/?next=%2Faccount%2F")


def test_pages_with_somebodys_data_are_not_kept_by_browsers_or_proxies() -> None:
    for address in (PROFILE, PASSWORD, "/account/sign-in/", "/account/set-up/"):
        assert "no-store" in signed_in(given.a_person()).get(address).headers.get("Cache-Control", "no-store")
    assert "no-store" in signed_in(given.a_person()).get(PROFILE)["Cache-Control"]
