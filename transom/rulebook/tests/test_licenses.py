"""Contractors by trade: which licenses a question takes, and the slips in naming them."""

from __future__ import annotations

from transom.rulebook.books import compile_book
from transom.rulebook.tests.given import SHED, files, sentences

PLUMBER = SHED.replace('"shed"', '"plumber"').replace('kind = "permit"', 'kind = "license"').replace("S{yy}", "PL{yy}")


def holders(question: str, **others: str):
    text = SHED.replace("[need]", f'contractor = {{ page = "work", label = "Who?", {question} }}\n[need]')
    return compile_book(files(shed=text, plumber=PLUMBER, **others))


def test_a_question_says_which_licenses_will_do():
    rt = holders('type = "license-holder", licenses = ["plumber"]').sound().types["shed"]
    assert rt.fields["contractor"].licenses == ("plumber",)
    assert holders('type = "license-holder"').sound().types["shed"].fields["contractor"].licenses == ()


def test_rules_may_ask_for_the_kind_of_license():
    text = '[need.trade]\nbefore = "issue"\nwhen = "contractor.license_type == \'plumber\'"\nsay = "Pick a plumber."\n'
    rt = compile_book(files(shed=SHED + text)).sound().types["shed"]
    assert [unmet.key for unmet in rt.unmet("issue", {"contractor": {"license_type": "roofer"}})] == ["fees", "trade"]
    unmet = rt.unmet("issue", {"contractor": {"license_type": "roofer"}})[1]
    assert unmet.because == "kind of license: roofer"


def test_a_license_nobody_gives_is_said():
    found = sentences(holders('type = "license-holder", licenses = ["plumer"]'))
    assert found == ['shed.toml:19:84: field.contractor.licenses[0]: unknown license "plumer"; did you mean "plumber"?']


def test_a_permit_is_no_license():
    found = sentences(holders('type = "license-holder", licenses = ["shed"]'))
    assert found == ['shed.toml:19:84: field.contractor.licenses[0]: "shed" is a permit, not a license or registration']


def test_only_a_license_holder_has_licenses():
    found = sentences(holders('type = "person", licenses = ["plumber"]'))
    assert any("field.contractor.licenses: only a license-holder has licenses" in line for line in found)


def test_a_license_whose_file_cannot_be_read_is_not_blamed_twice():
    text = SHED.replace(
        "[need]", 'contractor = { page = "work", label = "W", type = "license-holder", licenses = ["plumber"] }\n[need]'
    )
    found = sentences(compile_book(files(shed=text, plumber=PLUMBER.replace('label = "Shed"', ""))))
    assert found == ['plumber.toml:1:1: "label" is missing']
