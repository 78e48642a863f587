import pytest
from django.core import mail

from transom.accounts import actions
from transom.accounts.tests import given
from transom.history import queries as history
from transom.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_person_changes_how_they_are_named_called_and_written_to(monday) -> None:
    rosa = given.a_person("rosa")
    said = {"name": " Rosa  Ortiz-Bell ", "phone": "630-555-0100", "address": "", "language": "es"}
    held = actions.update_profile(rosa, **said, by=rosa, at=monday)
    assert (held.name, held.phone, held.language) == ("Rosa Ortiz-Bell", "630-555-0100", "es")
    assert history.of_subject("accounts.user", rosa.pk)[0].says == "Profile changed: name, phone, language"


def test_a_wrong_profile_changes_nothing(monday) -> None:
    rosa = given.a_person("rosa")
    with pytest.raises(Refused) as refused:
        actions.update_profile(rosa, name="", phone="x", address="y" * 301, language="tlh", by=rosa, at=monday)
    assert [reason.field for reason in refused.value.reasons] == ["name", "phone", "address", "language"]
    rosa.refresh_from_db()
    assert rosa.name == "Rosa Ortiz"


def test_a_password_is_changed_by_who_knows_the_old_one_and_a_letter_tells_of_it(monday, run_jobs) -> None:
    rosa = given.a_person("rosa")
    actions.change_password(rosa, given.PASSWORD, "another-password-entirely", by=rosa, at=monday)
    assert actions.try_password("public", "rosa", "another-password-entirely", network="", at=monday).accounts == (
        rosa,
    )
    run_jobs()
    assert [sent.subject for sent in mail.outbox] == ["Your password was changed"]
    assert "call us at once" in mail.outbox[0].body


def test_a_wrong_old_password_or_a_weak_new_one_is_refused_at_its_field(monday) -> None:
    rosa = given.a_person("rosa")
    with pytest.raises(Refused) as refused:
        actions.change_password(rosa, "wrong", "another-password-entirely", by=rosa, at=monday)
    assert refused.value.reasons[0].field == "old"
    with pytest.raises(Refused) as refused:
        actions.change_password(rosa, given.PASSWORD, "rosa", by=rosa, at=monday)
    assert refused.value.reasons[0].field == "new"
