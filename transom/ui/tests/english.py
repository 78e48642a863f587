"""What of a page that should be in another language a reader would still find in English, without a browser."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

from transom.ui.tests.markup import VOID

SAID = ("aria-label", "placeholder", "title", "alt", "data-shown", "data-label", "data-found", "data-none")
COMMON = frozenset(
    "the of and to your you for with is are was this that not what when who which how from have been will may must "
    "can by it its they them there their here our we be please choose type add yet".split()
)
"""Words that no Spanish sentence has; one of them is enough."""


@cache
def our_words() -> frozenset[str]:
    """The English of every text of ours whose Spanish is another."""
    path = Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        catalog = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    english = ((key[0] if isinstance(key, tuple) else key, said) for key, said in catalog.items())
    return frozenset(key for key, said in english if key and key != said)


def english_left(page: str, phrases: Collection[str] = (), names: Iterable[str] = ()) -> list[str]:
    """Texts that are English though nothing marks them so: ours, the city's `phrases`, or by a common English word.

    `names` are what people and places are called; they are the same in every language.
    """
    reader = _Reader()
    reader.feed(page)
    known = our_words() | set(phrases)
    own = sorted((_plain(name) for name in names if len(name) > 3), key=len, reverse=True)
    return [text for text in reader.texts if text in known or _is_english(text, own)]


def _is_english(text: str, names: Iterable[str]) -> bool:
    for name in names:
        text = text.replace(name, "")
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", re.sub(r"\S+@\S+|https?:\S+", "", text).lower())
    return any(word in COMMON for word in words)


class _Reader(HTMLParser):
    """Collects what is read or read aloud, without what stands in an element of another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        foreign = self._is_foreign() or tag in ("script", "style") or said.get("lang") == "en"
        if not foreign:
            self.texts += [_plain(said[name] or "") for name in SAID if said.get(name)]
        if tag not in VOID:
            self._open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_foreign():
            self.texts.append(_plain(data))

    def _is_foreign(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" :,.")
