"""The questions of a page with their answers, ready for the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.accounts import queries as accounts
from transom.kernel.clock import local_date
from transom.portal.apply import forms
from transom.portal.apply.steps import Application
from transom.records import queries, rules
from transom.rulebook.forms import Field
from transom.rulebook.vocabulary import PART_LABELS
from transom.ui.language import told
from transom.ui.words import long_day


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a repeating group."""

    number: int
    cells: list[tuple[str, str]]
    url: str
    remove_url: str
    was: str
    error: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what stands in its box."""

    field: Field
    value: Any
    error: str
    required: bool
    is_new: bool
    parts: list[tuple[str, str, str, str]] = default(default_factory=list)
    entries: list[Entry] = default(default_factory=list)
    picked: Mapping[str, Any] = default(default_factory=dict)
    find_url: str = ""


def questions(app: Application, page_key: str, errors: Mapping[str, str], new: set[str]) -> list[Question]:
    """The questions that are asked on this page now, in the rulebook's order."""
    return [_question(app, each, errors, each.key in new) for each in app.rt.visible_fields(page_key, app.facts)]


def _question(app: Application, asked: Field, errors: Mapping[str, str], is_new: bool) -> Question:
    value = app.draft.answers.get(asked.key)
    question = Question(
        field=asked,
        value="" if value is None else value,
        error=told(errors.get(asked.key, "")),
        required=app.rt.is_required(asked, app.facts),
        is_new=is_new,
    )
    if asked.type == "person":
        return replace(question, parts=_parts(asked, value, errors))
    if asked.type == "list":
        return replace(question, entries=_entries(app, asked, errors))
    if asked.type in ("parcel", "license-holder"):
        url = reverse("portal:apply:find", args=[app.draft.pk, asked.key])
        return replace(question, picked=_picked(app, asked, value), find_url=url)
    return question


def _parts(asked: Field, value: Any, errors: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    person = value if isinstance(value, Mapping) else {}
    return [
        (f"{asked.key}.{part}", told(label), str(person.get(part, "")), told(errors.get(f"{asked.key}.{part}", "")))
        for part, label in forms.PERSON_PARTS
    ]


def _entries(app: Application, asked: Field, errors: Mapping[str, str]) -> list[Entry]:
    entries = []
    for index, entry in enumerate(app.draft.answers.get(asked.key) or []):
        address = [app.draft.pk, asked.key, index]
        wrong = [told(say) for key, say in errors.items() if key.startswith(f"{asked.key}.{index}.")]
        entries.append(
            Entry(
                number=index + 1,
                cells=[
                    (item.label, rules.summary(rules.said(item, entry.get(item.key), say=told))) for item in asked.items
                ],
                url=reverse("portal:apply:change-entry", args=address),
                remove_url=reverse("portal:apply:remove-entry", args=address),
                was=forms.digest(entry),
                error=" ".join(wrong),
            )
        )
    return entries


def _picked(app: Application, asked: Field, value: Any) -> Mapping[str, Any]:
    """What was picked, in the words to show: an address with its city, or a company with its standing today."""
    if not value:
        return {}
    snapshot = app.draft.snapshots.get(asked.key, {})
    if asked.type == "parcel":
        return {"title": snapshot["address"], "lines": parcel_lines(snapshot), "good": True, "word": ""}
    firm = queries.holder(app.draft, asked.key)
    if firm is None:
        return {}
    return {"title": firm.name} | standing(queries.contractor_facts(firm, local_date(app.at), asked.licenses))


def parcel_lines(parcel: Mapping[str, Any]) -> list[str]:
    """What helps to tell one property from the next."""
    place = " ".join(
        part
        for part in (f"{parcel['city']}," if parcel.get("city") else "", parcel.get("state"), parcel.get("zip"))
        if part
    )
    flags = [
        told(PART_LABELS.get(name, name.replace("_", " ")))
        for name, is_so in (parcel.get("flags") or {}).items()
        if is_so
    ]
    said = [place, _("Parcel number (PIN) %(pin)s") % {"pin": parcel["pin"]}]
    said += [f"{parcel['subdivision']}"] if parcel.get("subdivision") else []
    said += [_("Marked as: %(marks)s") % {"marks": ", ".join(flags)}] if flags else []
    return [line for line in said if line]


def standing(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a company may be named on a permit that is to be issued, in a word and a sentence."""
    if not facts["active"]:
        say = _("We can take your application, but the permit waits until the company's registration is active.")
        return {"good": False, "word": _("No active registration"), "lines": [say]}
    insured = facts.get("insured_until")
    if insured is None:
        line = _("Registration %(number)s") % {"number": facts["license"]}
        return {"good": False, "word": _("Insurance not on file"), "lines": [line]}
    said = {"number": facts["license"], "day": long_day(insured)}
    line = _("Registration %(number)s, insured until %(day)s") % said
    return {"good": True, "word": _("Registered"), "lines": [line]}


def firm_choices(app: Application, asked: Field, text: str) -> list[tuple[int, str, dict[str, Any]]]:
    """Companies whose name holds this text, with their standing in the trade that is asked for; at most eight."""
    today = local_date(app.at)
    return [
        (firm.pk, firm.name, standing(queries.contractor_facts(firm, today, asked.licenses)))
        for firm in (accounts.firm(firm_id) for firm_id, _ in accounts.suggest_firms(text))
    ]
