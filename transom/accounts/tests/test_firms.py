import pytest
from django.core import mail

from transom.accounts import actions, tokens
from transom.accounts.models import Firm, User
from transom.accounts.tests import given
from transom.history import queries as history
from transom.kernel.actors import SYSTEM
from transom.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

FENCES = {"name": "Fox Valley Fence", "kind": "contractor", "email": "office@fox-valley.example"}


def changed(firm: Firm, *, by=SYSTEM, at, **changes) -> Firm:
    fields = ("name", "kind", "email", "phone", "address", "active")
    return actions.update_firm(firm, **{name: getattr(firm, name) for name in fields} | changes, by=by, at=at)


def test_staff_set_up_a_firm_and_a_letter_lets_it_choose_its_password(monday, run_jobs) -> None:
    dana = given.staff("intake")
    firm = actions.create_firm(**FENCES, by=dana, at=monday)
    login = actions.create_firm_login(firm, by=dana, at=monday)
    assert not login.has_usable_password()
    assert login.email_confirmed_at is None
    run_jobs()
    (letter,) = mail.outbox
    assert (
        letter.to == ['"Fox Valley Fence" <office@fox-valley.example>'] or "office@fox-valley.example" in letter.to[0]
    )
    assert "first-password" in letter.body
    assert history.of_subject("accounts.firm", firm.pk)[0].says == "Fox Valley Fence set up as a contractor"
    assert history.of_subject("accounts.user", login.pk)[0].who == "Dana Cole"


def test_the_letters_link_sets_the_password_once_and_proves_the_address(monday) -> None:
    login = actions.create_firm_login(actions.create_firm(**FENCES, by=SYSTEM, at=monday), by=SYSTEM, at=monday)
    token = tokens.make(tokens.FIRST_PASSWORD, login)
    user = actions.set_first_password(token, given.PASSWORD, at=monday)
    assert user.email_confirmed_at == monday
    attempt = actions.try_password("firm", "Fox Valley Fence", given.PASSWORD, network="192.0.2.0/24", at=monday)
    assert attempt.accounts == (login,)
    with pytest.raises(Refused, match="no longer works"):
        actions.set_first_password(token, "another-password-entirely", at=monday)


def test_a_weak_first_password_is_refused_and_the_link_still_works(monday) -> None:
    login = actions.create_firm_login(actions.create_firm(**FENCES, by=SYSTEM, at=monday), by=SYSTEM, at=monday)
    token = tokens.make(tokens.FIRST_PASSWORD, login)
    with pytest.raises(Refused, match="tried first"):
        actions.set_first_password(token, "Fox Valley Fence!!", at=monday)
    actions.set_first_password(token, given.PASSWORD, at=monday)


def test_a_firm_has_one_company_login(monday) -> None:
    firm = given.a_firm()
    actions.create_firm_login(firm, given.PASSWORD, by=SYSTEM, at=monday)
    with pytest.raises(Refused, match="has a company login already"):
        actions.create_firm_login(firm, given.PASSWORD, by=SYSTEM, at=monday)


def test_a_firm_without_an_e_mail_cannot_be_written_to(monday) -> None:
    with pytest.raises(Refused, match="Type an e-mail address"):
        actions.create_firm_login(given.a_firm(email=""), by=SYSTEM, at=monday)
    assert not User.objects.exists()


def test_two_firms_of_a_kind_never_bear_the_same_name(monday) -> None:
    actions.create_firm(**FENCES, by=SYSTEM, at=monday)
    with pytest.raises(Refused, match="There is a contractor of this name already"):
        actions.create_firm(**FENCES | {"name": "FOX VALLEY FENCE"}, by=SYSTEM, at=monday)
    actions.create_firm(**FENCES | {"kind": "developer"}, by=SYSTEM, at=monday)


def test_everything_wrong_with_a_firm_is_told_at_its_field(monday) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_firm("a@b", "church", "nowhere", "x", "y" * 301, by=SYSTEM, at=monday)
    assert [reason.field for reason in refused.value.reasons] == ["email", "phone", "name", "kind", "address"]


def test_a_change_is_told_once_with_what_changed_and_none_is_not_told(monday) -> None:
    firm = given.a_firm("Fox Valley Fence")
    changed(firm, at=monday, phone="630-555-0199", address="44 E Downer Pl")
    changed(Firm.objects.get(), at=monday)
    (entry,) = history.of_subject("accounts.firm", firm.pk)
    assert (entry.verb, entry.says) == ("firm.changed", "Fox Valley Fence changed: telephone, address")


def test_a_changed_e_mail_must_be_proved_anew(monday, run_jobs) -> None:
    firm = given.a_firm("Fox Valley Fence")
    login = given.a_firm_login(firm)
    changed(firm, at=monday, email="new@fox-valley.example", name="Fox Valley Fences")
    login.refresh_from_db()
    assert (login.name, login.email, login.email_confirmed_at) == ("Fox Valley Fences", "new@fox-valley.example", None)
    run_jobs()
    assert "new@fox-valley.example" in mail.outbox[0].to[0]
    confirmed = actions.confirm_email(tokens.make(tokens.CONFIRM, login), at=monday)
    assert confirmed.email_confirmed_at == monday


def test_the_welcome_letter_is_sent_again_until_a_password_is_chosen(monday) -> None:
    login = actions.create_firm_login(given.a_firm(), by=SYSTEM, at=monday)
    actions.send_welcome(login, by=SYSTEM, at=monday)
    login.set_password(given.PASSWORD)
    login.save()
    with pytest.raises(Refused, match="chosen its password already"):
        actions.send_welcome(login, by=SYSTEM, at=monday)
