"""Which permit do I need: the questions asked so far, the next one, and where the answers lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from transom.rulebook.expressions import Expression
from transom.rulebook.forms.checking import validate
from transom.rulebook.forms.facts import facts_from
from transom.rulebook.forms.fields import Checked, Field, Form, Page
from transom.rulebook.values import UNKNOWN, Facts

Question: TypeAlias = Field
"""A question of the guide is asked as one of a form is."""


@dataclass(frozen=True, slots=True)
class GuideAnswer:
    """Where answers lead: the ids of types; or, where `none`, why no permit is needed."""

    when: Expression
    types: tuple[str, ...]
    none: bool
    say: str
    cite: str


@dataclass(frozen=True, slots=True)
class Step:
    """How far somebody has come: what was asked and answered, what is asked now, and what holds already.

    At the end `next` is None, and `answers` are all there is to say.
    """

    asked: tuple[Question, ...]
    next: Question | None
    answers: tuple[GuideAnswer, ...]

    @property
    def ended(self) -> bool:
        return self.next is None


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of a city; its questions are asked one after the other, as far as the answers call for them."""

    id: str
    title: str
    lead: str
    questions: tuple[Question, ...]
    answers: tuple[GuideAnswer, ...]

    def step(self, facts: Facts) -> Step:
        """Where somebody stands who has answered this much. Answers to questions that are not asked do not count."""
        asked: list[Question] = []
        known: dict[str, Any] = {}
        for question in self.questions:
            if not question.show.holds(known):
                continue
            value = facts.get(question.key, UNKNOWN)
            if value is UNKNOWN:
                return Step(tuple(asked), question, self._answers(known))
            known[question.key] = value
            asked.append(question)
        return Step(tuple(asked), None, self._answers(known))

    def _answers(self, facts: Facts) -> tuple[GuideAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.when.holds(facts))

    def facts_from(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers as a page posts or an address carries them, as facts; what cannot be read stays unknown."""
        checked = self.check(answers)
        return facts_from(self.questions, {key: answers[key] for key in answers if key in checked.values})

    def check(self, answers: Mapping[str, Any]) -> Checked:
        """The answers that will do, and a sentence for each that is missing or will not."""
        page = Page(self.id, self.title, "", self.questions)
        return validate(Form((page,), (), {q.key: q for q in self.questions}), answers, {}, None)
