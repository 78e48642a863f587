"""Changing what a submitted record says, a page of its form at a time, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from transom.kernel import clock
from transom.kernel.refusals import Refused
from transom.office import access
from transom.records.actions import amend as amend_record
from transom.workflow.queries import facts, type_of

if TYPE_CHECKING:
    from transom.records.models import Record
    from transom.rulebook.compiled import RecordType
    from transom.rulebook.forms import Field

WRONG = 422
STAFF = "staff"
# Drawn as one control each; a list of such has a row of them for each entry. What is picked has a page of its own.
SIMPLE = frozenset({"text", "longtext", "number", "money", "bool", "choice", "multi", "date", "email", "phone"})
PERSON_PARTS = (("name", "name"), ("email", "e-mail"), ("phone", "phone"), ("address", "address"))


@dataclass(frozen=True, slots=True)
class Question:
    """One control: the rulebook's field, its name in the form, what it holds and what is wrong with it.

    Of a list, `rows` holds the controls of each entry, the last of them empty for one more.
    """

    field: Field
    name: str
    value: Any
    error: str
    label: str = ""
    rows: tuple[tuple[Question, ...], ...] = ()


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, number: str, page_key: str) -> HttpResponse:
    """Show a page of the form as it was answered, or change it and say what was changed and why."""
    record, user = access.record(request, number, "records.amend"), access.staff(request)
    rt = type_of(record)
    if rt is None or not (page_key == STAFF or any(page.key == page_key for page in rt.pages)):
        raise Http404(access.NOT_FOUND)
    fields = _fields(record, rt, page_key)
    answers, errors = {one.key: record.answers.get(one.key) for one in fields}, {}
    if request.method == "POST":
        answers = _posted(rt, fields, dict(request.POST.lists()), page_key) or answers
        try:
            changed = _changed(answers, record.answers)
            amend_record(record, changed, why=request.POST.get("why", ""), by=user, at=clock.now())
            messages.success(request, "The answers are changed.")
            return redirect("office:records:record", number)
        except Refused as refused:
            errors = {reason.field: reason.say for reason in refused.reasons}
    context = {
        "record": record,
        "title": "Kept by staff" if page_key == STAFF else next(one.title for one in rt.pages if one.key == page_key),
        "questions": [question for one in fields for question in _questions(one, answers.get(one.key), errors)],
        "why": request.POST.get("why", ""),
        "errors": errors,
    }
    return render(request, "office/records/answers.html", context, status=WRONG if errors else 200)


def _fields(record: Record, rt: RecordType, page_key: str) -> list[Field]:
    """The questions of a page that are asked now and that one control can draw."""
    today = clock.today()
    known = facts(record, rt, today)
    return [one for one in rt.visible_fields(page_key, known) if _is_drawn(one)]


def _is_drawn(one: Field) -> bool:
    """Whether controls can ask for it: a simple question, a person, or a list of simple questions."""
    if one.type == "list":
        return all(item.type in SIMPLE for item in one.items)
    return one.type in SIMPLE or one.type == "person"


def _changed(answers: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """The answers that say something else than the record does; what is empty is empty, however it is written."""
    return {key: value for key, value in answers.items() if _filled(value) != _filled(kept.get(key))}


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if each not in ("", None)}
    return [_filled(each) for each in value] if isinstance(value, list) and value else value or ""


def _posted(rt: RecordType, fields: list[Field], posted: dict[str, list[str]], page_key: str) -> dict[str, Any]:
    """What was typed; entries of a list in which nothing stands are left out."""
    typed = rt.answers_from(posted, page_key)
    return {
        one.key: [row for row in typed[one.key] if any(row.values())] if one.type == "list" else typed.get(one.key)
        for one in fields
        if one.type != "list" or any(name.startswith(f"{one.key}.") for name in posted)
    }


def _list(one: Field, value: Any, errors: dict[str, str]) -> Question:
    """A list with a row of controls for each entry and one for the next, while it may hold more."""
    kept = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    drawn = [*kept, {}][: one.at_most]
    rows = tuple(
        tuple(
            Question(item, name := f"{one.key}.{index}.{item.key}", row.get(item.key, ""), errors.get(name, ""))
            for item in one.items
        )
        for index, row in enumerate(drawn)
    )
    return Question(one, one.key, "", errors.get(one.key, ""), rows=rows)


def _questions(one: Field, value: Any, errors: dict[str, str]) -> list[Question]:
    if one.type == "list":
        return [_list(one, value, errors)]
    if one.type != "person":
        return [Question(one, one.key, value if value is not None else "", errors.get(one.key, ""))]
    given = value if isinstance(value, dict) else {}
    return [
        Question(
            one,
            f"{one.key}.{part}",
            given.get(part, ""),
            errors.get(f"{one.key}.{part}", errors.get(one.key, "") if part == "name" else ""),
            f"{one.label}: {word}",
        )
        for part, word in PERSON_PARTS
    ]
