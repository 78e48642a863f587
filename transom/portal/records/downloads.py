"""Sending a file that somebody handed in: it is saved, never opened as a page of ours."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

# Whatever the file holds, it may run nothing, load nothing and reach nothing.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def handed_in(path: str, filename: str, content_type: str) -> FileResponse:
    """The stored file as a download under its own name. Raises FileNotFoundError where the storage has lost it.

    Always `attachment`: content of strangers is not shown inline from our origin, where a session could be read.
    """
    answer = FileResponse(default_storage.open(path), as_attachment=True, filename=filename, content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cache-Control"] = "private, no-store"
    return answer
