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

from transom.rulebook.positions import Spot
from transom.rulebook.problems import Problem, Report, RulebookError, did_you_mean

FILE_KINDS: Final = (".toml", ".md", ".typ")
AGENCY_FILE: Final = "agency.toml"
GUIDE_FILE: Final = "guide.toml"
_AGENCY_FOLDERS: Final = ("notices/", "words/", "prints/")
_IMPORT: Final = re.compile(r'#(?:import|include) "([^"@]+\.typ)"')
_IMPORT_ANY: Final = re.compile(r'^[^\n/]*#?(?:import|include)\s+"([^"]+)"', re.MULTILINE)


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
            waiting += [_imported(path, name) for name in _IMPORT.findall(files[path])]
    return list(found)


def _imported(path: str, name: str) -> str:
    """The file a template means: beside it, or from the city's folder when its name begins with a slash."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), name)).lstrip("/")


def check_imports(files: Mapping[str, str]) -> list[Report]:
    """What is wrong with the imports of each print template: a paper could not be made when it is asked for."""
    reports = []
    for path in sorted(path for path in files if path.endswith(".typ")):
        report = Report(path)
        for match in _IMPORT_ANY.finditer(files[path]):
            name, before = match[1], files[path][: match.start(1)]
            spot = Spot(before.count("\n") + 1, len(before) - before.rfind("\n") - 1)
            if name.startswith("@"):
                report.plain(spot, f'"{name}" is not here; a template imports files of the city\'s folder only')
            elif _imported(path, name) not in files:
                hint = did_you_mean(_imported(path, name), [each for each in files if each.endswith(".typ")])
                report.plain(spot, f'there is no file "{_imported(path, name)}"{hint}')
        reports.append(report)
    return reports
