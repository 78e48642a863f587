"""Following by number, and becoming a party by proof."""

from datetime import date

import pytest

from transom.kernel.refusals import Refused
from transom.records import actions, queries
from transom.records.models import Link
from transom.records.rights import Right
from transom.records.tests import given
from transom.records.tests.given import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_a_stranger_who_types_the_number_follows_and_gets_nothing_private():
    record = given.submitted(given.person())
    stranger = given.person("sam")
    linked = actions.link("permit", " f26-00001 ", by=stranger, at=AT)
    assert linked.tier == "follow"
    assert queries.rights(stranger, record) == {Right.VIEW, Right.PAY}
    assert list(queries.linked_records(stranger, "permit").rows) == [record]


def test_a_thousand_guessed_numbers_are_a_thousand_follows():
    maria, place = given.person(), given.parcel()
    records = [given.submitted(maria, place=place) for _ in range(5)]
    stranger = given.person("sam")
    for record in records:
        assert actions.link("permit", record.number, by=stranger, at=AT).tier == "follow"
        assert Right.PRIVATE not in queries.rights(stranger, record)


def test_a_person_whose_confirmed_address_is_named_becomes_a_party_by_linking():
    record = given.submitted(given.person())
    owner = given.person("ann", email="Ann@Example.com")
    assert Right.PRIVATE not in queries.rights(owner, record)
    assert actions.link("permit", record.number, by=owner, at=AT).tier == "party"
    assert Right.SCHEDULE in queries.rights(owner, record)


def test_a_company_named_on_the_record_is_a_party_before_it_links():
    company = given.firm()
    record = given.submitted(given.person(), who="contractor", company=company)
    office = given.login_of(company)
    assert Right.SCHEDULE in queries.rights(office, record)
    assert list(queries.linked_records(office, "permit").rows) == [record]


def test_a_contractor_who_was_replaced_has_lost_its_rights():
    company = given.firm()
    record = given.submitted(given.person(), who="contractor", company=company)
    office = given.login_of(company)
    actions.link("permit", record.number, by=office, at=AT)
    actions.change_party(record, "contractor", given.firm("Other Fence"), why="Owner's letter", by=given.staff(), at=AT)
    record.refresh_from_db()
    assert queries.rights(office, record) == {Right.VIEW, Right.PAY}


def test_a_login_that_left_its_company_has_lost_its_rights_at_once():
    company = given.firm()
    record = given.submitted(given.person(), who="contractor", company=company)
    leaver = given.login_of(company)
    leaver.kind, leaver.firm = "public", None
    leaver.save()
    assert Right.PRIVATE not in queries.rights(leaver, record)


def test_an_unconfirmed_account_cannot_link():
    given.submitted(given.person())
    with pytest.raises(Refused, match="Confirm your e-mail address first"):
        actions.link("permit", "F26-00001", by=given.person("sam", email_confirmed_at=None), at=AT)


@pytest.mark.parametrize(("kind", "number"), [("permit", "F26-99999"), ("license", "F26-00001"), ("permit", "%")])
def test_no_such_number_and_another_kind_get_the_same_sentence(kind, number):
    given.submitted(given.person())
    with pytest.raises(Refused, match=f"We found no {kind} with the number"):
        actions.link(kind, number, by=given.person("sam"), at=AT)


def test_an_empty_number_is_asked_for():
    with pytest.raises(Refused, match="Type the full record number"):
        actions.link("permit", "  ", by=given.person("sam"), at=AT)


def test_linking_twice_is_harmless_and_looks_for_a_proof_again():
    record = given.submitted(given.person())
    owner = given.person("ann", email="someone@example.com")
    assert actions.link("permit", record.number, by=owner, at=AT).tier == "follow"
    owner.email = "ann@example.com"
    owner.save()
    assert actions.link("permit", record.number, by=owner, at=AT).tier == "party"
    assert Link.objects.filter(user=owner).count() == 1


def test_unlinking_takes_it_off_the_dashboard_but_never_ones_own():
    maria = given.person()
    record = given.submitted(maria)
    stranger = given.person("sam")
    actions.link("permit", record.number, by=stranger, at=AT)
    actions.unlink(record, by=stranger, at=AT)
    assert not queries.linked_records(stranger, "permit").rows
    with pytest.raises(Refused, match="stays on your dashboard"):
        actions.unlink(record, by=maria, at=AT)


def test_a_disabled_account_has_a_strangers_rights():
    maria = given.person(is_active=False)
    record = given.submitted(maria)
    assert queries.rights(maria, record) == {Right.VIEW}


def test_none_and_not_yours_are_the_same():
    record = given.submitted(given.person())
    stranger = given.person("sam")
    for number in (record.number, "F26-77777"):
        with pytest.raises(type(record).DoesNotExist):
            queries.record_for(stranger, number, Right.PRIVATE)
    assert queries.record_for(stranger, record.number, Right.VIEW) == record
    assert queries.record_for(given.staff(), record.number, Right.UPLOAD) == record


def test_a_draft_is_only_for_the_one_who_started_it():
    maria = given.person()
    one = given.draft(maria)
    assert queries.draft_for(maria, one.pk) == one
    for other in (given.person("sam"), given.staff(), None):
        with pytest.raises(type(one).DoesNotExist):
            queries.draft_for(other, one.pk)


def test_the_dashboard_reads_a_page_in_one_query_however_many_records(django_assert_num_queries):
    company = given.firm()
    office = given.login_of(company)
    for n in range(30):
        given.license_of(company, number=f"FC-9{n:04}", submitted_on=date(2026, 1, 5))
    with django_assert_num_queries(1):
        page = queries.linked_records(office, "license", limit=10)
    assert len(page.rows) == 10
    assert page.older
