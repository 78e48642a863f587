"""A sentence that remembers what it was made of, so that it can be said in another language later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from transom.kernel.days import written_out


class Sentence(str):
    """English text like any other; `template` and `parts` are what a door needs to say it in another language.

    `Sentence("Add at least {count} entries to “{label}”.", count=2, label="Fence sections")`. The template is looked up
    as a whole: whoever writes one writes it out, never glues it. What is stored of a sentence is its English.
    """

    template: str
    parts: Mapping[str, Any]

    def __new__(cls, template: str, /, **parts: Any) -> Sentence:
        said = super().__new__(cls, template.format(**{name: _in_english(part) for name, part in parts.items()}))
        said.template, said.parts = template, MappingProxyType(parts)
        return said

    def in_words(self, word: Callable[[str], str], part: Callable[[Any], str]) -> str:
        """The same sentence with its template as `word` says it and what stands in it as `part` says that."""
        return word(self.template).format(**{name: part(value) for name, value in self.parts.items()})

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.parts)

    def __getstate__(self) -> None:
        """Nothing beside the template and the parts: a copy is made anew from them."""


def _in_english(part: Any) -> str:
    return written_out(part) if isinstance(part, date) else str(part)
