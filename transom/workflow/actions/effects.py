"""What a move does besides the status: one small function for each effect a rulebook may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from transom.fees.actions import assess
from transom.history.actions import tell
from transom.inspections import actions as inspections
from transom.records import actions as records
from transom.reviews import actions as reviews
from transom.reviews.queries import corrections
from transom.rulebook.lifecycle import Effect
from transom.rulebook.queries import agency
from transom.rulebook.specs import InspectionSpec
from transom.workflow import rules
from transom.workflow.actions.case import Case
from transom.workflow.queries import edition_today, unmet

Do = Callable[[Case, str], None]

# The notice that goes out with the paper: whoever makes the PDF sends it, so that it is attached.
WITH_PAPER = "issued"


def run(case: Case, effects: Sequence[Effect]) -> None:
    """Do a move's effects in the order of the rulebook; each sees what the one before it wrote."""
    prints = any(effect.verb == "print" for effect in effects)
    for effect in effects:
        if not (prints and effect.verb == "notify" and effect.arg == WITH_PAPER):
            EFFECTS[effect.verb](case, effect.arg)
            case.refresh()


def charge(case: Case, event: str, *, occurrence: str = "") -> None:
    """Bill what the rulebook asks on this event, once for this happening of it."""
    earlier = case.record.charge_runs.filter(event=event).count()
    assess(
        case.record,
        case.rt,
        event,
        occurrence=occurrence or rules.occurrence(event, earlier),
        facts=case.facts(),
        by=case.by,
        at=case.at,
        today=edition_today(case.record, case.rt, event, case.today),
    )


def mark(case: Case, name: str) -> None:
    """Remember today under a name, such as issued_on."""
    records.set_mark(case.record, name, case.today, by=case.by, at=case.at)


def count(case: Case, name: str) -> None:
    """Raise a counter, such as extensions."""
    records.raise_count(case.record, name, by=case.by, at=case.at)


def set_answer(case: Case, assignment: str) -> None:
    """Write `name=value` into the answers, such as renewal=true."""
    name, _, value = assignment.partition("=")
    records.set_answer(case.record, name.strip(), value.strip(), by=case.by, at=case.at)


def start_reviews(case: Case, _: str) -> None:
    """Open a cycle for every team that has not approved, due by the agency's calendar of today."""
    calendar = agency(case.record.agency).calendar
    reviews.start(case.record, case.rt.reviews(case.facts()), calendar=calendar, by=case.by, at=case.at)


def list_inspections(case: Case, _: str) -> None:
    """Write down the inspections the record needs."""
    inspections.list_required(case.record, _in_sequence(case), by=case.by, at=case.at)


def again_inspections(case: Case, _: str) -> None:
    """Ask for the inspections anew, as a yearly renewal does."""
    inspections.list_again(case.record, _in_sequence(case), by=case.by, at=case.at)


def _in_sequence(case: Case) -> list[InspectionSpec]:
    """The inspections the rulebook asks for; one waits for those of its `after` that are needed, a last one for all."""
    specs = case.rt.inspections(case.facts())
    others = tuple(spec.key for spec in specs if not spec.last)
    needed = {spec.key for spec in specs}
    return [
        replace(spec, after=others if spec.last else tuple(key for key in spec.after if key in needed))
        for spec in specs
    ]


def term(case: Case, _: str) -> None:
    """Set the last day of the term a license or certificate runs for; renewed in time, it follows the one before."""
    if case.rt.term is None:
        return
    before = case.record.expires_on
    in_time = before is not None and case.today <= case.rt.term.over_after(before)
    ends = case.rt.term.end_for(case.today, before if in_time else None)
    records.set_mark(case.record, "term_end", ends, by=case.by, at=case.at)


def print_paper(case: Case, kind: str) -> None:
    """Ask for a paper; `documents` makes it after this transaction and sends it with the notice of issuance."""
    tell(
        "workflow.print_asked",
        subject="records.record",
        subject_id=case.record.pk,
        record_id=case.record.pk,
        by=case.by,
        at=case.at,
        data={"kind": kind, "notice": WITH_PAPER},
    )


def notify(case: Case, key: str) -> None:
    """Send a notice of the rulebook to the applicant and the parties, once for this happening."""
    happening = case.record.status_changes.count()
    records.tell_parties(
        case.record,
        key,
        notice_facts(case),
        dedupe=f"{key}:{case.record.pk}:{happening}:{case.record.counts.get('extensions', 0)}",
        at=case.at,
    )


def notice_facts(case: Case) -> dict[str, object]:
    """What a notice may say besides the record's own names: what is missing, owed, to be corrected, and why."""
    known = case.facts()
    return {
        "missing": rules.missing_said(unmet(case.record, case.rt, "issue", known)),
        "balance_due": known["balance_due"],
        "corrections": list(corrections(case.record.pk)),
        "reason": case.why,
        "today": case.today,
    }


EFFECTS: Mapping[str, Do] = MappingProxyType(
    {
        "charge": charge,
        "mark": mark,
        "count": count,
        "set": set_answer,
        "start-reviews": start_reviews,
        "list-inspections": list_inspections,
        "again-inspections": again_inspections,
        "term": term,
        "print": print_paper,
        "notify": notify,
    }
)
