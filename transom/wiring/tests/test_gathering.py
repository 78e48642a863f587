"""Gathering static files costs seconds, so it is done once for the same files."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from transom.wiring import gathering


@pytest.fixture(autouse=True)
def _one_small_folder(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "one.css").write_text("a{}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = str(tmp_path / "static")
    gathering.get_finders.__globals__["get_finder"].cache_clear()


def test_the_same_files_are_gathered_once() -> None:
    assert gathering.gather()
    assert not gathering.gather()


def test_a_changed_file_is_gathered_again(tmp_path: Path, settings: Any) -> None:
    gathering.gather()
    changed = tmp_path / "source" / "one.css"
    changed.write_text("a{color:red}")
    os.utime(changed, (time.time() + 5, time.time() + 5))  # a person edits later than within the same second
    assert gathering.gather()
    assert (Path(settings.STATIC_ROOT) / "one.css").read_text() == "a{color:red}"
