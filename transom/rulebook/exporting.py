"""Writing an edition's files as a folder again, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from transom.rulebook.bundles import FILE_KINDS
from transom.rulebook.problems import Problem, RulebookError


def write_folder(files: Mapping[str, str], folder: Path) -> int:
    """Write rule texts below a folder that is not there yet, or empty; how many. RulebookError when it holds anything.

    Line ends are plain: what a Windows editor wrote was read so as well, so that the same rules bear the same name
    wherever they were checked out.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RulebookError([Problem(str(folder), 1, 1, "this is there already; name a new or an empty folder")])
    for path in files:
        _refuse_outside(path)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return len(files)


def _refuse_outside(path: str) -> None:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or pure.suffix not in FILE_KINDS:
        raise RulebookError([Problem(path, 1, 1, "this is no path of a rule file within its folder")])
