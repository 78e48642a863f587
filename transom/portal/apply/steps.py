"""The way through an application: the pages of its form, the documents, the review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from transom.kernel import clock
from transom.records import queries
from transom.rulebook.compiled import RecordType
from transom.rulebook.forms import Field
from transom.ui import language

if TYPE_CHECKING:
    from transom.records.models import Record

DOCUMENTS, REVIEW = "documents", "review"


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way."""

    key: str
    label: str
    url: str


@dataclass(frozen=True)
class Application:
    """A draft with its rules and facts, and where one is in it."""

    draft: Record
    rt: RecordType
    facts: Mapping[str, Any]
    at: datetime

    @property
    def steps(self) -> tuple[Step, ...]:
        """The pages that have a question to ask now, then documents where any may be asked for, then the review."""
        pages = [
            Step(page.key, page.title, self.page_url(page.key))
            for page in self.rt.pages
            if self.rt.visible_fields(page.key, self.facts)
        ]
        if self.rt.documents(self.facts):
            pages.append(Step(DOCUMENTS, _("Documents"), reverse("portal:apply:documents", args=[self.draft.pk])))
        return (*pages, Step(REVIEW, _("Review and submit"), self.review_url))

    @property
    def review_url(self) -> str:
        return reverse("portal:apply:review", args=[self.draft.pk])

    def page_url(self, key: str) -> str:
        return reverse("portal:apply:page", args=[self.draft.pk, key])

    def position(self, key: str) -> int:
        """Which step this is, counted from 1; the first where it is none of them any more."""
        keys = [step.key for step in self.steps]
        return keys.index(key) + 1 if key in keys else 1

    def after(self, key: str) -> Step:
        """The step after this one; the review has none and answers itself."""
        return self.steps[min(self.position(key), len(self.steps) - 1)]

    def before(self, key: str) -> Step | None:
        """The step before this one, None on the first."""
        here = self.position(key)
        return self.steps[here - 2] if here > 1 else None

    def page_of(self, field_key: str) -> str:
        """The page a question stands on."""
        return next(page.key for page in self.rt.pages if any(each.key == field_key for each in page.fields))

    def field(self, key: str, kind: str) -> Field | None:
        """The question of this key when it is of this type and asked now."""
        visible = {each.key: each for each in self.rt.visible_fields(None, self.facts)}
        found = visible.get(key)
        return found if found and found.type == kind else None


def application(draft: Record) -> Application:
    """A draft with its rules, in the language of the page, and facts of today."""
    at = clock.now()
    rt = queries.rulebook_of(draft, at).in_language(language.current())
    return Application(draft, rt, queries.facts_of_draft(draft, rt, at), at)


def frame(app: Application, here: str) -> dict[str, Any]:
    """What every page of an application shows around its questions."""
    steps = app.steps
    return {
        "draft": app.draft,
        "rt": app.rt,
        "step_labels": [step.label for step in steps],
        "step_urls": {number: step.url for number, step in enumerate(steps, start=1)},
        "step_now": app.position(here),
        "has_back": app.before(here) is not None,
        "discard_url": reverse("portal:apply:discard", args=[app.draft.pk]),
    }
