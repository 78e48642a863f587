"""Answers of a draft: a page at a time, saved as typed, checked by the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from transom.accounts.models import Firm
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.land.models import Parcel
from transom.records.actions.locking import locked_draft
from transom.records.models import Record
from transom.records.queries.facts import facts_of_draft, rulebook_of
from transom.rulebook.compiled import RecordType
from transom.rulebook.forms import Checked, Field

PICKED = ("parcel", "license-holder", "list", "file", "info")
"""Types that are not typed on the page: they have pages of their own, or ask nothing."""
SIGNATURE = "_signature"


@transaction.atomic
def save_page(draft: Record, page: str, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Checked:
    """Keep what was typed on one page, right or wrong, and tell what is wrong with it.

    Only questions that stand on this page are taken; anything else in `answers` is refused, so a form cannot be made
    to write what it did not ask. Answers of questions that are hidden now are kept until the application is submitted.
    """
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    allowed = {field.key: field for field in _fields_of(rt, page)}
    unknown = sorted(set(answers) - set(allowed))
    if unknown:
        raise Refused(
            Reason(
                say=Sentence("This page does not ask for “{label}”.", label=unknown[0]),
                because=Sentence("The form was changed on the way."),
            )
        )
    typed = {key: value for key, value in answers.items() if allowed[key].type not in PICKED}
    draft.answers |= typed
    checked = rt.validate(draft.answers, facts_of_draft(draft, rt, at), page)
    # An answer that will do is kept as rules read it ("$1,200" as 1200), any other one as it was typed.
    draft.answers |= {key: value for key, value in checked.values.items() if key in typed}
    _keep(draft, rt, at)
    return checked


@transaction.atomic
def fill(draft: Record, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Record:
    """Begin an application with answers given elsewhere, such as those of a fee estimate, right or wrong.

    What no question of the form takes, and what is picked (a property, a company), is left out.
    """
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    form = {field.key: field for page in rt.pages for field in page.fields if field.key in answers}
    typed = {key: answers[key] for key, field in form.items() if field.type not in PICKED}
    draft.answers |= typed
    checked = rt.validate(draft.answers, facts_of_draft(draft, rt, at), None)
    draft.answers |= {key: value for key, value in checked.values.items() if key in typed}
    for group in (field for field in form.values() if field.type == "list"):
        entries = [{item.key: entry.get(item.key, "") for item in group.items} for entry in answers[group.key]]
        draft.answers[group.key] = entries[: group.at_most]
    _keep(draft, rt, at)
    return draft


@transaction.atomic
def pick_parcel(draft: Record, field: str, parcel: Parcel, *, by: Actor, at: datetime) -> Record:
    """Answer a property question with a parcel of ours, keeping what it said today beside the answer."""
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    _must_be(rt, field, "parcel")
    draft.answers[field] = {
        "key": str(parcel.pk),
        "number": parcel.pin,
        "address": str(parcel),
        "city": parcel.city,
        "zip": parcel.zip,
        "zone": parcel.zone,
    }
    draft.snapshots[field] = {
        "pin": parcel.pin,
        "address": str(parcel),
        "city": parcel.city,
        "state": parcel.state,
        "zip": parcel.zip,
        "zone": parcel.zone,
        "subdivision": parcel.subdivision,
        "flags": parcel.flags,
    }
    draft.parcel = parcel
    draft.address = str(parcel)
    draft.address_norm = parcel.address_norm
    _keep(draft, rt, at)
    return draft


@transaction.atomic
def pick_firm(draft: Record, field: str, firm: Firm | None, *, by: Actor, at: datetime) -> Record:
    """Answer a license-holder question with a registered company, or take the answer back with None."""
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    _must_be(rt, field, "license-holder")
    if field == leading_holder(rt):
        draft.firm = firm
    draft.answers[field] = holder_answer(firm) if firm else {}
    draft.snapshots[field] = {"name": firm.name} if firm else {}
    _keep(draft, rt, at)
    return draft


@transaction.atomic
def save_item(
    draft: Record,
    field: str,
    index: int | None,
    item: Mapping[str, Any],
    *,
    was: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
) -> Checked:
    """Add an entry to a repeating group (index None) or change one; wrong entries are told and not kept.

    `was` is the entry as the page showed it: when another window changed it meanwhile, nothing is written and the
    person is told, so that two windows never overwrite each other.
    """
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    group = _must_be(rt, field, "list")
    entry = {each.key: item.get(each.key, "") for each in group.items}
    entries = list(draft.answers.get(field) or [])
    if index is not None:
        _unchanged(entries, index, was)
    elif len(entries) >= group.at_most:
        say = Sentence("“{label}” may have at most {most} entries.", label=group.label, most=group.at_most)
        raise Refused(Reason(say=say, field=field))
    checked = _check_entry(rt, group, entry, facts_of_draft(draft, rt, at))
    if not checked.errors:
        place = len(entries) if index is None else index
        draft.answers[field] = [*entries[:place], checked.values, *entries[place + 1 :]]
        _keep(draft, rt, at)
    return checked


@transaction.atomic
def remove_item(draft: Record, field: str, index: int, *, was: Mapping[str, Any], by: Actor, at: datetime) -> Record:
    """Take an entry out of a repeating group; nothing happens when another window changed it meanwhile."""
    draft = locked_draft(draft)
    rt = rulebook_of(draft, at)
    _must_be(rt, field, "list")
    entries = list(draft.answers.get(field) or [])
    _unchanged(entries, index, was)
    del entries[index]
    draft.answers[field] = entries
    _keep(draft, rt, at)
    return draft


@transaction.atomic
def sign(draft: Record, name: str, *, by: Actor, at: datetime) -> Record:
    """Keep the name typed as a signature under the application, with the moment it was typed."""
    draft = locked_draft(draft)
    if not name.strip():
        raise Refused(Reason(say=Sentence("Type your full name to sign the application."), field="signature"))
    draft.snapshots[SIGNATURE] = {"name": name.strip()[:200], "at": at.isoformat(), "account": by.label}
    draft.updated_at = at
    draft.save(update_fields=["snapshots", "updated_at"])
    return draft


def leading_holder(rt: RecordType) -> str:
    """The question whose company the record is listed under: the contractor's, else the first that asks for one."""
    asked = [field.key for field in rt.fields.values() if field.type == "license-holder"]
    return "contractor" if "contractor" in asked else next(iter(asked), "")


