"""Files handed in: checked by content, kept by hash, never overwritten."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from transom.history import actions as history
from transom.kernel import files
from transom.kernel.actors import Actor
from transom.kernel.refusals import Reason, Refused
from transom.kernel.sentences import Sentence
from transom.records.actions.locking import account, locked, locked_draft
from transom.records.models import Attachment, Record
from transom.records.rules import FileKind, clean_name, file_kind, refuse_file

MAX_FILES = 300
MAX_PIXELS = 200_000_000


def attach(
    record: Record,
    upload: UploadedFile[bytes],
    *,
    document: str,
    label: str,
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
    public: bool = False,
) -> Attachment:
    """Keep one uploaded file with a record, as the given document of the rulebook (blank key: another file).

    Files of one hand-in share `at` and so a version; a later hand-in of the same document is the next version, and
    the older ones stay. Refused with a sentence when the content is not PDF, PNG or JPEG, the ending disagrees, the
    picture cannot be read, or it is larger than 50 MB. The content is stored before the row that points to it.
    """
    name = clean_name(upload.name or "file")
    kind = _taken(upload, name)
    stored = files.store(upload, kind.suffix)
    with transaction.atomic():
        record = locked(record)
        if record.attachments.filter(removed_at=None).count() >= MAX_FILES:
            raise Refused(_too_many())
        attachment = Attachment.objects.create(
            record=record,
            document=document,
            label=label,
            filename=name,
            path=stored.path,
            sha256=stored.sha256,
            size=stored.size,
            content_type=kind.content_type,
            version=_version(record, document, at),
            expires_on=expires_on,
            public=public,
            by=account(by),
            at=at,
        )
        if not record.is_draft:
            history.tell(
                "record.attached",
                subject="records.attachment",
                subject_id=attachment.pk,
                record_id=record.pk,
                by=by,
                at=at,
                data={"label": label, "filename": name, "version": attachment.version},
            )
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Take a file back out of an application that was not submitted yet; refused afterwards."""
    locked_draft(attachment.record)
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])


def _taken(upload: UploadedFile[bytes], name: str) -> FileKind:
    """What kind of file it is; Refused where it is none that we take, or a picture nobody can open."""
    upload.seek(0)
    head = upload.read(32)
    reason = refuse_file(name, upload.size or 0, head)
    kind = file_kind(head)
    if reason or kind is None:
        raise Refused(reason or Sentence("“{file}” is of a kind we do not take.", file=name))
    if kind.content_type.startswith("image/"):
        _readable(upload, name)
    upload.seek(0)
    return kind


def _version(record: Record, document: str, at: datetime) -> int:
    if record.is_draft or not document:
        return 1
    newest = record.attachments.filter(document=document, removed_at=None).order_by("-version", "-id").first()
    if newest is None:
        return 1
    return newest.version if newest.at == at else newest.version + 1


def _readable(upload: UploadedFile[bytes], name: str) -> None:
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(upload.read()))
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise Refused(
                Reason(
                    say=Sentence(
                        "“{file}” is {width} by {height} pixels, too large to open safely. Save it smaller.",
                        file=name,
                        width=width,
                        height=height,
                    ),
                    field="files",
                )
            )
        picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(
            Reason(
                say=Sentence("“{file}” cannot be read as a picture. Save it again, or as a PDF.", file=name),
                field="files",
            )
        ) from error


def _too_many() -> Reason:
    return Reason(
        Sentence("This record already has {count} files. Remove some, or combine pages in one PDF.", count=MAX_FILES),
        field="files",
    )
