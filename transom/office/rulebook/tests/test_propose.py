"""Somebody proposes rules: sends files, or changes the text of one; what is wrong comes back with its line."""

from __future__ import annotations

import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from transom.office.rulebook.tests import given
from transom.office.rulebook.tests.given import FENCE, SAID, archive, sent
from transom.rulebook import queries
from transom.rulebook.bundles import blob_name

NEW = "/office/rules/proposals/new/"
EDIT = f"/office/rules/proposals/new/files/{FENCE}"


def files_of(number=None):
    found = queries.proposals()
    return queries.proposal_files(found[0] if number is None else queries.proposal(number))


def send(client, *files, **said):
    return client.post(NEW, {**SAID, **said, "files": list(files)})


def typed(files, text, do="propose", **said):
    return {**SAID, "text": text.replace("\n", "\r\n"), "opened": blob_name(files[FENCE]), "do": do, **said}


# -- sending files


def test_one_file_without_its_folder_takes_the_place_of_the_one_it_is_a_new_text_of(at_cals, elm_files, read):
    answer = send(at_cals, sent("fence-2026.toml", given.raised(elm_files)))
    assert answer.status_code == 302
    assert files_of() == {**elm_files, FENCE: given.raised(elm_files)}
    text = read(at_cals.get(answer["Location"]))
    assert "Proposal" in text
    assert "Every check holds: 2 types, 1 example and 1 scenario." in text
    assert "Fee “Fence permit” fee.permit.base Changed 45.00 46.00" in text


def test_an_archive_has_the_folders_with_it_even_below_one_of_its_own(at_cals, elm_files):
    folder = {f"elm-il/{FENCE}": given.raised(elm_files), "elm-il/notices/en/closed.md": "Subject: Done\n\nClosed."}
    send(at_cals, archive({**folder, "__MACOSX/elm-il/._x.toml": b"\0\1", "elm-il/.DS_Store": b"\0"}))
    changed = {FENCE: given.raised(elm_files), "notices/en/closed.md": "Subject: Done\n\nClosed."}
    assert files_of() == {**elm_files, **changed}


def test_the_whole_rulebook_takes_away_what_it_does_not_hold(at_cals, elm_files):
    rest = {path: text for path, text in elm_files.items() if path != "permits/shed.toml"}
    send(at_cals, archive(rest), whole="yes")
    assert files_of() == rest


def test_a_new_type_goes_to_the_folder_of_its_kind(at_cals, elm_files):
    text = elm_files["permits/shed.toml"].replace('id = "shed"', 'id = "gazebo"')
    send(at_cals, sent("gazebo.toml", text))
    assert files_of()["permits/gazebo.toml"] == text


def test_wrong_rules_may_be_proposed_so_that_another_can_look(at_cals, elm_files, read):
    text = elm_files[FENCE].replace('kind = "unit"', 'kind = "unitt"')
    page = read(at_cals.get(send(at_cals, sent("fence.toml", text))["Location"]))
    line = text[: text.index("unitt")].count("\n") + 1
    assert f"permits/fence.toml:{line}:" in page
    assert f'{line} kind = "unitt"' in page
    assert "Change this file" in page


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose the files that change"),
        ([sent("rules.pdf", "%PDF")], "rules.pdf is no rule file"),
        ([sent("fence.toml", b"\xff\xfe")], "this is not UTF-8 text"),
        ([sent("fence.toml", "x" * 2_000_001)], "fence.toml is too large"),
        ([sent("rules.zip", b"PK not really")], "rules.zip cannot be unpacked"),
        ([sent("rules.zip", b"x" * 5_000_001)], "rules.zip is too large. An archive has at most 5 MB."),
        ([archive({"../agency.toml": "x"})], "../agency.toml in rules.zip leads outside of the rulebook"),
        ([archive({"/etc/a.toml": "x"})], "leads outside of the rulebook"),
        ([archive({"inner.zip": b"PK"})], "inner.zip is no rule file"),
        ([archive({f"permits/{n}.toml": "" for n in range(2_001)})], "holds 2,001 files; a rulebook has at most 2,000"),
        ([archive({"permits/big.toml": "\n" * 2_000_001})], "permits/big.toml is too large"),
        ([sent("brand-new.md", "Subject: x")], "There is no brand-new.md yet. Send it in a .zip with the folder"),
        ([sent("fence.toml", "a"), archive({FENCE: "b"})], "permits/fence.toml was sent twice"),
    ],
)
def test_what_is_no_rule_file_is_refused_in_a_sentence_and_what_was_typed_stays(at_cals, read, files, sentence):
    for file in files:
        file.seek(0)
    answer = send(at_cals, *files)
    assert answer.status_code == 422
    page = read(answer)
    assert sentence in page
    assert SAID["note"] in page
    assert queries.proposals() == []


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(at_cals, read):
    bomb = archive({f"permits/{n}.toml": b"\n" * 1_900_000 for n in range(11)})
    assert bomb.size < 100_000
    assert "rules.zip unpacks to more than 20 MB" in read(send(at_cals, bomb))


def test_an_archive_whose_directory_lies_about_sizes_is_refused(at_cals, read):
    packed = archive({"permits/a.toml": b"\n" * 3_000_000}).read()
    true, false = struct.pack("<I", 3_000_000), struct.pack("<I", 10)
    assert packed.count(true) == 2
    assert "rules.zip cannot be unpacked" in read(send(at_cals, sent("rules.zip", packed.replace(true, false))))