def holder_answer(firm: Firm) -> dict[str, str]:
    """A company as the answer to a license-holder question; its standing is read live, never from here."""
    return {"key": str(firm.pk), "name": firm.name}


def _check_entry(rt: RecordType, group: Field, entry: Mapping[str, Any], facts: Mapping[str, Any]) -> Checked:
    """One entry by itself, as the first of its group: errors are keyed by the entry's own questions."""
    page = next(page.key for page in rt.pages if any(each.key == group.key for each in page.fields))
    checked = rt.validate({group.key: [entry]}, facts, page)
    start = f"{group.key}.0."
    errors = {key.removeprefix(start): say for key, say in checked.errors.items() if key.startswith(start)}
    kept = checked.values.get(group.key) or [{}]
    if not kept[0] and not errors:
        errors = {group.items[0].key: "Fill in this entry, or go back without saving it."}
    return Checked(values=kept[0], errors=errors)


def _fields_of(rt: RecordType, page: str) -> tuple[Field, ...]:
    return next((each.fields for each in rt.pages if each.key == page), ())


def _must_be(rt: RecordType, key: str, kind: str) -> Field:
    field = rt.fields.get(key)
    if field is None or field.type != kind:
        raise Refused(
            Reason(
                say=Sentence("This application does not ask for “{label}”.", label=key),
                because=Sentence("The form was changed on the way."),
            )
        )
    return field


def _unchanged(entries: list[Any], index: int, was: Mapping[str, Any] | None) -> None:
    if not 0 <= index < len(entries) or entries[index] != was:
        raise Refused(
            Reason(
                say=Sentence("This entry was changed in another window. Look at the list as it is now and try again.")
            )
        )


def _keep(draft: Record, rt: RecordType, at: datetime) -> None:
    draft.updated_at = at
    draft.save(update_fields=["answers", "snapshots", "parcel", "address", "address_norm", "firm", "updated_at"])
