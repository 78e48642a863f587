"""What a page of an application sends: read by the questions that were on it, and by nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_noop as _

from transom.rulebook.forms import Field

PERSON_PARTS = (("name", _("Name")), ("email", _("E-mail")), ("phone", _("Phone")), ("address", _("Mailing address")))
ELSEWHERE = ("parcel", "license-holder", "list", "file", "info")
"""Types that are not answered in a box of the page: they have pages of their own, or ask nothing."""


def shown(post: QueryDict) -> set[str]:
    """The questions that stood on the page when it was sent: a radio button or a check box left empty sends nothing."""
    return set(post.getlist("shown"))


def typed(post: QueryDict, fields: Iterable[Field]) -> dict[str, Any]:
    """Answers as typed for the questions that stood on the page; other names in the form are never read."""
    on_page = shown(post)
    return {
        field.key: answer(post, field, field.key)
        for field in fields
        if field.key in on_page and field.type not in ELSEWHERE
    }


def answer(post: QueryDict, field: Field, name: str) -> Any:
    """One answer under the name its boxes have."""
    if field.type == "multi":
        return post.getlist(name)
    if field.type == "person":
        return {part: post.get(f"{name}.{part}", "").strip() for part, _label in PERSON_PARTS}
    if field.type == "longtext":
        return post.get(name, "").replace("\r\n", "\n").strip()
    return post.get(name, "").strip()


def digest(entry: Mapping[str, Any]) -> str:
    """A short sign of an entry as the page showed it, to notice that another window changed it meanwhile."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:16]
