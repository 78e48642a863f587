"""Problem documents (RFC 9457): what went wrong, for a program and for whoever reads its log."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


def problem(status: HTTPStatus, detail: str, errors: Mapping[str, str] | None = None) -> JsonResponse:
    """A refusal: its kind (the HTTP status), a sentence, and a sentence for each parameter that is wrong."""
    said = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    if errors:
        said["errors"] = [{"parameter": name, "detail": sentence} for name, sentence in errors.items()]  # type: ignore[assignment]
    return JsonResponse(said, status=status.value, content_type=MEDIA_TYPE)
