"""Every edition of a type can be read, and what changed between any two of them."""

from __future__ import annotations

from datetime import date

import pytest

from transom.office.rulebook.changes import changes
from transom.office.rulebook.tests import given
from transom.rulebook import queries
from transom.rulebook.actions import keep_replay, publish
from transom.rulebook.tests.elm import NOON

RULES = "/office/rules/"


def in_force(files, cal, sue, text="", effective=given.JULY):
    proposal = given.proposed(files, cal, text, effective)
    keep_replay(proposal, {}, at=NOON)
    publish(proposal, by=sue, at=NOON)
    return proposal


@pytest.fixture
def raised(elm_files, cal, sue):
    """The fence is dearer from July on."""
    return in_force(elm_files, cal, sue)


def test_each_edition_tells_its_days_and_both_people(at_sues, cal, sue, raised, read):
    page = read(at_sues.get(f"{RULES}fence/editions/"))
    planned, first = queries.editions("fence")
    assert f"From Jul 1, 2026 Planned {first.adopted_by} Its proposal {cal.label} {sue.label}" in page
    assert f"Jan 1, 2024 to Jun 30, 2026 In force {first.adopted_by} from the folder System" in page
    assert planned.bundle[:12] in page


def test_what_changed_last_stands_below_with_the_name_of_the_thing(at_sues, raised, read):
    page = read(at_sues.get(f"{RULES}fence/editions/"))
    assert "Fee “Fence permit” fee.permit.base Changed 45.00 46.00" in page


def test_any_two_editions_are_compared_either_way(at_sues, elm_files, cal, sue, raised, read):
    now = queries.files_named(queries.newest_book().bundle)
    in_force(now, cal, sue, given.raised(elm_files, 49), "2026-09-01")
    newest, second, first = (row.bundle[:12] for row in queries.editions("fence"))
    page = read(at_sues.get(f"{RULES}fence/editions/?old={first}&new={newest}"))
    assert "fee.permit.base Changed 45.00 49.00" in page
    assert "fee.permit.base Changed 49.00 46.00" in read(
        at_sues.get(f"{RULES}fence/editions/?old={newest}&new={second}")
    )
    assert "Nothing changes between these two." in read(at_sues.get(f"{RULES}fence/editions/?old={first}&new={first}"))
    assert at_sues.get(f"{RULES}fence/editions/?old={'0' * 12}").status_code == 404


def test_an_only_edition_has_nothing_to_compare(at_sues, elm_files, read):
    assert "There is one edition, so nothing has changed yet." in read(at_sues.get(f"{RULES}shed/editions/"))


@pytest.mark.parametrize("part", ["", "fees/", "lifecycle/", "checks/", "text/", "trial/"])
def test_each_page_of_another_edition_says_that_it_is_not_in_force(at_sues, raised, read, part):
    planned = queries.editions("fence")[0].bundle[:12]
    page = read(at_sues.get(f"{RULES}fence/{part}?edition={planned}"))
    assert "This edition is not in force today. Its days: from Jul 1, 2026." in page
    assert "not in force" not in read(at_sues.get(f"{RULES}fence/{part}"))


def test_the_edition_in_force_needs_no_word_about_it(at_sues, raised, read):
    standing = queries.editions("fence")[1].bundle[:12]
    assert "not in force" not in read(at_sues.get(f"{RULES}fence/fees/?edition={standing}"))


@pytest.mark.parametrize("edition", ["0" * 64, "short", "@book"])
def test_an_edition_that_is_not_of_this_type_is_not_found(at_sues, raised, edition):
    assert at_sues.get(f"{RULES}fence/?edition={edition}").status_code == 404
    of_shed = queries.editions("shed")[0].bundle
    assert at_sues.get(f"{RULES}fence/?edition={of_shed}").status_code == 404


def test_a_type_that_ended_can_still_be_read(at_sues, elm_files, cal, sue, read):
    rest = {path: text for path, text in elm_files.items() if path != "permits/shed.toml"}
    gone = given.propose(rest, effective=date(2026, 3, 2), note="No more sheds", by=cal, at=NOON)
    keep_replay(gone, {}, at=NOON)
    publish(gone, by=sue, at=NOON)
    page = read(at_sues.get(f"{RULES}shed/"))
    assert "This edition is not in force today. Its days: Jan 1, 2025 to Mar 1, 2026." in page
    assert "Read what is in force" not in page


