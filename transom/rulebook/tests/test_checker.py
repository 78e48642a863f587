"""What an editor reads for each kind of slip: the place, what is wrong, and how to mend it."""

# ruff: noqa: E501 (a slip and its sentence read best beside each other)

from __future__ import annotations

from decimal import Decimal

import pytest

from transom.rulebook.books import compile_book
from transom.rulebook.bundles import decoded
from transom.rulebook.problems import Problem, RulebookError
from transom.rulebook.tests.given import AGENCY, LIFECYCLE, SHED, files, sentences, shed

END = SHED.count("\n")


def test_the_small_city_has_nothing_wrong():
    assert sentences(shed()) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('label = "Shed"\n', "", 'shed.toml:1:1: "label" is missing'),
        ('label = "Shed"', "label = Shed", 'shed.toml:3:9: this is not TOML: invalid value'),
        ('label = "Shed"', 'label = ""', "shed.toml:3:1: label: this cannot be empty"),
        ('label = "Shed"', "label = 5", 'shed.toml:3:1: label: write text in quotes, e.g. "Building permit"'),
        ('kind = "permit"', 'kind = "permitt"', 'shed.toml:5:1: kind: "permitt" cannot stand here; did you mean "permit"?'),
        ('id = "shed"', 'id = "The Shed"', 'shed.toml:2:1: id: "The Shed" cannot be a key; use small letters, digits and'),
        ('schema = "record-type/1"', 'schema = "record-typ/1"',
         'shed.toml:1:1: schema: "record-typ/1" is not a kind of rule file; did you mean "record-type/1"?'),
        ("effective = 2026-01-01", 'effective = "January"', "shed.toml:7:1: effective: write a date without quotes"),
        ('lifecycle = "simple"', 'lifecycle = "simpel"', 'shed.toml:9:1: lifecycle: unknown lifecycle "simpel"; did you mean "simple"?'),
        ('number = "S{yy}-{n:05}"', 'number = "S{yy}"', "shed.toml:6:1: number: a number needs one counter"),
        ('page = "work", type = "money"', 'page = "wrok", type = "money"',
         'shed.toml:15:10: field.cost.page: unknown page "wrok"; did you mean "work"?'),
        ('type = "money"', 'type = "mony"', 'shed.toml:15:25: field.cost.type: "mony" cannot stand here; did you mean "money"?'),
        (', options = ["wood", "metal"] ', "", "shed.toml:17:1: field.material: a choice needs options"),
        ('max = 400', 'max = 400, options = ["a"]', "shed.toml:16:91: field.size.options: only a choice or multi has options"),
        ('max = 400', 'min = 500, max = 400', 'shed.toml:16:80: field.size.min: "min" is greater than "max"'),
        ('type = "bool", label', 'type = "bool", min = 1, label', 'shed.toml:18:1: field.slab: "min", "max" and "whole" go with'),
        ('type = "bool", label', 'type = "list", label', "shed.toml:18:1: field.slab: a list, and only a list, has fields of its own"),
        ("required = false", 'required = "sizee > 3"', 'shed.toml:18:78: field.slab.required: unknown name "sizee"; did you mean "size"?'),
        ("required = false", 'show = "material == \'metl\'"',
         'shed.toml:18:86: field.slab.show: "metl" is not an option of "material"; did you mean "metal"?'),
        ("required = false", 'check = "slab"', 'shed.toml:18:66: field.slab.check: say in "check_say" what the applicant should do'),
        ("required = false", 'team = "zonning"', 'shed.toml:18:66: field.slab.team: unknown team "zonning"; did you mean "zoning"?'),
        ("slab = {", "balance_due = {", 'field.balance_due: "balance_due" is a name of the system (number); call the field otherwise'),
        ("required = false", "required = 5", 'shed.toml:18:66: field.slab.required: write true, false, or a condition in quotes'),
        ("required = false", "show = true", 'shed.toml:18:66: field.slab.show: write a condition in quotes, e.g. "cost > 1000"'),
        ("slab = {", "class = {", 'shed.toml:18:1: field.class: "class" means something else in conditions'),
        ("work = { title", "staff = { title", 'shed.toml:12:1: page.staff: "staff" is the page only staff answer'),
        ("[fee.permit]", "[fee.total]", 'shed.toml:22:1: fee.total: "total" is the sum of all fees; call this one otherwise'),
        ("[fee.permit]", "[fee.cost]\nvalue_only = true", 'shed.toml:22:1: fee.cost: "cost" is the name of a question already'),
        ('before = "issue"', 'before = "isue"', 'shed.toml:21:10: need.fees.before: no move needs "isue"; did you mean "issue"?'),
        ("balance_due <= 0", "balance_due <= hoa", 'shed.toml:21:51: need.fees.when: unknown name "hoa"'),
        ('on = ["issue"]', 'on = ["isue"]', 'shed.toml:26:7: fee.permit.on[0]: nothing charges "isue"; did you mean "issue"?'),
        ('on = ["issue"]', 'on = "issue"', 'shed.toml:26:1: fee.permit.on: write a list in brackets, e.g. ["issue"]'),
        ("[fee.permit]", '[review]\nz = { label = "Z", team = "zoning", days = 5 }\n[fee.permit]',
         "shed.toml:23:37: review.z.days: write a list in brackets, e.g. [5, 3]"),
        ("[fee.permit]", "[review]\nz = 'zoning'\n[fee.permit]",
         'shed.toml:23:1: review.z: write a table here, e.g. z = { label = "Zoning", team = "zoning", days = [5, 3] }'),
        ("[need]", "[document]\nmy-plan = { label = 'P' }\n[need]",
         'shed.toml:20:1: document.my-plan: "my-plan" cannot be a name; use small letters, digits and underscores, letters first'),
        ('kind = "flat"', 'kind = ""', 'shed.toml:23:1: fee.permit.kind: "" is not a kind of fee; write "flat", "unit", '),
        ('options = ["wood", "metal"]', 'options = ["wood", ""]', 'shed.toml:17:66: field.material.options."": this cannot be empty'),
        ('id = "shed"', 'id = ""', "shed.toml:2:1: id: this cannot be empty"),
        ("amount = 30.00", "amount = -30", "shed.toml:27:1: fee.permit.amount: this cannot be negative"),
        ("amount = 30.00", "amount = nan", "shed.toml:27:1: fee.permit.amount: write an ordinary number"),
        ("amount = 30.00", "amount = true", "shed.toml:27:1: fee.permit.amount: write a number, e.g. 12.50"),
        ("amount = 30.00", "amount = 30\nmade_up = 1", "shed.toml:28:1: fee.permit.made_up: write true or false, without quotes"),
        ("amount = 30.00", "amount = 30\nmin = 9\nmax = 3", 'shed.toml:22:1: fee.permit: "min" is greater than "max"'),
    ],
)  # fmt: skip
def test_a_slip_in_a_record_type_is_said_at_its_place(old, new, sentence):
    found = sentences(shed((old, new)))
    assert any(line.startswith(sentence) or (sentence.startswith("field.") and sentence in line) for line in found), (
        found
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('[review]\nzone = { label = "Zoning", team = "zoning", days = [] }\n', "review.zone.days: this list needs at least one entry"),
        ('[review]\nzone = { label = "Zoning", team = "zone", days = [5] }\n', 'review.zone.team: unknown team "zone"'),
        ('[review]\nzone = { label = "Z", team = "zoning", days = [2.5] }\n', "review.zone.days[0]: write a whole number without quotes"),
        ('[inspection]\nfinal = { label = "Final", team = "zoning", after = ["fotting"] }\n',
         'inspection.final.after[0]: unknown inspection "fotting"'),
        ('[document]\nplat = { label = "Plat", required = "size >" }\n', "document.plat.required: not a condition: it cannot be read here"),
        ('[term]\nends = "someday"\nrenew_from = "60 days"\n', 'term.ends: "someday" does not say when a term ends'),
        ('[term]\nends = "12-31"\nrenew_from = "x"\n', 'term.renew_from: "x" is not a length of time'),
        ('[term]\nends = "12-31"\nrenew_from = "11-01"\ngrace = "30"\n', 'term.grace: "30" is not a length of time; write it like "180 days"'),
        ('[prints]\npermit = "prints/permt.typ"\n', 'prints.permit: there is no file "prints/permt.typ"'),
        ('[summary]\ntitle = "{materal} shed"\n', 'summary.title: "{materal}" is not a question here; did you mean "material"?'),
        ('[summary]\nvaluation = "material"\n', 'summary.valuation: "material" is a choice, but a number is wanted here'),
        ("[page.empty]\ntitle = 'Nothing'\n", "warning: page.empty: no field stands on this page"),
        ('[fee.p]\nkind = "percent"\nlabel = "P"\ncite = "c"\npercent = 5\non = ["issue"]\nof = {}\n', "fee.p.of: say which: of = { fees"),
        ('[fee.p]\nkind = "percent"\nlabel = "P"\ncite = "c"\npercent = 5\non = ["issue"]\nof = { tags = ["citi"] }\n',
         'fee.p.of.tags[0]: no fee has the tag "citi"'),
        ('[fee.p]\nkind = "lookup"\nlabel = "P"\ncite = "c"\non = ["issue"]\ntable = "tabel"\nkeys = ["material"]\n',
         'fee.p.table: unknown table "tabel"'),
        ('[table.t]\ncolumns = ["a", "b"]\nrows = { wood = [1] }\n', 'table.t: row "wood" has 1 cells for 2 columns'),
        ('[fee.p]\nkind = "late"\nlabel = "P"\ncite = "c"\non = ["issue"]\ndue = "size"\nper = "day"\nfirst = 1\n', 'fee.p.due: "size" is not a date'),
        ('[fee.p]\nkind = "flat"\nlabel = "P"\ncite = "c"\non = ["issue"]\namount = 1\nround = { to = 0 }\n', "fee.p.round.to: this must be at least 0.01"),
        ('[fee.p]\nkind = "flat"\nlabel = "P"\ncite = "c"\non = ["issue"]\namount = 1\nwaive = [{ when = "slab", percent = 101, say = "s", cite = "c" }]\n',
         "fee.p.waive[0].percent: this must be at most 100"),
    ],
)  # fmt: skip
def test_a_slip_in_an_added_part_is_said(more, sentence):
    found = sentences(shed(more=more))
    assert any(sentence in line for line in found), found
    assert all(int(line.split(":")[1]) > END or "table.t" in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('start = "draft"', 'start = "drft"', 'simple.toml:3:1: start: unknown status "drft"; did you mean "draft"?'),
        ('to = "done"', 'to = "dun"', 'simple.toml:20:1: move[1].to: unknown status "dun"'),
        ('from = ["open"]', 'from = ["opne"]', 'simple.toml:19:9: move[1].from[0]: unknown status "opne"; did you mean "open"?'),
        ('"charge:issue"', '"chrge:issue"', 'simple.toml:22:7: move[1].do[0]: "chrge" is nothing a move can do; did you mean "charge"?'),
        ('"charge:issue"', '"charge"', 'simple.toml:22:7: move[1].do[0]: write it as "charge:event"'),
        ('"charge:issue"', '"term:1"', 'simple.toml:22:7: move[1].do[0]: "term" takes nothing after a colon'),
        ('"charge:issue"', '"mark:isued_on"', '"isued_on" is not a name of the system; did you mean "issued_on"?'),
        ('"charge:issue"', '"notify:done"', 'simple.toml:22:7: move[1].do[0]: nobody wrote the notice "done"'),
        ('by = ["applicant"]', 'by = ["aplicant"]', 'simple.toml:13:7: move[0].by[0]: "aplicant" cannot stand here; did you mean "applicant"?'),
        ('on = "finish"\nlabel = "Finish"', 'on = "auto"\nwhen = "reviews_opn == 0"',
         'simple.toml:18:9: move[1].when: unknown name "reviews_opn"; did you mean "reviews_open"?'),
        ('to = "done"', 'to = "same"', 'simple.toml:7:1: warning: status.done: no move leads to "done"'),
        (", closed = true", "", 'simple.toml:7:1: warning: status.done: nothing leaves "done" and it is not closed = true'),
        ('do = ["charge:issue"]\n', 'do = ["charge:issue"]\n[timer.t]\nin = ["open"]\nsince = "sumbitted_on"\nafter = "9 days"\nfire = "finish"\n',
         'timer.t.since: "sumbitted_on" is not a name of the system; did you mean "submitted_on"?'),
        ('do = ["charge:issue"]\n', 'do = ["charge:issue"]\n[timer.t]\nin = ["open"]\nsince = "submitted_on"\nafter = "9 days"\nfire = "finish"\n',
         'timer.t.fire: the system may not do "finish"'),
    ],
)  # fmt: skip
def test_a_slip_in_a_lifecycle_is_said_at_its_place(old, new, sentence):
    assert old in LIFECYCLE
    found = sentences(compile_book(files(simple=LIFECYCLE.replace(old, new))))
    assert any(sentence in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("America/Chicago", "America/Chicgo", 'agency.toml:6:1: time_zone: unknown time zone "America/Chicgo"'),
        ('"Memorial Day"', '"Memorial Dya"', 'agency.toml:13:13: calendar.holidays[0]: unknown holiday "Memorial Dya"; did you mean'),
        ('"Memorial Day"', '"Xyzzy"', 'agency.toml:13:13: calendar.holidays[0]: unknown holiday "Xyzzy"; there are "Casimir Pulaski Day", "Christmas Day", '),
        ('[phone]\nmain', 'phone = "555"\n[email]\nmain', 'phone: write a table here, e.g. phone = { office = { label = "Zoning", number = "555-0100" } }'),
        ('subdivision = "IL"', 'country = "ZZ"', 'agency.toml:12:1: calendar.country: no holidays are known for "ZZ"'),
        ("closes = 15:00:00", "closes = 08:00:00", "agency.toml:16:1: inspections.closes: inspections close before they open"),
        ("closes = 15:00:00", "closes = 15", "agency.toml:16:1: inspections.closes: write a time without quotes"),
        ('short_name = "Elm"', 'shortname = "Elm"', '"shortname" is not a setting here; did you mean "short_name"?'),
        ("business_days = 1", "busines_days = 1", '"busines_days" is not a setting here; did you mean "business_days"?'),
        ("horizon = 5", "horizon = -5", "inspections.horizon: this must be at least 0"),
    ],
)  # fmt: skip
def test_a_slip_in_the_agency_is_said_at_its_place(old, new, sentence):
    assert old in AGENCY
    found = sentences(compile_book(files(agency=AGENCY.replace(old, new))))
    assert any(sentence in line for line in found), found


