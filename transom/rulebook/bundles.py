"""Which files a record type is made of, and the name their content gives them.

A bundle is the closure of one record type: its own file, its lifecycle, the schedules it uses and its print templates.
Its name is the SHA-256 of its manifest, so equal content is one bundle and a change to one type touches no other.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from transom.rulebook.problems import Problem, RulebookError

FILE_KINDS: Final = (".toml", ".md", ".typ")
AGENCY_FILE: Final = "agency.toml"
GUIDE_FILE: Final = "guide.toml"
_AGENCY_FOLDERS: Final = ("notices/", "words/", "prints/")
_IMPORT: Final = re.compile(r'#(?:import|include) "([^"@]+\.typ)"')


def read_folder(folder: Path) -> dict[str, str]:
    """Every rule text of an agency's folder by its path within it; RulebookError when one is not UTF-8."""
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in FILE_KINDS and path.is_file() and not path.name.startswith("."):
            name = path.relative_to(folder).as_posix()
            files[name] = decoded(name, path.read_bytes())
    return files


def decoded(name: str, content: bytes) -> str:
    """A file's text with plain line ends; RulebookError when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise RulebookError([Problem(name, line, column, "this is not UTF-8 text; save the file as UTF-8")]) from None


def agency_files(files: Mapping[str, str]) -> dict[str, str]:
    """The files of the agency's own bundle: itself, its guide, its notices, phrase books and prints."""
    own = {path: text for path, text in files.items() if path in (AGENCY_FILE, GUIDE_FILE)}
    return own | {path: text for path, text in files.items() if path.startswith(_AGENCY_FOLDERS)}


def blob_name(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def manifest_of(files: Mapping[str, str]) -> dict[str, str]:
    """Path -> hash of every file, sorted by path."""
    return {path: blob_name(files[path]) for path in sorted(files)}


def bundle_name(manifest: Mapping[str, str]) -> str:
    """The SHA-256 over a manifest, in hex."""
    return hashlib.sha256(json.dumps(dict(manifest), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def with_imports(paths: Iterable[str], files: Mapping[str, str]) -> list[str]:
    """Print templates that are there, and the templates they import, each once."""
    found: dict[str, None] = {}
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path in files and path not in found:
            found[path] = None
            folder = posixpath.dirname(path)
            waiting += [posixpath.normpath(posixpath.join(folder, name)) for name in _IMPORT.findall(files[path])]
    return list(found)
