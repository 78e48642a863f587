"""Stored files keep their bytes, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from transom.kernel import files


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_what_was_stored_reads_back_byte_for_byte() -> None:
    stored = files.store(b"%PDF-1.7 \x00\xff", ".pdf")
    assert files.read(stored.path) == b"%PDF-1.7 \x00\xff"
    assert stored.size == 11


def test_the_same_content_twice_lies_in_one_place() -> None:
    first = files.store(b"plat of survey", ".pdf")
    second = files.store(ContentFile(b"plat of survey", name="../../etc/passwd"), ".pdf")
    assert first == second
    folder, names = default_storage.listdir(first.path.split("/")[0])
    assert folder == []
    assert names == [f"{first.sha256}.pdf"]


def test_a_name_typed_by_a_person_never_becomes_a_path() -> None:
    stored = files.store(ContentFile(b"x", name="../../etc/passwd"), ".png")
    assert ".." not in stored.path
    assert stored.path.endswith(".png")
