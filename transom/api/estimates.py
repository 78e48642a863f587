"""An estimate as JSON: each fee explained, what is still asked, and what the city alone can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.http import urlencode

from transom.rulebook.estimating import Asked, Due, Estimate, Question, decided_by_staff
from transom.rulebook.fees.explaining import as_json

if TYPE_CHECKING:
    from transom.rulebook.compiled import Field, RecordType, UnknownFee
    from transom.rulebook.fees.rules import FeeRule


def listed(rt: RecordType) -> dict[str, Any]:
    """A type whose fees can be estimated."""
    return {
        "id": rt.id,
        "label": rt.label,
        "group": rt.group,
        "kind": rt.kind,
        "description": rt.description,
        "online": rt.online,
        "estimate": f"{settings.SITE_URL}/api/estimate/{rt.id}.json",
    }


def said(rt: RecordType, found: Estimate, posted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The whole estimate; `total` is of what is known, and the price only where `is_final`."""
    query = urlencode(posted, doseq=True)
    return {
        "type": {"id": rt.id, "label": rt.label},
        "rules": {"bundle": rt.bundle, "effective": rt.effective.isoformat(), "adopted_by": rt.adopted_by},
        "dues": [_due(rt, due) for due in found.dues],
        "total": str(found.total),
        "is_final": found.is_final,
        "questions": [_question(asked) for asked in found.asked],
        "only_if_it_happens": [_perhaps(rule) for rule in found.perhaps],
        "page": f"{settings.SITE_URL}/estimate/{rt.id}/" + (f"?{query}" if query else ""),
    }


def _due(rt: RecordType, due: Due) -> dict[str, Any]:
    return {
        "when": due.when,
        "total": str(due.assessment.total),
        "fees": [as_json(line.explained()) for line in due.assessment.lines],
        "unknown": [_unknown(rt, fee) for fee in due.assessment.unknown],
    }


def _unknown(rt: RecordType, fee: UnknownFee) -> dict[str, Any]:
    """A fee without an amount: what it waits for, or in `say` why the schedule has none."""
    return {
        "fee": fee.fee,
        "label": fee.label,
        "say": fee.say,
        "needs": [
            {"name": name, "label": rt.label_of(name), "city_decides": decided_by_staff(rt, name)} for name in fee.needs
        ],
    }


def _question(asked: Asked) -> dict[str, Any]:
    """A question by the name its answer has in the address; the part of a list's first entry is `name.0.part`."""
    items: tuple[Field, ...] = getattr(asked.question, "items", ())
    return _box(asked.question) | {"fields": [_box(item) for item in items], "is_needed": asked.needed}


def _box(question: Question) -> dict[str, Any]:
    return {
        "name": question.key,
        "label": question.label,
        "type": question.type,
        "unit": question.unit,
        "help": question.help,
        "options": [{"value": option.value, "label": option.label} for option in question.options],
    }


def _perhaps(rule: FeeRule) -> dict[str, Any]:
    return {"fee": rule.id, "label": rule.table.label, "cite": rule.table.cite, "on": list(rule.table.on)}
