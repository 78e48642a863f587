"""What an inspector writes on site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from transom.inspections import photos, rules
from transom.kernel.refusals import Refused

MAX_NOTES = 5000


@dataclass(slots=True)
class ResultForm:
    """The typed result; `errors` holds a sentence by field, and what was typed is kept."""

    outcome: str = ""
    notes: str = ""
    pictures: list[photos.Picture] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def read(self, request: HttpRequest) -> bool:
        """Take what was posted; True when it can be recorded."""
        self.outcome = request.POST.get("outcome", "")
        self.notes = request.POST.get("notes", "").strip()
        uploads = request.FILES.getlist("photos")
        for reason in rules.may_record(self.outcome, self.notes, len(uploads)):
            self.errors.setdefault(reason.field, reason.say)
        if len(self.notes) > MAX_NOTES:
            self.errors["notes"] = f"Keep the notes to {MAX_NOTES:,} characters."
        if "photos" not in self.errors:
            self._look_at(uploads)
        return not self.errors

    def refuse(self, refused: Refused) -> None:
        """Put an action's reasons at their field."""
        for reason in refused.reasons:
            self.errors.setdefault(reason.field or "outcome", reason.say)

    def _look_at(self, uploads: Sequence[UploadedFile[bytes]]) -> None:
        for upload in uploads:
            try:
                self.pictures.append(photos.clean(upload, upload.name or "photo", upload.size or 0))
            except Refused as refused:
                self.refuse(refused)
