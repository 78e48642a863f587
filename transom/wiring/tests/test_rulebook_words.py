"""`transom rulebook` with a database: from a proposal on the command line to rules in force, and back into a folder."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from transom.fees.audit import broken
from transom.kernel import clock
from transom.kernel.actors import SYSTEM
from transom.records.tests.given import staff
from transom.rulebook import actions, queries
from transom.rulebook.tests import elm
from transom.rulebook.tests.elm import NOON
from transom.wiring import warming
from transom.wiring.audit import CHECKS
from transom.wiring.commands import main, migrate, rulebook_versions

pytestmark = pytest.mark.django_db
JULY = "2026-07-01"


@pytest.fixture
def city(tmp_path, settings, monkeypatch):
    """Elm, its rules loaded on March 2, 2026, and two of its staff: Wren writes rules, Sam publishes them."""
    settings.AGENCY = elm.KEY
    monkeypatch.setattr("django.setup", lambda: None)
    queries.forget()
    folder = elm.folder(tmp_path / "city")
    with clock.frozen(NOON):
        actions.load_agency(folder, by=SYSTEM, at=NOON)
        for username, role in (("wren", "rule-writer"), ("sam", "supervisor"), ("ina", "intake")):
            person = staff(username=username)
            person.roles.all().delete()
            person.roles.create(role=role)
        yield folder
    queries.forget()


@pytest.fixture
def say(capsys):
    def run(*words: object, wrong: bool = False) -> str:
        code = main(["rulebook", *map(str, words)])
        out, err = capsys.readouterr()
        assert code == int(wrong), err or out
        return err if wrong else out

    return run


def propose(say, city, effective=JULY) -> int:
    said = say("propose", city, "--effective", effective, "--note", "Ordinance 26-07", "--by", "wren")
    assert "All checks hold: 2 types, 1 examples, 1 scenarios." in said
    return queries.proposals()[0].pk


def test_from_a_proposal_to_rules_in_force(city, say, tmp_path):
    elm.raise_the_fee(city)
    number = propose(say, city)
    assert "Replay last year's charges" in say("publish", number, "--by", "sam", wrong=True)
    assert "0 bills worked out again" in say("replay", "--proposal", number, "--processes", 1)
    assert f"{number}  open       for 2026-07-01  by Wren Gomez: Ordinance 26-07" in say("proposals")
    assert "~ fee.permit.base: 45.00 -> 46.00" in say("proposals", number)
    assert say("publish", number, "--by", "sam") == "Published: fence.\n"
    assert say("diff", "2026-06-30", JULY, "fence").splitlines()[:2] == ["fence", "  ~ fee.permit.base: 45.00 -> 46.00"]
    assert "files are in" in say("export", tmp_path / "july", "--on", JULY)
    assert say("diff", city, tmp_path / "july") == "Nothing changes.\n"
    assert list(broken(CHECKS)) == []


def test_whoever_lacks_the_right_is_told_which(city, say):
    elm.raise_the_fee(city)
    words = ("propose", city, "--effective", JULY, "--note", "x", "--by")
    assert "none of their roles holds rulebook.propose" in say(*words, "ina", wrong=True)
    assert 'no member of staff "nobody"' in say(*words, "nobody", wrong=True)
    number = propose(say, city)
    assert "none of their roles holds rulebook.publish" in say("publish", number, "--by", "wren", wrong=True)


def test_a_proposal_is_refused_or_taken_back_with_a_reason(city, say):
    elm.raise_the_fee(city)
    number = propose(say, city)
    assert "Only Wren Gomez" in say("withdraw", number, "--by", "sam", "--why", "no", wrong=True)
    assert say("refuse", number, "--by", "sam", "--why", "Not voted on yet") == "Refused.\n"
    assert "Sam Gomez, 2026-03-02 Not voted on yet" in say("proposals", number)
    assert "There is no proposal 99999." in say("proposals", 99999, wrong=True)


def test_a_wrong_text_is_said_with_its_place_and_kept(city, say):
    elm.rewrite(city, "permits/fence.toml", ("base = 45.00", "base = 46.00"))
    said = say("propose", city, "--effective", JULY, "--note", "x", "--by", "wren")
    assert "permits/fence.toml:" in said
    assert "permit should be 55.00" in said


def test_two_folders_two_days_and_two_bundles_are_compared(city, say, tmp_path):
    old = elm.folder(tmp_path / "old")
    elm.raise_the_fee(city)
    folders = say("diff", old, city)
    before = queries.editions()[0].bundle
    actions.load_agency(city, by=SYSTEM, at=NOON + timedelta(days=1))
    after = queries.editions()[0].bundle
    assert say("diff", before[:10], after) == folders == say("diff", "2026-03-02", "2026-03-03")
    assert 'no bundle whose name begins with "ffffffff"' in say("diff", "ffffffff", city, wrong=True)
    assert '"no/such" is no folder here' in say("diff", "no/such", city, wrong=True)
    assert 'Neither side holds a record type "pool"' in say("diff", old, city, "pool", wrong=True)


def test_types_whose_lifecycle_differs_on_a_day_are_both_shown(city, say):
    elm.rewrite(city, "permits/fence.toml", ("effective = 2024-01-01", "effective = 2027-01-01"))
    elm.rewrite(city, "lifecycles/permit.toml", ('label = "Close"', 'label = "Close it"'))
    actions.load_agency(city, by=SYSTEM, at=NOON)
    names = set(queries.documents_on(date(2026, 6, 1)))
    assert "lifecycle permit" in names
    assert names & {"lifecycle permit (of fence)", "lifecycle permit (of shed)"}


def test_the_folder_is_imported_and_after_the_office_only_taken_over(city, say, tmp_path):
    old = elm.folder(tmp_path / "old")
    assert say("import", old) == "Nothing has changed.\n"
    elm.raise_the_fee(city)
    number = propose(say, city, "2026-03-02")
    say("replay", "--proposal", number, "--processes", 1)
    say("publish", number, "--by", "sam")
    assert "was not loaded" in say("import", old, wrong=True)
    with clock.frozen(NOON + timedelta(days=1)):
        assert say("import", old, "--take-over", "The tables were wrong") == "In force or planned: fence.\n"
    assert list(broken(CHECKS)) == []


def test_an_edition_that_nobody_else_published_is_missed_by_the_audit(city, say, monkeypatch):
    elm.raise_the_fee(city)
    number = propose(say, city, "2026-03-02")
    say("replay", "--proposal", number, "--processes", 1)
    say("publish", number, "--by", "sam")
    elm.rewrite(city, "permits/shed.toml", ("30.00", "31.00"))
    monkeypatch.setattr(queries, "newest_book", lambda agency=None: None)
    actions.load_agency(city, by=SYSTEM, at=NOON + timedelta(days=1))
    assert [sentence.split(":")[0] for sentence in broken(CHECKS)] == ["rules.office_is_not_passed_over"]


def test_a_rebase_is_tried_before_it_is_done(city, say):
    assert say("rebase", "fence", "--to", JULY, "--dry-run").strip().endswith("0 moved, 0 stopped.")
    assert "write --by and a user name" in say("rebase", "fence", "--to", JULY, wrong=True)
    assert "There is no bundle" in say("rebase", "fence", "--to", "f" * 64, "--dry-run", wrong=True)


def test_a_replay_wants_to_know_under_which_rules(city, say):
    assert "Say under which rules" in say("replay", wrong=True)
    assert "0 bills" in say("replay", city, "--since", "2025-01-01", "--until", "2026-01-01", "--processes", 1)


def test_a_start_keeps_what_the_office_published_and_says_so(city, say, settings, capsys, tmp_path):
    settings.AGENCIES_ROOT = tmp_path / "agencies"
    elm.folder(settings.AGENCIES_ROOT / elm.KEY)
    elm.raise_the_fee(city)
    number = propose(say, city, "2026-03-02")
    say("replay", "--proposal", number, "--processes", 1)
    say("publish", number, "--by", "sam")
    migrate._load_rules()
    assert "Bring it in line with: transom rulebook export" in capsys.readouterr().out
    assert elm.base_on(date(2026, 3, 2)) == 46


def test_every_word_that_is_understood_is_done():
    assert set(rulebook_versions._WORDS) == {
        "diff", "export", "import", "replay", "propose", "proposals", "publish", "refuse", "withdraw", "rebase",
    }  # fmt: skip


# -- before serving


def test_a_web_process_compiles_the_rules_before_it_serves(city, django_assert_num_queries):
    queries.forget()
    warming.warm()
    with django_assert_num_queries(0):
        assert len(queries.current_types(clock.today())) == 2
        assert queries.agency().name == "City of Elm"


def test_a_database_without_rules_keeps_nobody_from_serving(city, settings):
    settings.AGENCY = "nowhere-il"
    queries.forget()
    warming.warm()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("diff", "elmwoood", "{city}"), '"elmwoood" is no folder here; write a folder, a day'),
        (("diff", "{city}", "{city}y"), "is no folder here; write a folder, a day"),
        (("replay", "next-year"), '"next-year" is no folder here'),
        (("import", "{city}y"), "There is no folder"),
        (("propose", "nowhere", "--effective", JULY, "--note", "x", "--by", "wren"), "There is no folder nowhere."),
        (("export", "{city}"), "is not empty; write a new folder or an empty one."),
    ],
)
def test_a_folder_that_is_not_there_is_told_before_anything_is_started(tmp_path, capsys, monkeypatch, words, sentence):
    def start() -> None:
        raise AssertionError("no settings are needed to see that a folder is missing")

    monkeypatch.setattr("django.setup", start)
    city = elm.folder(tmp_path / "city")
    assert main(["rulebook", *(word.format(city=city) for word in words)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert ("did you mean" in said) is any("{city}y" in word for word in words)


def test_what_changes_in_examples_is_shown_when_asked_for(tmp_path, capsys):
    old, new = elm.folder(tmp_path / "old"), elm.folder(tmp_path / "new")
    elm.raise_the_fee(new)
    assert main(["rulebook", "diff", str(old), str(new)]) == 0
    short = capsys.readouterr().out
    assert main(["rulebook", "diff", str(old), str(new), "--examples"]) == 0
    whole = capsys.readouterr().out
    assert "example" in whole
    assert "  ~ example" not in short
    assert "Examples and scenarios change too (" in short
    assert set(short.splitlines()[:-1]) < set(whole.splitlines())
