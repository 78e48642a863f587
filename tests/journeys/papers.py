"""Reads the words of a PDF the way a program for the blind would: through each font's own table of letters."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

PAIR = re.compile(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", re.MULTILINE)


def words_of(pdf: bytes) -> str:
    """All text of all pages, a blank between the pieces that were set apart."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return " ".join(_page(page) for page in opened.pages)


def _page(page: pikepdf.Page) -> str:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    said: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("TJ", "Tj"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            said.append("".join(_read(bytes(piece), letters) for piece in pieces if isinstance(piece, pikepdf.String)))
    return " ".join(said)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in PAIR.findall(table)}


def _read(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(codes[at] * 256 + codes[at + 1], "") for at in range(0, len(codes) - 1, 2))
