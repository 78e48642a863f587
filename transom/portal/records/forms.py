"""What the form of the Attachments tab sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from transom.ui.language import told

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ASK_KIND = gettext_noop("Choose what kind of document it is.")
ASK_FILE = gettext_noop("Choose at least one file.")
ASK_DAY = gettext_noop("Write the day as 2026-12-31, or leave it out.")


@dataclass(slots=True)
class HandIn:
    """Files that are handed in as one document, and what is wrong with the form."""

    document: str
    label: str
    uploads: list[UploadedFile[bytes]]
    expires_on: date | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def refuse(self, say: str) -> None:
        """One more file that was not kept, told beside the others."""
        self.errors["files"] = f"{self.errors.get('files', '')} {say}".strip()


def read(request: HttpRequest, kinds: Mapping[str, str]) -> HandIn:
    """The form as sent; `kinds` are the documents it may be, by key."""
    document = request.POST.get("document", "")
    form = HandIn(document, kinds.get(document, ""), list(request.FILES.getlist("files")))
    if not form.label:
        form.errors["document"] = told(ASK_KIND)
    if not form.uploads:
        form.errors["files"] = told(ASK_FILE)
    day = request.POST.get("expires_on", "").strip()
    try:
        form.expires_on = date.fromisoformat(day) if day else None
    except ValueError:
        form.errors["expires_on"] = told(ASK_DAY)
    return form
