#!/usr/bin/env python3
"""Keeps the catalog of our own words: collects them from the sources, and compiles what was translated.

    .venv/bin/python scripts/translations.py          new words get an empty place in django.po, gone ones leave it
    .venv/bin/python scripts/translations.py --check  says what is missing or stale, and changes nothing

Translate in transom/locale/<language>/LC_MESSAGES/django.po, then run it again: Django reads the django.mo beside it.
Texts of the city are not here: they are in its phrase book, agencies/<city>/words/.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "transom" / "locale"
LANGUAGES = ("es",)
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_noop": None, "Sentence": None}
BRACED = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+>")


def collected() -> Catalog:
    """Every text of ours that a page may say, with the files it stands in."""
    catalog = Catalog(project="Transom", charset="utf-8")
    found = extract_from_dir(ROOT / "transom", METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
    for path, _line, words, comments, context in found:
        catalog.add(words, None, [(f"transom/{path}", 0)], auto_comments=comments, context=context)
    return catalog


def kept(language: str) -> Catalog:
    """What was translated so far."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def wrong(message: Message) -> str:
    """What is wrong with a translation, or nothing: one form for each number, the same names and marks in each."""
    english = message.id if isinstance(message.id, tuple | list) else (message.id,)
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if message.fuzzy or not all(said) or len(said) < len(english):
        return "not translated"
    for index, each in enumerate(said):
        marks = sorted(BRACED.findall(english[min(index, len(english) - 1)]))
        if sorted(BRACED.findall(each)) != marks:
            return f"must hold {' '.join(marks) or 'no names in braces'}"
    return ""


def compiled(catalog: Catalog) -> bytes:
    """The catalog as Django reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems(language: str) -> list[str]:
    """Everything a page could stumble over in this language, a line each."""
    catalog, sources = kept(language), collected()
    found = []
    for message in sources:
        if message.id:
            own = catalog.get(message.id, message.context)
            say = wrong(own) if own is not None else "not collected yet"
            if say:
                found.append(f"{message.locations[0][0]}: {message.id!r}: {say}")
    stale = {each.id for each in catalog if each.id and sources.get(each.id, each.context) is None}
    found += [f"{language}: {each!r} is said nowhere any more" for each in stale]
    mo = LOCALE / language / "LC_MESSAGES" / "django.mo"
    if not mo.exists() or mo.read_bytes() != compiled(catalog):
        found.append(f"{mo.relative_to(ROOT)}: not compiled from its django.po")
    return found


def update(language: str) -> None:
    """Bring the catalog up to date with the sources and compile it; what was translated is kept."""
    catalog = kept(language)
    catalog.update(collected(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.fuzzy = "Transom", "", False
    catalog.header_comment = "# Our own words. Texts of the city are in its phrase book, agencies/<city>/words/."
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "django.po").open("wb") as file:
        write_po(file, catalog, width=120, include_lineno=False, sort_by_file=True, omit_header=False)
    # Read back, so that what is compiled is what is written.
    (folder / "django.mo").write_bytes(compiled(kept(language)))


def main() -> int:
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            update(language)
    found = [line for language in LANGUAGES for line in problems(language)]
    print("\n".join(found) or "Every text has its translation.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
