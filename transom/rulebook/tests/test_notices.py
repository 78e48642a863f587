"""The words of notices: names filled in, nothing executed, every wrong name found at its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.notices import NoticeText, read_notice
from transom.rulebook.tests.given import aurora_agency, aurora_type, files, sentences, shed
from transom.rulebook.vocabulary import NOTICE_NAMES

FACTS = {
    "name": "Ana Ruiz",
    "record": {
        "number": "F26-00001",
        "label": "Fence Residential",
        "address": "44 E Downer Pl",
        "url": "https://x/F26-00001/",
    },
    "balance_due": Decimal("45"),
    "missing": ["Pay the fees due.", "The contractor's insurance has run out."],
}


def rendered(body: str, **facts) -> str:
    return NoticeText("", body).render({**FACTS, **facts}).body


def test_the_approval_lists_what_is_still_missing_and_what_is_owed():
    text = aurora_type("fence-residential").notice("approved", FACTS)
    assert text.subject == "F26-00001 is approved"
    assert "- Pay the fees due.\n- The contractor's insurance has run out.\n" in text.body
    assert "Balance due: **$45.00**" in text.body
    assert text.body.endswith("City of Aurora, Illinois, Development Services Department\n")


def test_a_type_may_say_it_in_its_own_words_and_keep_the_citys_subject():
    text = aurora_type("hvac-contractor").notice("renewal", FACTS | {"term_end": date(2026, 12, 31)})
    assert text.subject == "F26-00001: renewal is open"
    assert "ends on December 31, 2026.\n\nUpload this year's application" in text.body


def test_a_notice_nobody_wrote_is_an_error():
    with pytest.raises(KeyError, match="no notice"):
        aurora_type("fence-residential").notice("happy-birthday", {})
    with pytest.raises(KeyError, match="no notice"):
        aurora_agency().notice("happy-birthday", {})


def test_a_language_without_the_notice_falls_back_to_english():
    assert aurora_type("fence-residential").notice("approved", FACTS, "pl").subject == "F26-00001 is approved"


def test_values_are_said_by_their_kind():
    assert (
        rendered("{today} {balance_due} {days_left}", today=date(2026, 3, 2), days_left=7) == "March 2, 2026 $45.00 7\n"
    )
    assert rendered("{missing}", missing=[]) == "\n"


def test_a_line_of_names_nobody_can_fill_is_left_out():
    assert rendered("One\n\n{reason}\n\n- {notes}\n\nTwo") == "One\n\nTwo\n"
    assert rendered("Because {reason}") == "Because\n"


def test_what_a_person_typed_is_never_read_as_a_name_or_a_format():
    typed = "{record.number} {0.cls} %s"
    assert rendered("Hello {name}", name=typed) == f"Hello {typed}\n"


def test_what_a_person_typed_makes_no_link_and_no_emphasis():
    body = rendered(
        "Dear {name}:\n\n{comments}\n\n[Open]({record.url})", name="[Pay](https://evil) *now*", comments=["# <b>"]
    )
    assert body == ("Dear \\[Pay\\](https://evil) \\*now\\*:\n\n- \\# \\<b\\>\n\n[Open](https://x/F26-00001/)\n")


def test_a_subject_is_one_line_whatever_stands_in_its_names():
    assert (
        NoticeText("About {record.title}", "").render({"record": {"title": "a\r\nBcc: x"}}).subject == "About a Bcc: x"
    )


def test_the_first_line_is_the_subject():
    assert read_notice("Subject: Hello\r\n\r\nBody\r\n") == NoticeText("Hello", "Body\n")


def test_a_wrong_name_in_a_notice_is_found_at_its_place():
    texts = files() | {"notices/en/closed.md": "Hello\n\nDear {nam}, {agency.nam}\n"}
    assert [line for line in sentences(compile_book(texts)) if line.startswith("notices")] == [
        'notices/en/closed.md:1:1: the first line must be the subject, e.g. "Subject: Your permit {record.number}"',
        'notices/en/closed.md:3:6: "{nam}" is not a name a notice knows; did you mean "name"?',
        'notices/en/closed.md:3:13: "{agency.nam}" is not a name a notice knows; did you mean "agency.name"?',
    ]


def test_a_wrong_name_in_a_types_own_words_is_found_too():
    assert '"{numbr}" is not a name a notice knows' in sentences(shed(more='[notice]\nclosed = "It is {numbr}"\n'))[0]


def test_every_notice_of_the_city_uses_only_names_that_exist_and_has_a_subject():
    for key, text in aurora_agency().notices["en"].items():
        assert text.subject, key
        assert set(text.names()) <= NOTICE_NAMES, key