def test_the_citys_letters_are_compared_line_by_line(at_sues, elm_files, cal, sue, read):
    letter = "notices/en/closed.md"
    changed = {**elm_files, letter: elm_files[letter] + "\nThank you.\n"}
    proposal = given.propose(changed, effective=date(2026, 3, 2), note="Thank people", by=cal, at=NOON)
    page = read(at_sues.get(f"{RULES}proposals/{proposal.pk}/"))
    assert "+ Thank you." in page
    keep_replay(proposal, {}, at=NOON)
    publish(proposal, by=sue, at=NOON)
    page = read(at_sues.get(f"{RULES}city/"))
    assert "Notices/en/closed.md" in page
    assert "+ Thank you." in page


def test_the_list_of_types_ends_with_who_published(at_sues, cal, sue, raised, read):
    page = read(at_sues.get(RULES))
    _, published = page.rsplit("Who published", 1)
    assert f"Ordinance 26-07 raises the fence permit {cal.label} {sue.label}" in published
    assert "Loaded from the folder from the folder System" in published


# -- changes in words


OLD = """schema = "record-type/1"
id = "deck"
label = "Deck"

[need]
papers = { before = "submit", when = "documents_missing == 0", say = "Upload every paper." }

[fee.permit]
label = "Deck permit"
rows = [{ over = 0, base = 10.00 }, { over = 500, base = 14.00 }]

[[scenario]]
name = "A life"
steps = [{ day = 2026-03-02, do = "submit" }]
"""


def parts(new, old=OLD):
    return changes({"deck.toml": old}, {"deck.toml": new})


def rows(new):
    (part,) = parts(new)
    return [(row.said, row.label, row.path, row.old, row.new) for row in (*part.rows, *part.proof)]


def test_the_innermost_thing_with_a_name_is_called_by_it():
    assert rows(OLD.replace("14.00", "15.50")) == [
        ("Changed", "fee “Deck permit”", "fee.permit.rows[1].base", "14.00", "15.50")
    ]
    assert rows(OLD.replace("2026-03-02", "2026-03-03")) == [
        ("Changed", "scenario “A life”", 'scenario["A life"].steps[0].day', "2026-03-02", "2026-03-03")
    ]


def test_what_is_gone_is_called_as_it_was():
    text = OLD.replace(
        'papers = { before = "submit", when = "documents_missing == 0", say = "Upload every paper." }', ""
    )
    assert rows(text)[0][:3] == ("Gone", "need “Upload every paper.”", "need.papers")


def test_a_setting_of_the_whole_type_has_no_other_name():
    assert rows(OLD.replace('label = "Deck"', 'label = "Decks"')) == [("Changed", "", "label", '"Deck"', '"Decks"')]


def test_a_new_and_a_gone_type_are_said_whole():
    (part,) = changes({}, {"deck.toml": OLD})
    assert (part.title, part.rows[0].said, part.rows[0].label) == ("Deck", "New", "The whole of it")


def test_a_base_that_changes_tells_every_type_that_builds_on_it():
    base = 'schema = "record-base/1"\nid = "trade"\n[fee.permit]\nlabel = "Permit"\namount = 5.00\n'
    types = {
        f"{name}.toml": f'schema = "record-type/1"\nid = "{name}"\nlabel = "{name}"\nextends = "trade"\n'
        for name in ("a", "b", "c", "d")
    }
    (part,) = changes({"base.toml": base, **types}, {"base.toml": base.replace("5.00", "6.00"), **types})
    assert (part.title, part.names) == ("a, b, c and 1 more", ("a", "b", "c", "d"))
    assert part.rows[0].label == "fee “Permit”"


def test_a_long_letter_shows_what_stands_around_a_change():
    old = "\n".join(f"line {n}" for n in range(40))
    (part,) = changes({"x.md": old}, {"x.md": old.replace("line 20", "another").replace("line 35", "one more")})
    assert [(line.sign, line.text) for line in part.lines][:7] == [
        (" ", "line 18"), (" ", "line 19"), ("-", "line 20"), ("+", "another"), (" ", "line 21"), (" ", "line 22"),
        ("…", ""),
    ]  # fmt: skip
