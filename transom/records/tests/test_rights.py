"""Who may do what, against a model of twenty lines that says it in another way."""

from hypothesis import given, strategies

from transom.records.rights import Right
from transom.records.rules import Proof, Standing, proof, rights

flags = strategies.booleans()
standings = strategies.builds(Standing, flags, flags, flags, flags, flags, flags, flags)


def model(one: Standing) -> set[Right]:
    can = {Right.VIEW}
    if one.staff:
        return can | {Right.PRIVATE}
    if one.confirmed:
        can.add(Right.PAY)
        by_link = one.linked and (one.email_named or one.number_will_do)
        if one.applied or one.firm_named or by_link:
            can |= {Right.PRIVATE, Right.UPLOAD, Right.SCHEDULE, Right.RESPOND}
        if one.applied:
            can.add(Right.MANAGE)
    return can


@given(standings)
def test_rights_are_those_of_the_reference_model(one):
    assert rights(one) == model(one)


def test_a_stranger_sees_public_facts_and_nothing_else():
    assert rights(Standing()) == {Right.VIEW}


def test_an_account_that_only_follows_may_pay_but_sees_nothing_private():
    follower = rights(Standing(confirmed=True, linked=True))
    assert follower == {Right.VIEW, Right.PAY}


def test_an_unconfirmed_address_proves_nothing_even_when_it_is_named():
    assert rights(Standing(email_named=True, linked=True, applied=True)) == {Right.VIEW}
    assert proof(Standing(email_named=True, applied=True)) is Proof.NONE


def test_a_company_named_on_the_record_is_a_party_without_linking():
    assert Right.SCHEDULE in rights(Standing(confirmed=True, firm_named=True))


def test_an_address_named_on_the_record_is_a_party_once_its_owner_links_it():
    assert Right.PRIVATE not in rights(Standing(confirmed=True, email_named=True))
    assert Right.PRIVATE in rights(Standing(confirmed=True, email_named=True, linked=True))


def test_where_the_city_says_so_the_number_is_proof_enough():
    assert Right.SCHEDULE in rights(Standing(confirmed=True, linked=True, number_will_do=True))


def test_only_the_applicant_may_end_it():
    assert Right.MANAGE in rights(Standing(confirmed=True, applied=True))
    assert Right.MANAGE not in rights(Standing(confirmed=True, firm_named=True, linked=True))


def test_staff_read_everything_here_and_act_in_the_office():
    assert rights(Standing(staff=True)) == {Right.VIEW, Right.PRIVATE}