def test_a_link_in_an_archive_is_refused(at_cals, read):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        link = ZipInfo("permits/fence.toml")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    assert "or is no plain file" in read(send(at_cals, SimpleUploadedFile("rules.zip", out.getvalue())))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"note": " "}, "Say what changes and by which ordinance."),
        ({"effective": ""}, "Choose the first day of these rules."),
        ({"effective": "2026-03-01"}, "Choose 2026-03-02 or a later day."),
        ({"note": "x" * 2_001}, "Shorten this to 2,000 characters."),
    ],
)
def test_a_proposal_says_from_when_and_why(at_cals, elm_files, read, said, sentence):
    answer = send(at_cals, sent("fence.toml", given.raised(elm_files)), **said)
    assert answer.status_code == 422
    assert sentence in read(answer)


def test_what_changes_nothing_is_refused(at_cals, elm_files, read):
    assert "nothing would change" in read(send(at_cals, sent("fence.toml", elm_files[FENCE])))


# -- changing one text


def test_the_editor_shows_the_text_that_stands(at_cals, elm_files):
    page = at_cals.get(EDIT).content.decode()
    assert elm_files[FENCE].splitlines()[0].replace('"', "&#34;") in page
    assert at_cals.get("/office/rules/proposals/new/files/permits/none.toml").status_code == 404


def test_a_wrong_line_comes_back_with_its_place_and_the_typed_text(at_cals, elm_files, read):
    text = elm_files[FENCE].replace("base = 45.00", 'base = "lots"')
    for do in ("check", "propose"):
        answer = at_cals.post(EDIT, typed(elm_files, text, do))
        assert answer.status_code == 422
        page = read(answer)
        line = text[: text.index('"lots"')].count("\n") + 1
        assert f"permits/fence.toml:{line}:" in page
        assert f'{line} base = "lots"' in page
        assert page.count('base = "lots"') == 2, "once at the problem and once in the area"
    assert queries.proposals() == []


def test_an_example_that_fails_comes_back_too(at_cals, elm_files, read):
    text = elm_files[FENCE].replace("base = 45.00", "base = 46.00")
    page = read(at_cals.post(EDIT, typed(elm_files, text)))
    assert "permit should be 55.00, the schedule gives 56.00" in page
    assert "Propose it all the same" in page


def test_a_check_asks_for_no_day_and_proposes_nothing(at_cals, elm_files, read):
    answer = at_cals.post(EDIT, typed(elm_files, given.raised(elm_files), "check", note="", effective=""))
    assert answer.status_code == 200
    assert "Every check, example and scenario holds." in read(answer)
    assert queries.proposals() == []


def test_a_sound_text_is_proposed(at_cals, elm_files):
    answer = at_cals.post(EDIT, typed(elm_files, given.raised(elm_files)))
    assert answer.status_code == 302
    assert files_of() == {**elm_files, FENCE: given.raised(elm_files)}


def test_a_wrong_text_is_proposed_when_one_insists(at_cals, elm_files):
    text = elm_files[FENCE].replace("base = 45.00", "base = 46.00")
    assert at_cals.post(EDIT, typed(elm_files, text, "anyway")).status_code == 302
    assert len(queries.proposals()[0].checks["errors"]) == 2


def test_a_file_is_proposed_to_be_taken_away(at_cals, elm_files):
    address = "/office/rules/proposals/new/files/permits/shed.toml"
    said = {**SAID, "text": "", "opened": blob_name(elm_files["permits/shed.toml"]), "do": "remove"}
    assert at_cals.post(address, said).status_code == 302
    assert "permits/shed.toml" not in files_of()


def test_a_text_that_was_published_anew_meanwhile_is_not_overwritten(at_cals, elm_files, read):
    answer = at_cals.post(EDIT, typed(elm_files, given.raised(elm_files)) | {"opened": "0" * 64})
    assert answer.status_code == 422
    page = read(answer)
    assert "Another text of this file was published since you opened it" in page
    assert "base = 46.00" in page


def test_a_character_that_no_text_may_hold_is_refused(at_cals, elm_files, read):
    assert "a character that no text may hold" in read(at_cals.post(EDIT, typed(elm_files, "a\0b", "anyway")))


# -- going on from an earlier proposal


def test_mending_ones_own_proposal_makes_a_new_one_and_takes_the_old_one_back(at_cals, cal, elm_files, read):
    wrong = given.proposed(elm_files, cal, elm_files[FENCE].replace("base = 45.00", "base = 46.00"))
    address = f"{EDIT}?after={wrong.pk}"
    assert "base = 46.00" in at_cals.get(address).content.decode()
    said = typed({FENCE: queries.proposal_files(wrong)[FENCE]}, given.raised(elm_files))
    page = read(at_cals.post(address, said, follow=True))
    assert f"It takes the place of proposal {wrong.pk}." in page
    assert [(each.state, each.decided_why[:8]) for each in queries.proposals()] == [
        ("open", ""), ("withdrawn", "Replaced"),
    ]  # fmt: skip


def test_going_on_from_anothers_proposal_leaves_it_open(at_sues, cal, elm_files):
    first = given.proposed(elm_files, cal)
    shed = elm_files["permits/shed.toml"].replace("amount = 30.00", "amount = 31.00")
    at_sues.post(f"{NEW}?after={first.pk}", {**SAID, "files": [sent("shed.toml", shed)]})
    assert [each.state for each in queries.proposals()] == ["open", "open"]
    assert files_of() == {**elm_files, FENCE: given.raised(elm_files), "permits/shed.toml": shed}


def test_a_proposal_that_is_not_there_is_not_gone_on_from(at_cals):
    assert at_cals.get(f"{NEW}?after=99999").status_code == 404
    assert at_cals.get(f"{NEW}?after=x").status_code == 404
