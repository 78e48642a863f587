"""How a day is written out in the languages we write."""

from __future__ import annotations

from datetime import date

MONTHS_IN_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


def written_out(on: date, language: str = "en") -> str:
    """A day with its month in full: "March 2, 2026", "2 de marzo de 2026"."""
    if language == "es":
        return f"{on.day} de {MONTHS_IN_SPANISH[on.month - 1]} de {on.year}"
    return f"{on:%B} {on.day}, {on.year}"
