"""How the search box is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.search import rules


@pytest.mark.parametrize("typed", ["F26-00012", "f26 00012", "f2600012", " F26–00012 "])
def test_a_number_is_one_however_it_is_typed(typed):
    assert rules.asked(typed).number == "F2600012"


def test_a_word_without_a_figure_is_no_number():
    assert rules.asked("Fence").number == ""


def test_names_are_compared_without_accents_marks_and_capitals():
    assert rules.plain("José Ñandú & Łódź-Söhne, L.L.C.") == "jose nandu lodz sohne l l c"
    assert rules.plain("O'Brien") == "obrien"


def test_a_name_said_twice_is_kept_once():
    assert rules.words_of("Ada Lovelace", "ADA LOVELACE", "") == " ada lovelace"


def test_a_bare_figure_is_a_whole_house_number():
    assert rules.asked("44").prefixes == ("44 ",)


def test_two_letters_are_too_few_to_look_for_in_the_middle_of_names():
    assert rules.asked("st").words == ()


def test_a_box_filled_by_a_robot_is_cut_to_a_length():
    assert len(rules.asked("x" * 5000).text) == rules.LONGEST


@given(st.text(max_size=300))
def test_anything_at_all_can_be_typed(text):
    said = rules.asked(text)
    assert "\x00" not in said.text
    assert said.number == "" or said.number.isalnum()