def test_two_files_cannot_have_one_id():
    assert 'shed2.toml:2:1: id: "shed" is already the id of shed.toml' in sentences(compile_book(files(shed2=SHED)))


def test_a_file_that_uses_an_unknown_schedule_says_so():
    found = sentences(shed(('lifecycle = "simple"', 'lifecycle = "simple"\nschedules = ["trads"]')))
    assert found == ['shed.toml:10:14: schedules[0]: unknown fee schedule "trads"']


def test_a_shared_schedule_joins_the_fees_of_a_type_and_speaks_of_its_fields():
    text = (
        'schema = "fee-schedule/1"\nid = "extra"\ntitle = "Extra"\neffective = 2026-01-01\nadopted_by = "x"\n'
        '[input]\ncost = { type = "money" }\n'
        '[fee.state]\nkind = "percent"\nlabel = "State"\ncite = "s"\non = ["issue"]\nof = { fees = ["permit"] }\npercent = 10\n'
        '[fee.permit]\nkind = "calc"\nlabel = "Permit"\ncite = "s"\non = ["issue"]\namount = "cost / 100"\n'
    )
    without = SHED[: SHED.index("[fee.permit]")].replace('"simple"', '"simple"\nschedules = ["extra"]')
    book = compile_book(files(shed=without, extra=text)).sound()
    lines = book.types["shed"].assess("issue", {"cost": Decimal(500)}).lines
    assert [(line.fee, str(line.amount)) for line in lines] == [("state", "0.50"), ("permit", "5.00")]
    assert "extra.toml" in book.types["shed"].files


