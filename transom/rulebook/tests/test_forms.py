"""Questions and answers: which are asked, what is kept, and the sentence when one will not do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.tests.given import aurora_type, shed_type

PARCEL = {"key": "7", "address": "44 E Downer Pl", "historic": False}
GOOD = {"parcel": PARCEL, "cost": "1,250.50", "size": "120", "material": "wood", "slab": "yes"}
FENCE = {
    "parcel": PARCEL,
    "owner": {"name": "Ana Ruiz", "email": "ana@example.com"},
    "material": "wood",
    "cost": "4200",
    "hoa": "no",
    "who": "homeowner",
    "sections": [{"yard": "rear", "length": "60", "height": "6"}],
}


def checked(page=None, rt=None, **answers):
    return (rt or shed_type()).validate({**GOOD, **answers}, {}, page)


def errors(**answers):
    return checked(**answers).errors


def field_type(settings: str):
    """The shed with a question `extra` of these settings."""
    return shed_type(more=f'[field.extra]\npage = "work"\nlabel = "Extra"\n{settings}\n')


def test_good_answers_are_kept_as_text_without_a_cent_lost():
    result = checked()
    assert result.ok
    assert result.values == {
        "parcel": PARCEL, "cost": "1250.50", "size": "120", "material": "wood", "slab": True,
    }  # fmt: skip


def test_an_empty_application_has_one_sentence_for_each_question():
    assert shed_type().validate({}, {}, None).errors == {
        "parcel": "Pick a property from the list for “Address”.",
        "cost": "Fill in “Cost”.",
        "size": "Fill in “Floor area”.",
        "material": "Choose an answer for “Material”.",
    }


def test_a_page_is_checked_by_itself():
    assert set(shed_type().validate({}, {}, "place").errors) == {"parcel"}
    with pytest.raises(KeyError, match="no page nowhere"):
        shed_type().validate({}, {}, "nowhere")


def test_answers_nobody_asked_for_are_dropped():
    assert "status" not in checked(status="issued", __proto__={}).values


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"cost": "cheap"}, {"cost": "“Cost” must be an amount of money, such as 1250 or 1,250.50."}),
        ({"cost": "0"}, {"cost": "“Cost” must be at least $1.00."}),
        ({"cost": "1.005"}, {"cost": "“Cost” must be dollars and cents."}),
        ({"cost": "1e9"}, {"cost": "“Cost” must be an amount of money, such as 1250 or 1,250.50."}),
        ({"cost": "NaN"}, {"cost": "“Cost” must be an amount of money, such as 1250 or 1,250.50."}),
        ({"cost": "12,50"}, {"cost": "“Cost” must be an amount of money, such as 1250 or 1,250.50."}),
        ({"cost": "٣"}, {"cost": "“Cost” must be an amount of money, such as 1250 or 1,250.50."}),
        ({"cost": "9" * 13}, {"cost": "“Cost” is too long to be an amount of money here."}),
        ({"size": "401"}, {"size": "“Floor area” may be at most 400 sq ft."}),
        ({"material": "straw"}, {"material": "Choose one of the answers listed for “Material”."}),
        ({"slab": "maybe"}, {"slab": "Answer “Concrete slab?” with yes or no."}),
        ({"parcel": {"address": "1 Main"}}, {"parcel": "Pick a property from the list for “Address”."}),
        ({"parcel": "1 Main"}, {"parcel": "Pick a property from the list for “Address”."}),
    ],
)
def test_a_wrong_answer_has_a_sentence_at_its_field(answers, sentence):
    assert errors(**answers) == sentence


def test_a_question_that_is_not_required_may_stay_open():
    result = checked(slab="")
    assert result.ok
    assert "slab" not in result.values


@pytest.mark.parametrize(
    ("written", "given", "kept"),
    [
        ('type = "date"', "4/27/2026", "2026-04-27"),
        ('type = "date"', "2026-04-27", "2026-04-27"),
        ('type = "date"', "2/30/2026", "“Extra” must be a date, such as 4/27/2026."),
        ('type = "date"', "1/1/0001", "“Extra” must be a date between 1800 and 2200."),
        ('type = "email"', "ana@example.com", "ana@example.com"),
        ('type = "email"', "ana@example", "“Extra” must be an e-mail address, such as name@example.com."),
        ('type = "phone"', "(630) 256-3130 x12", "(630) 256-3130 x12"),
        ('type = "phone"', "256-3130", "“Extra” must be a telephone number with area code, such as 630-256-3130."),
        ('type = "text"', "  two   words ", "two words"),
        ('type = "text"', "bell\x07", "“Extra” holds a character that cannot be stored; type it again."),
        ('type = "text"\nlongest = 3', "four", "“Extra” may have at most 3 characters; this has 4."),
        ('type = "text"\npattern = "99-AA"', "12-ab", "12-ab"),
        ('type = "text"\npattern = "99-AA"', "1a-bb", "“Extra” must look like 99-AA (9 is a digit, A a letter)."),
        ('type = "longtext"', "one\r\ntwo", "one\ntwo"),
        ('type = "number"\nwhole = true', "2.0", "2.0"),
        ('type = "number"\nwhole = true', "2.5", "“Extra” must be a whole number."),
        ('type = "multi"\noptions = ["a", "b"]', ["b", "a", "b"], ["a", "b"]),
        ('type = "multi"\noptions = ["a", "b"]', ["c"], "Choose from the answers listed for “Extra”."),
        ('type = "person"', {"email": "x@example.com"}, "Fill in the name for “Extra”."),
        ('type = "license-holder"', {"key": "4", "name": "Fox", "evil": "1"}, {"key": "4", "name": "Fox"}),
        ('type = "bool"', "no", False),
        ('type = "info"', "ignored", None),
    ],
)
def test_every_kind_of_question_keeps_or_refuses(written, given, kept):
    result = checked(rt=field_type(written), extra=given)
    found = next((text for key, text in result.errors.items() if key.startswith("extra")), result.values.get("extra"))
    assert found == kept


def test_a_wrong_part_of_a_person_is_named():
    result = checked(rt=field_type('type = "person"'), extra={"name": "Ana", "email": "nowhere"})
    assert result.errors == {"extra.email": "The e-mail of “Extra” must look like name@example.com."}


# -- conditions and lists, on the fence


def fence_errors(page=None, facts=None, **answers):
    return aurora_type("fence-residential").validate({**FENCE, **answers}, facts or {}, page).errors


def test_masonry_asks_for_its_footing_and_wood_does_not():
    fence = aurora_type("fence-residential")
    masonry, wood = (fence.visible_fields("work", {"material": material}) for material in ("masonry", "wood"))
    assert "footing" in [field.key for field in masonry]
    assert "footing" not in [field.key for field in wood]
    assert fence_errors(material="masonry") == {"footing": "Fill in “Footing depth”."}


def test_hidden_answers_are_neither_kept_nor_demanded():
    result = aurora_type("fence-residential").validate({**FENCE, "footing": "not a number"}, {}, None)
    assert result.ok
    assert "footing" not in result.values


def test_an_entry_of_a_list_is_wrong_at_its_own_place():
    sections = [{"yard": "rear", "length": "60", "height": "6"}, {"yard": "side", "length": "", "height": "13"}]
    assert fence_errors(sections=sections) == {
        "sections.1.length": "Fill in “Length”.",
        "sections.1.height": "“Height” may be at most 12 ft.",
    }


def test_a_list_needs_its_entries_and_an_empty_one_does_not_count():
    assert fence_errors(sections=[]) == {"sections": "Add at least 1 entry to “Fence sections”."}
    many = [{"yard": "rear", "length": "1", "height": "1"}] * 21
    assert fence_errors(sections=many) == {"sections": "“Fence sections” may have at most 20 entries."}


def test_a_check_over_the_list_speaks_in_the_citys_words():
    tall = [{"yard": "front", "length": "60", "height": "5"}]
    assert fence_errors(sections=tall) == {"sections": "A fence in a front yard may be at most 4 ft high."}


def test_a_posted_page_becomes_answers_by_its_names():
    fence = aurora_type("fence-residential")
    posted = {
        "material": ["wood"], "cost": ["1"], "hoa": ["no"], "csrf": ["x"],
        "sections.0.yard": ["rear"], "sections.0.length": ["60"], "sections.0.height": ["6"],
        "sections.7.yard": ["side"], "sections.7.length": ["10"], "sections.x.yard": ["front"],
    }  # fmt: skip
    assert fence.answers_from(posted, "work") == {
        "material": "wood", "footing": "", "cost": "1", "hoa": "no",
        "sections": [{"yard": "rear", "length": "60", "height": "6"}, {"yard": "side", "length": "10", "height": ""}],
    }  # fmt: skip
    assert fence.answers_from({"owner.name": ["Ana"], "owner.role": ["king"]}, "place")["owner"] == {"name": "Ana"}


def test_stored_answers_become_typed_facts_and_what_cannot_be_read_stays_unknown():
    facts = aurora_type("fence-residential").facts_from(
        {**FENCE, "cost": "not yet", "contractor": {"key": "1", "active": "true", "insured_until": "2027-01-31"}}
    )
    assert "cost" not in facts
    assert facts["hoa"] is False
    assert facts["sections"] == [{"yard": "rear", "length": Decimal(60), "height": Decimal(6)}]
    assert facts["contractor"] == {"key": "1", "active": True, "insured_until": date(2027, 1, 31)}


def test_staff_questions_stand_on_no_page_of_the_applicant():
    hvac = aurora_type("hvac-contractor")
    assert [field.key for field in hvac.staff_fields] == ["star"]
    assert "star" not in {field.key for page in hvac.pages for field in page.fields}
    assert hvac.validate({"star": "yes"}, {}, "staff").values == {"star": True}


@given(st.dictionaries(st.sampled_from([*FENCE, "footing", "contractor"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6,
)))  # fmt: skip
def test_whatever_is_posted_gets_sentences_and_only_json_is_kept(answers):
    fence = aurora_type("fence-residential")
    result = fence.validate(answers, {}, None)
    assert all(sentence.endswith(".") for sentence in result.errors.values())
    again = fence.validate({**answers, **result.values}, {}, None)
    assert again.values == result.values, "what was kept is kept again, unchanged"
    fence.facts_from(answers)
