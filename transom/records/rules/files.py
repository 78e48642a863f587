"""Which files we take: PDF, PNG and JPEG whose content, ending and size agree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from transom.kernel.refusals import Reason
from transom.kernel.sentences import Sentence

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file we keep: how its content begins, what it may be called, and how it is served."""

    content_type: str
    suffix: str
    endings: tuple[str, ...]
    begins: bytes


FILE_KINDS = (
    FileKind("application/pdf", ".pdf", (".pdf",), b"%PDF-"),
    FileKind("image/png", ".png", (".png",), b"\x89PNG\r\n\x1a\n"),
    FileKind("image/jpeg", ".jpg", (".jpg", ".jpeg", ".jpe"), b"\xff\xd8\xff"),
)
BECAUSE_TYPES = Sentence("We only take files that open safely on every computer.")


def clean_name(name: str) -> str:
    """A file name that is safe to show and to send back: no folders, no control signs, at most 120 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    kept = re.sub(r'[<>:"|?*]+', "_", kept).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        return kept[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"


def file_kind(head: bytes) -> FileKind | None:
    """What a file is by how its content begins, whatever it is called; None for a kind we do not take."""
    return next((kind for kind in FILE_KINDS if head.startswith(kind.begins)), None)


def refuse_file(name: str, size: int, head: bytes) -> Reason | None:
    """Why this file is not taken, or None; `size` in bytes, `head` at least its first 16 bytes."""
    shown = clean_name(name)
    if size == 0:
        return Reason(say=Sentence("“{file}” is empty. Choose the file again.", file=shown), field="files")
    if size > MAX_FILE_BYTES:
        allowed = MAX_FILE_BYTES // (1024 * 1024)
        return Reason(
            say=Sentence(
                "“{file}” is {size} MB. A file may have at most {most} MB: split it.",
                file=shown,
                size=f"{size / (1024 * 1024):.0f}",
                most=allowed,
            ),
            field="files",
        )
    kind = file_kind(head)
    if kind is None:
        return Reason(
            say=Sentence("“{file}” is not a PDF, PNG or JPEG file. Save it as a PDF and upload that.", file=shown),
            because=BECAUSE_TYPES,
            field="files",
        )
    ending = PurePosixPath(shown).suffix.lower()
    if ending not in kind.endings:
        return Reason(
            say=Sentence(
                "“{file}” is really a {kind} file. Rename it so that it ends in “{suffix}”.",
                file=shown,
                kind=kind.suffix[1:].upper(),
                suffix=kind.suffix,
            ),
            because=BECAUSE_TYPES,
            field="files",
        )
    return None
