"""What an applicant answers to a round of corrections, as typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from transom.kernel.refusals import Refused
from transom.reviews.queries import CommentView, ReviewView

if TYPE_CHECKING:
    from transom.records.models import Attachment

FILES = "files"
LONGEST = 5_000


@dataclass(slots=True)
class Response:
    """The answers by comment, the revised files of one kind, and what is wrong by the names of the controls."""

    answers: dict[int, str] = field(default_factory=dict)
    document: str = ""
    uploads: Sequence[UploadedFile[Any]] = ()
    resubmits: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[int, str]:
        """The answers that say something."""
        return {comment: text for comment, text in self.answers.items() if text.strip()}

    @property
    def is_empty(self) -> bool:
        return not (self.written or self.uploads)

    def check(self, documents: dict[str, str], unanswered: Sequence[CommentView] = ()) -> bool:
        """Whether it can be kept: every answer of a sensible length, and a kind named for the files.

        `unanswered` are the comments that must be fixed and that nothing was said or handed in about since: handing
        the same papers in again only costs a reviewer a round.
        """
        for comment, text in self.written.items():
            if len(text) > LONGEST:
                self.errors[f"reply-{comment}"] = (
                    f"Shorten this answer to {LONGEST:,} characters, or upload it as a PDF."
                )
        if self.uploads and self.document not in documents:
            self.errors["document"] = "Choose what the files are."
        if self.is_empty and not self.resubmits:
            self.errors[""] = "Write an answer or choose a file first."
        if self.resubmits and not self.uploads:
            for one in unanswered:
                if one.id not in self.written:
                    self.errors[f"reply-{one.id}"] = "Answer this comment, or upload what you changed."
        return not self.errors

    def refuse(self, refused: Refused) -> None:
        """Put an action's reasons at their controls."""
        for reason in refused.reasons:
            named = reason.field if reason.field == FILES or reason.field.startswith("reply-") else ""
            self.errors[named] = f"{self.errors.get(named, '')} {reason.say}".strip()


def read(request: HttpRequest, comments: Sequence[CommentView]) -> Response:
    """The response as posted, with answers to these comments alone."""
    posted = request.POST
    return Response(
        answers={one.id: posted.get(f"reply-{one.id}", "") for one in comments},
        document=posted.get("document", ""),
        uploads=request.FILES.getlist(FILES),
        resubmits=posted.get("then") == "resubmit",
    )


def to_answer(reviews: Sequence[ReviewView]) -> list[ReviewView]:
    """The reviews whose latest word asks for corrections and says which."""
    return [view for view in reviews if view.latest and view.decision == "corrections" and view.comments]


def unanswered(reviews: Sequence[ReviewView], files: Iterable[Attachment]) -> list[CommentView]:
    """The comments that must be fixed, without an answer and without a file handed in after the decision."""
    newest = max((file.at for file in files), default=None)
    return [
        comment
        for view in reviews
        if not (newest and view.decided_at and newest > view.decided_at)
        for comment in view.comments
        if comment.must_fix and not comment.replies
    ]
