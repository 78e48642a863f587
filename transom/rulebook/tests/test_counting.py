"""What a record's life counts up: resubmittals and inspections, the one being made included."""

from __future__ import annotations

from transom.rulebook.books import compile_book
from transom.rulebook.scenarios import run_scenarios
from transom.rulebook.tests.given import LIFECYCLE, SHED, files

RESUBMIT = '[[move]]\non = "resubmit"\nfrom = ["open"]\nto = "same"\nby = ["applicant"]\ndo = ["charge:resubmit"]\n'
LISTING = LIFECYCLE.replace('"charge:submit"', '"charge:submit", "list-inspections"') + RESUBMIT
FEES = """\
[inspection]
footing = { label = "Footing", team = "building" }
final = { label = "Final", team = "building", last = true }
[fee.again]
kind = "flat"
label = "Third resubmittal"
cite = "Ordinance 1"
on = ["resubmit"]
when = "resubmittals >= 3"
amount = 85.00
[fee.more]
kind = "flat"
label = "From the third inspection"
cite = "Ordinance 1"
on = ["inspection-failed"]
when = "inspections_done >= 3"
amount = 60.00
"""


def lived(*steps: str) -> list[str]:
    text = '[[scenario]]\nname = "Life"\ngiven = { cost = 100, size = 50, material = "wood" }\nsteps = [\n'
    text += "".join(f"  {{ {step} }},\n" for step in steps) + "]\n"
    book = compile_book(files(simple=LISTING, shed=SHED + FEES + text)).sound()
    return [problem.text for problem in run_scenarios(book).problems]


def test_the_third_resubmittal_costs():
    assert lived(
        'day = 2026-03-02, do = "submit", owes = 0',
        'day = 2026-03-03, do = "resubmit", owes = 0',
        'day = 2026-03-04, do = "resubmit", owes = 0',
        'day = 2026-03-05, do = "resubmit", owes = 85',
        'day = 2026-03-06, do = "resubmit", owes = 170',
    ) == []  # fmt: skip


def test_a_resubmittal_that_is_refused_is_not_counted():
    assert lived(
        'day = 2026-03-02, do = "resubmit", refused = "not possible"',
        'day = 2026-03-02, do = "submit"',
        'day = 2026-03-03, do = "resubmit"',
        'day = 2026-03-04, do = "resubmit", owes = 0',
    ) == []  # fmt: skip


def test_every_inspection_counts_whether_it_passes_or_fails():
    assert lived(
        'day = 2026-03-02, do = "submit"',
        'day = 2026-03-03, do = "inspect:footing=fail", owes = 0',
        'day = 2026-03-04, do = "inspect:footing=pass", owes = 0',
        'day = 2026-03-05, do = "inspect:final=fail", owes = 60',
    ) == []  # fmt: skip
