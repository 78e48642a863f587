"""Files are kept by the hash of their content: the same file twice is stored once, and nothing is ever overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a file lies in the storage, its SHA-256 in hex and its size in bytes."""

    path: str
    sha256: str
    size: int


def store(content: bytes | File[bytes], suffix: str) -> Stored:
    """Keep a file under its hash and tell where; `suffix` is the ending with its dot, chosen by us, never by a person.

    Writes before the database row that points here is committed: a crash leaves a file without a row, never a row
    without a file.
    """
    source: File[bytes] = ContentFile(content) if isinstance(content, bytes) else content
    digest, size = _measure(source.chunks())
    path = f"{digest[:2]}/{digest}{suffix}"
    if not default_storage.exists(path):
        source.seek(0)
        default_storage.save(path, source)
    return Stored(path, digest, size)


def read(path: str) -> bytes:
    """The content of a stored file; FileNotFoundError where the storage has lost it."""
    with default_storage.open(path) as stored:
        return bytes(stored.read())


def _measure(chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
