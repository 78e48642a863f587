"""What staff write on a record, as it is checked before an action sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from transom.kernel.refusals import Refused

LEVELS = (
    ("note", "Note: staff should know"),
    ("warning", "Warning: look before you decide"),
    ("stop", "Stop: nothing is issued until it is lifted"),
)
OTHER_FILE = ("", "Another file")


class MoveForm(forms.Form):
    """Why a record is returned, withdrawn, denied or otherwise moved by staff."""

    why = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        help_text="The applicant reads this in the chronology and the e-mail.",
        error_messages={"required": "Say why: the applicant reads it."},
    )


class NoteForm(forms.Form):
    """An internal note."""

    text = forms.CharField(
        label="Note",
        widget=forms.Textarea,
        help_text="Only staff read it.",
        error_messages={"required": "Write the note."},
    )


class HoldForm(forms.Form):
    """A hold on the record, or on what it is about."""

    about = forms.ChoiceField(label="What is held?", widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label="How strong is it?",
        widget=forms.RadioSelect,
        choices=LEVELS,
        error_messages={"required": "Choose note, warning or stop."},
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea,
        help_text="The applicant reads it.",
        error_messages={"required": "Write the reason of the hold: the applicant reads it."},
    )
    ask = forms.CharField(label="Whom to ask about it", required=False, max_length=200)

    def __init__(self, data: Any, holdable: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"about": "record", "level": "stop"})
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = list(holdable)


class ConditionForm(forms.Form):
    """A condition of the permit."""

    text = forms.CharField(
        label="What must be done or kept?",
        widget=forms.Textarea,
        help_text="Everybody may read it.",
        error_messages={"required": "Write what the condition asks for."},
    )
    due_on = forms.DateField(
        label="Due on",
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": "Write the day as year-month-day, like 2026-03-31."},
    )


class FilesForm(forms.Form):
    """Files that staff add for the applicant or of their own."""

    document = forms.ChoiceField(label="What is it?", required=False)
    label = forms.CharField(label="Name of another file", required=False, max_length=200)
    expires_on = forms.DateField(
        label="Good until",
        required=False,
        widget=forms.DateInput,
        help_text="For insurance and the like.",
        error_messages={"invalid": "Write the day as year-month-day, like 2026-03-31."},
    )

    def __init__(self, data: Any, documents: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        document = self.fields["document"]
        assert isinstance(document, forms.ChoiceField)
        document.choices = [*documents, OTHER_FILE]
        self.labels = dict(documents)

    def take(self, uploads: Sequence[UploadedFile[Any]]) -> bool:
        """Whether the form is right and there is at least one file; says what is missing otherwise."""
        fine = self.is_valid()
        if not uploads:
            self.add_error(None, "Choose at least one file.")
        return fine and bool(uploads)

    @property
    def named(self) -> str:
        """What the files are called on the record's page."""
        key = self.cleaned_data["document"]
        return self.labels.get(key) or self.cleaned_data["label"].strip() or "Other"


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put an action's refusal on the form, each reason at its field."""
    for reason in refused.reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.say)
