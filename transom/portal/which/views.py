"""Leading somebody who does not know what to apply for to the right application, or to none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from transom.kernel import clock
from transom.rulebook import queries as rulebook
from transom.rulebook.compiled import RecordType
from transom.rulebook.guide import Guide, GuideAnswer, Question
from transom.rulebook.values import say
from transom.ui import language
from transom.ui.language import told

WRONG = 422
ANSWER = gettext_noop("Answer this question to go on.")
NOW = "now"
"""The name under which a page sends which question it asked: a radio button left empty sends nothing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was answered, and the address where one answers it anew."""

    label: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A type one is led to."""

    rt: RecordType
    apply_url: str
    estimate_url: str


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The next question, or where the answers lead: the applications, the counter, or no permit at all."""
    guide = rulebook.agency().guide_in(language.current())
    if guide is None:
        raise Http404(_("This city has not written a guide yet."))
    given: dict[str, Any] = {
        question.key: (request.GET.getlist(question.key) if question.type == "multi" else request.GET[question.key])
        for question in guide.questions
        if question.key in request.GET
    }
    facts = guide.facts_from(given)
    step = guide.step(facts)
    asked = request.GET.get(NOW, "")
    errors = {}
    if step.next is not None and asked == step.next.key:
        errors = {asked: told(guide.check(given).errors.get(asked, ANSWER))}
    kept = [(question, given[question.key]) for question in step.asked]
    context = {
        "guide": guide,
        "answered": [_answered(question, facts, kept[:index]) for index, question in enumerate(step.asked)],
        "carried": [(question.key, value) for question, values in kept for value in _each(values)],
        "next": step.next,
        "value": given.get(step.next.key, "") if step.next else "",
        "errors": errors,
        "found": _found(guide, step.answers) if step.ended else [],
        "now": NOW,
    }
    return render(request, "portal/which/which.html", context, status=WRONG if errors else 200)


def _found(guide: Guide, answers: tuple[GuideAnswer, ...]) -> list[tuple[GuideAnswer, list[Lead]]]:
    live = {rt.id: rt for rt in rulebook.current_types(clock.today())}
    return [(answer, [_lead(live[id_]) for id_ in answer.types if id_ in live]) for answer in answers]


def _lead(rt: RecordType) -> Lead:
    estimate = reverse("portal:estimate:show", args=[rt.id]) if rt.fees.rules else ""
    return Lead(rt.in_language(language.current()), reverse("portal:apply:start", args=[rt.id]), estimate)


def _answered(question: Question, facts: dict[str, Any], before: list[tuple[Question, Any]]) -> Answered:
    """What was said to a question; answering anew keeps the answers that came before it."""
    value = facts[question.key]
    if question.options:
        said = ", ".join(question.option_label(str(each)) for each in _each(value))
    else:
        said = f"{told(say(value))} {question.unit}".strip()
    pairs = [(each.key, one) for each, values in before for one in _each(values)]
    url = reverse("portal:which:ask") + (f"?{urlencode(pairs)}" if pairs else "")
    return Answered(question.label, said[:1].upper() + said[1:], url)


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]
