"""Typst as a pure function: no machine fonts, no packages from elsewhere, tagged PDF/UA-1."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
import typst

FONTS = Path(__file__).parent.parent / "fonts"
UNPRINTABLE = "could not be displayed"
# Line breaks, Latin with accents (Public Sans), Greek and Cyrillic (DejaVu Sans Mono), dashes and quotes, the box.
IN_OUR_FONTS = (
    (0x0A, 0x0A), (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x410, 0x44F),
    (0x2013, 0x2014), (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC),
    (0x25A1, 0x25A1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """A print template: the name of its main file and the text of every file it may import."""

    main: str
    files: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Hash over names and texts, so that a changed shared sheet is a changed template."""
        return sha256(json.dumps([self.main, sorted(self.files.items())], ensure_ascii=False).encode())


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def qr_svg(address: str) -> str:
    """A QR code of an address as SVG text, error correction M (15 % of it may be damaged)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def render(template: Template, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Make the PDF of frozen data; the same template, data and time give the same bytes.

    Data reaches the template as JSON text and is never read as markup. A sign that our fonts lack (a name in Chinese
    characters, a control character) is printed as a box rather than holding up a permit; the frozen data and the verify
    page keep it. Raises typst.TypstError where the template is wrong or the paper would not be accessible (PDF/UA-1:
    missing title or alternative text).
    """
    with tempfile.TemporaryDirectory(prefix="transom-print-") as folder:
        root = Path(folder)
        for name, text in template.files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        if "verify_url" in data:
            # Drawn here and not frozen with the words: it says nothing that the address does not.
            data = {"qr": qr_svg(data["verify_url"]), **data}
        text = json.dumps(data, ensure_ascii=False)
        try:
            return _compile(root, template.main, text, at)
        except typst.TypstError as problem:
            if UNPRINTABLE not in str(problem):
                raise
        return _compile(root, template.main, json.dumps(printable(data), ensure_ascii=False), at)


def printable(value: Any) -> Any:
    """The same data with every sign our fonts lack replaced by a box; names of keys stay."""
    if isinstance(value, str):
        return "".join(sign if _has(sign) else "\u25a1" for sign in value)
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def _has(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in IN_OUR_FONTS)


def _compile(root: Path, main: str, data: str, at: datetime) -> bytes:
    pdf = typst.compile(
        root / main,
        root=root,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf
