"""Why each charge is what it is, worked out again from the facts that were kept with its bill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from transom.fees import rules
from transom.fees.models import Charge, ChargeRun, Settlement
from transom.fees.queries.ledger import Line, line_of
from transom.kernel.money import from_cents, to_cents
from transom.rulebook.fees import FeeLine
from transom.rulebook.fees.explaining import Explanation, Waived
from transom.rulebook.queries import NoSuchRules, record_type

Reckoned = Mapping[str, FeeLine]


def explained(charge_id: int) -> Explanation:
    """One charge with its inputs, arithmetic, ordinance and edition.

    A waiver that somebody granted says who and why. A charge whose rules this installation does not know, such as an
    imported one, is explained by the sentences that were kept with it. Raises Charge.DoesNotExist. One query.
    """
    return _told(_charges().get(pk=charge_id), {})


def explanations(charge_ids: Iterable[int]) -> dict[int, Explanation]:
    """The same for many charges, by charge. One query, none for none."""
    wanted = list(charge_ids)
    if not wanted:
        return {}
    reckoned: dict[int, Reckoned] = {}
    return {row.pk: _told(row, reckoned) for row in _charges().filter(pk__in=wanted)}


def explained_lines(record_id: int) -> list[Line]:
    """Every charge of a record, oldest first, each with its explanation. One query."""
    reckoned: dict[int, Reckoned] = {}
    rows = _charges().filter(record_id=record_id).order_by("id")
    return [line_of(row, _settlement(row), _told(row, reckoned)) for row in rows]


def _charges() -> QuerySet[Charge]:
    return Charge.objects.select_related("run", "settlement__journal")


def _settlement(charge: Charge) -> Settlement | None:
    return charge.settlement if hasattr(charge, "settlement") else None


def _told(charge: Charge, reckoned: dict[int, Reckoned]) -> Explanation:
    """The explanation of a charge; `reckoned` remembers bills, so that each is worked out once for all its lines."""
    if charge.run_id not in reckoned:
        reckoned[charge.run_id] = _worked_out_again(charge.run)
    line = reckoned[charge.run_id].get(charge.fee)
    # Where the rules come to something else now, the sentences of the day are the truth.
    stands = line is not None and to_cents(line.amount) == charge.cents
    told = line.explained() if line is not None and stands else _as_kept(charge)
    settlement = _settlement(charge)
    if settlement is None or settlement.how != Settlement.How.WAIVED:
        return told
    journal = settlement.journal
    return told.granted([Waived(journal.memo, "", from_cents(charge.cents), granted_by=journal.by_label)])


def _worked_out_again(run: ChargeRun) -> Reckoned:
    """The lines the rules give for the kept facts, by fee; none where the rules are not here."""
    try:
        rt = record_type(run.bundle)
        today = record_type(run.bundle_today) if run.bundle_today else None
    except NoSuchRules:
        return {}
    facts = rules.facts_from_json(run.facts)
    found = rt.assess(run.event, facts) if today is None else rt.assess_today(run.event, facts, today)
    return {line.fee: line for line in found.lines}


def _as_kept(charge: Charge) -> Explanation:
    return Explanation(
        fee=charge.fee,
        label=charge.label,
        amount=from_cents(charge.cents),
        inputs=(),
        steps=tuple(charge.trace),
        cite=charge.cite,
        edition=None,
        waived=(),
        made_up=charge.made_up,
    )