def test_one_wrong_file_does_not_hide_what_is_wrong_in_the_others():
    found = sentences(
        compile_book(files(simple=LIFECYCLE.replace('"draft"\n[', '"x"\n['), shed=SHED.replace("Cost", "")))
    )
    assert any(line.startswith("simple.toml") for line in found)
    assert any(line.startswith("shed.toml") for line in found)


def test_problems_are_sorted_and_a_shared_lifecycle_says_its_own_once():
    wrong = LIFECYCLE.replace('"charge:issue"', '"notify:done"')
    found = sentences(compile_book(files(simple=wrong, other=SHED.replace('id = "shed"', 'id = "other"'))))
    assert len([line for line in found if "nobody wrote" in line]) == 1
    assert found == sorted(found)


def test_text_that_is_not_utf8_has_a_line_and_column():
    with pytest.raises(RulebookError) as caught:
        decoded("shed.toml", b'id = 1\nlabel = "caf\xe9"\n')
    assert str(caught.value) == "shed.toml:2:13: this is not UTF-8 text; save the file as UTF-8"
    assert decoded("x", b"\xef\xbb\xbfa = 1\r\n") == "a = 1\n"


def test_warnings_do_not_stop_publishing_and_errors_do():
    book = shed(more="[page.empty]\ntitle = 'Nothing'\n")
    assert book.sound() is book
    with pytest.raises(RulebookError) as caught:
        shed(('label = "Shed"', 'lable = "Shed"')).sound()
    assert all(isinstance(problem, Problem) for problem in caught.value.problems)


@pytest.mark.parametrize("text", ["x = " + "[" * 3000, "a" * 600_000, "\x00", "[" * 90, "= 1", "\ufeffid = 1"])
def test_a_hostile_file_gets_a_sentence(text):
    found = sentences(compile_book(files(shed=text)))
    assert found
    assert found[0].startswith("shed.toml:")
