"""A type built on a base: what it takes over, what it changes, what it leaves out, and where a slip is said."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.rulebook.books import Book, compile_book
from transom.rulebook.commands import show
from transom.rulebook.tests.given import files, sentences

BASE = """\
schema = "record-base/1"
id = "trade"
group = "Trades"
kind = "permit"
effective = 2026-01-01
adopted_by = "Ordinance 1"
lifecycle = "simple"
[page]
place = { title = "Where?" }
work = { title = "What?" }
who = { title = "Who?" }
[field]
parcel = { page = "place", type = "parcel", label = "Address" }
cost = { page = "work", type = "money", label = "Cost", min = 1, max = 90000 }
hoa = { page = "work", type = "bool", label = "Is there an association?" }
who = { page = "who", type = "choice", label = "Who?", options = { owner = "I will", firm = "A contractor" } }
[document]
plat = { label = "Plat" }
[review]
zoning = { label = "Zoning", team = "zoning", days = [5, 3], when = "hoa" }
[need]
papers = { before = "submit", when = "documents_missing == 0", say = "Upload every required document." }
fees = { before = "issue", when = "balance_due <= 0", say = "Pay the fees due." }
[fee.permit]
kind = "unit"
label = "Permit"
cite = "Ordinance 1"
on = ["issue"]
quantity = "cost"
rate = 1.00
per = 100
"""

DECK = """\
schema = "record-type/1"
extends = "trade"
id = "deck"
label = "Deck"
number = "D{yy}-{n:05}"
"""


def decks(more: str = "", *replaced: tuple[str, str], base: str = BASE) -> Book:
    """The small city with a deck permit that extends a base; words of the base may be replaced."""
    for old, new in replaced:
        assert old in base, old
        base = base.replace(old, new, 1)
    return compile_book(files(deck=DECK + more, base=base))


def deck(more: str = ""):
    return decks(more).sound().types["deck"]


def test_a_type_that_says_only_its_name_is_its_base():
    rt = deck()
    assert (rt.label, rt.group, rt.kind, rt.adopted_by) == ("Deck", "Trades", "permit", "Ordinance 1")
    assert [page.key for page in rt.pages] == ["place", "work", "who"]
    assert list(rt.fields) == ["parcel", "cost", "hoa", "who"]
    assert [str(line.amount) for line in rt.assess("issue", {"cost": Decimal(250)}).lines] == ["3.00"]


def test_one_setting_of_a_table_can_be_changed_and_the_others_stay():
    field = deck("[field.cost]\nmax = 5000\n").fields["cost"]
    assert (field.label, field.min, field.max) == ("Cost", Decimal(1), Decimal(5000))


def test_a_list_of_the_type_replaces_the_bases_and_is_not_joined_to_it():
    facts = {"hoa": True}
    assert deck().reviews(facts)[0].days == (5, 3)
    assert deck("[review.zoning]\ndays = [9]\n").reviews(facts)[0].days == (9,)


def test_the_bases_entries_come_first_and_then_the_types_own():
    rt = deck(
        '[field]\nheight = { page = "work", type = "number", label = "Height" }\n[need]\nrail = { before = "issue", when = "height < 3", say = "Add a rail." }\n'
    )
    assert list(rt.fields) == ["parcel", "cost", "hoa", "who", "height"]
    assert [need.key for need in rt.lifecycle.needs] == ["papers", "fees", "rail"]


@pytest.mark.parametrize(
    ("named", "order"),
    [
        (["who", "place"], ["who", "work", "place"]),
        (["sign"], ["place", "work", "who", "sign"]),
        (["place", "sign"], ["place", "sign", "work", "who"]),
        (["sign", "work"], ["place", "sign", "work", "who"]),
        (["who", "sign", "work"], ["place", "who", "sign", "work"]),
    ],
)
def test_the_order_a_type_writes_its_pages_in_counts_for_those_it_names(named, order):
    text = "".join(f'{key} = {{ title = "{key}" }}\n' for key in named)
    extra = '[field]\nplace_of_sign = { page = "sign", type = "text", label = "Where?" }\n' if "sign" in named else ""
    assert [page.key for page in deck(f"[page]\n{text}{extra}").pages] == order


def test_questions_may_be_put_before_one_of_the_bases():
    text = '[field]\nheight = { page = "work", type = "number", label = "Height" }\ncost.help = "With labor."\n'
    assert list(deck(text).fields) == ["parcel", "height", "cost", "hoa", "who"]


def test_without_takes_entries_and_single_settings_away():
    text = DECK.replace(
        'extends = "trade"', 'extends = "trade"\nwithout = ["field.hoa", "review.zoning.when", "document"]'
    )
    rt = compile_book(files(deck=text, base=BASE)).sound().types["deck"]
    assert "hoa" not in rt.fields
    assert rt.document_rules == ()
    assert [review.key for review in rt.reviews({})] == ["zoning"]


def test_what_was_taken_away_may_be_said_anew():
    text = DECK.replace('extends = "trade"', 'extends = "trade"\nwithout = ["fee.permit"]')
    flat = '[fee.permit]\nkind = "flat"\nlabel = "Deck"\ncite = "Ordinance 2"\non = ["issue"]\namount = 40.00\n'
    rt = compile_book(files(deck=text + flat, base=BASE)).sound().types["deck"]
    assert [str(line.amount) for line in rt.assess("issue", {}).lines] == ["40.00"]


@pytest.mark.parametrize(
    ("more", "replaced", "sentence"),
    [
        ('[need]\nrail = { before = "issue", when = "heigt < 3", say = "Add a rail." }\n', (),
         'deck.toml:7:36: need.rail.when: unknown name "heigt"'),
        ("", ('when = "hoa" }', 'when = "haa" }'), 'base.toml:20:70: review.zoning.when: unknown name "haa"; did you mean "hoa"?'),
        ("", ('per = 100', "pre = 100"), 'base.toml:31:1: fee.permit.pre: "pre" is not a setting here; did you mean "per"?'),
        ("", ('page = "work", type = "bool"', 'page = "wrok", type = "bool"'), 'base.toml:15:9: field.hoa.page: unknown page "wrok"'),
        ('[field.cost]\nmin = "5"\n', (), "deck.toml:7:1: field.cost.min: write a number without quotes"),
        ("[field.cost]\nmin = 100000\n", (), 'deck.toml:7:1: field.cost.min: "min" is greater than "max"'),
        ('[field.size]\ntype = "number"\n', (), 'deck.toml:6:1: field.size: "label" is missing'),
        ("[review.zoning]\ndays = [1, 2.5]\n", (), "deck.toml:7:12: review.zoning.days[1]: write a whole number"),
        ('[fee.permit]\nkind = "flat"\namount = 4\n', (),
         'deck.toml:7:1: fee.permit.kind: the base\'s "permit" is of kind "unit"; first write without = ["fee.permit"]'),
        ("", ('group = "Trades"\n', ""), 'deck.toml:1:1: "group" is missing'),
        ("", ("[page]", 'label = "Any"\n[page]'), 'base.toml:8:1: label: a base has no "label": each type that extends it says its own'),
        ("", ("[page]", "[pagee]"), 'base.toml:8:1: pagee: "pagee" is not a setting here; did you mean "page"?'),
        ("", ('id = "trade"\n', ""), 'base.toml:1:1: "id" is missing'),
        ("", ('id = "trade"', 'id = "traed"'), 'deck.toml:2:1: extends: unknown base "trade"; did you mean "traed"?'),
        ("", ('id = "trade"', 'id = "traed"'), 'base.toml:2:1: warning: id: no type extends "traed"'),
        ("", ("record-base/1", "record-bas/1"), 'base.toml:1:1: schema: "record-bas/1" is not a kind of rule file; did you mean "record-base/1"?'),
    ],
)  # fmt: skip
def test_a_slip_is_said_in_the_file_it_stands_in(more, replaced, sentence):
    found = sentences(decks(more, *([replaced] if replaced else [])))
    assert any(line.startswith(sentence) for line in found), found


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        ("field.haa", 'deck.toml:3:12: without[0]: the base has no "haa"; did you mean "hoa"?'),
        ("feild.hoa", 'deck.toml:3:12: without[0]: the base has no "feild.hoa"; did you mean "field"?'),
        ("review.zoning.days.0", 'deck.toml:3:12: without[0]: the base has no "days.0"; did you mean "days"?'),
    ],
)
def test_only_what_is_there_can_be_taken_away(without, sentence):
    text = DECK.replace('extends = "trade"', f'extends = "trade"\nwithout = ["{without}"]')
    assert sentence in sentences(compile_book(files(deck=text, base=BASE)))


def test_a_slip_in_a_base_is_said_once_however_many_types_extend_it():
    other = DECK.replace('"deck"', '"porch"').replace("D{yy}", "P{yy}")
    book = compile_book(files(deck=DECK, porch=other, base=BASE.replace('when = "hoa"', 'when = "haa"')))
    assert [line for line in sentences(book) if "haa" in line] == [
        'base.toml:20:70: review.zoning.when: unknown name "haa"; did you mean "hoa"?'
    ]


def test_the_base_belongs_to_the_bundle_so_a_change_of_it_is_a_new_edition():
    before, after = deck(), decks("", ("rate = 1.00", "rate = 2.00")).sound().types["deck"]
    assert set(before.files) == {"deck.toml", "simple.toml", "base.toml"}
    assert before.bundle != after.bundle
    assert compile_book(before.files, agency=before.agency).sound().types["deck"].bundle == before.bundle


def test_a_base_that_cannot_be_read_is_blamed_itself_and_not_its_types():
    assert sentences(decks("", ("1.00", "1.0.0"))) == [
        "base.toml:30:11: this is not TOML: expected newline or end of document after a statement"
    ]


def test_show_prints_the_merged_type_and_names_its_base(tmp_path, capsys):
    for name, text in files(deck=DECK, base=BASE).items():
        (tmp_path / name).write_text(text)
    assert show(tmp_path, "deck") == 0
    printed = capsys.readouterr().out
    assert "extends trade" in printed
    assert "Is there an association?" in printed
