"""Rule files that somebody sends: single texts and archives, each with the path it has in the rulebook.

An archive is read within limits that are counted while it is unpacked, whatever its directory says of itself.
"""

from __future__ import annotations

import posixpath
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.core.files.uploadedfile import UploadedFile

from transom.kernel.refusals import Reason, Refused
from transom.rulebook.bundles import AGENCY_FILE, FILE_KINDS, GUIDE_FILE, decoded
from transom.rulebook.limits import MOST_FILES
from transom.rulebook.problems import RulebookError
from transom.rulebook.reading import read_source

FIELD: Final = "files"
MOST_BYTES: Final = 2_000_000
"""Bytes of one text."""
MOST_PACKED: Final = 5_000_000
"""Bytes of one archive as it is sent."""
MOST_UNPACKED: Final = 20_000_000
LONGEST_PATH: Final = 200
_FOLDERS: Final = {
    "record-base/1": "bases",
    "lifecycle/1": "lifecycles",
    "fee-schedule/1": "fees",
    "permit": "permits",
    "license": "licenses",
}
_HEADER: Final = re.compile(r'^(schema|id) *= *"([^"\n]*)"', re.MULTILINE)


def read_uploads(uploads: Iterable[UploadedFile[bytes]], standing: Mapping[str, str]) -> dict[str, str]:
    """The texts that were sent by their path; a file without a folder takes the place of the one it is a new text of.

    Raises Refused at the field "files": no file, a wrong ending, no text, too large, an archive that is broken, locked
    or unpacks to too much, a name that could stand in several places.
    """
    found: dict[str, str] = {}
    for upload in uploads:
        name = posixpath.basename((upload.name or "").replace("\\", "/"))
        if name.lower().endswith(".zip"):
            sent = dict(_unpacked(upload, name, standing))
        else:
            text = _text(name, _content(upload, name))
            sent = {_place(name, text, standing): text}
        twice = sorted(found.keys() & sent.keys())
        if twice:
            raise _no(f"{twice[0]} was sent twice. Send it once.")
        found |= sent
    if not found:
        raise _no("Choose the files that change: .toml, .md or .typ, or a .zip of them.")
    return found


def _content(upload: UploadedFile[bytes], name: str) -> bytes:
    if (upload.size or 0) > MOST_BYTES:
        raise _no(f"{name} is too large. A rule file has at most {MOST_BYTES // 1_000_000} MB.")
    return bytes(upload.read())


def _text(name: str, content: bytes) -> str:
    if PurePosixPath(name).suffix not in FILE_KINDS:
        raise _no(f"{name} is no rule file. Rules are .toml, letters .md, print templates .typ, or a .zip of them.")
    try:
        return decoded(name, content)
    except RulebookError as error:
        raise _no(f"{error.problems[0]}.") from None


def _place(name: str, text: str, standing: Mapping[str, str]) -> str:
    """The path of a file that was sent without its folder."""
    if name in (AGENCY_FILE, GUIDE_FILE):
        return name
    header = _header(text) if name.endswith(".toml") else {}
    if "id" in header:
        same = [path for path, old in standing.items() if path.endswith(".toml") and _header(old) == header]
        if len(same) == 1:
            return same[0]
    named = [path for path in standing if posixpath.basename(path) == name]
    if len(named) == 1:
        return named[0]
    if named:
        raise _no(f"{name} could be {' or '.join(sorted(named))}. Send it in a .zip with its folder.")
    folder = _FOLDERS.get(header.get("schema", "")) or _folder_of_type(name, text, header)
    if not folder:
        raise _no(f"There is no {name} yet. Send it in a .zip with the folder it shall stand in.")
    return f"{folder}/{name}"


def _header(text: str) -> dict[str, str]:
    """The schema and id a file names in its first lines."""
    return dict(reversed(_HEADER.findall(text[:4000])))


def _folder_of_type(name: str, text: str, header: Mapping[str, str]) -> str:
    if header.get("schema") != "record-type/1":
        return ""
    kind = str(read_source(name, text).data.get("kind", "permit"))
    return _FOLDERS.get(kind, "projects")


def _unpacked(upload: UploadedFile[bytes], name: str, standing: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if (upload.size or 0) > MOST_PACKED:
        raise _no(f"{name} is too large. An archive has at most {MOST_PACKED // 1_000_000} MB.")
    try:
        with ZipFile(upload) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
            _refuse_too_much(name, entries)
            top = _top(entries, standing)
            left = MOST_UNPACKED
            for entry in entries:
                content = _read(archive, entry)
                left -= len(content)
                if left < 0:
                    raise _unpacks_to_too_much(name)
                path = entry.filename.removeprefix(top)
                yield path, _text(path, content)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error):
        raise _no(f"{name} cannot be unpacked. Make the .zip anew, without a password.") from None


def _refuse_too_much(name: str, entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise _no(f"{name} holds {len(entries):,} files; a rulebook has at most {MOST_FILES:,}.")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _unpacks_to_too_much(name)
    for entry in entries:
        pure = PurePosixPath(entry.filename)
        outside = pure.is_absolute() or ".." in pure.parts or "\\" in entry.filename
        if outside or stat.S_ISLNK(entry.external_attr >> 16) or len(entry.filename) > LONGEST_PATH:
            raise _no(f"{entry.filename[:LONGEST_PATH]} in {name} leads outside of the rulebook, or is no plain file.")


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as packed:
        content = packed.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _no(f"{entry.filename} is too large. A rule file has at most {MOST_BYTES // 1_000_000} MB.")
    return content


def _top(entries: Iterable[ZipInfo], standing: Mapping[str, str]) -> str:
    """The one folder everything lies in, where it is that of the whole rulebook and no folder within it."""
    tops = {entry.filename.partition("/")[0] if "/" in entry.filename else "" for entry in entries}
    top = tops.pop() if len(tops) == 1 else ""
    within = {path.partition("/")[0] for path in standing if "/" in path} | set(_FOLDERS.values())
    return f"{top}/" if top and top not in within else ""


def _is_hidden(path: str) -> bool:
    """What operating systems leave in archives."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.split("/"))


def _unpacks_to_too_much(name: str) -> Refused:
    return _no(f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB.")


def _no(sentence: str) -> Refused:
    return Refused(Reason(sentence, field=FIELD))
