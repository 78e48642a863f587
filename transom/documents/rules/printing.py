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

    Data reaches the template as JSON text and is never read as markup. Raises typst.TypstError where the template is
    wrong or the paper would not be accessible (PDF/UA-1: missing title or alternative text).
    """
    with tempfile.TemporaryDirectory(prefix="transom-print-") as folder:
        root = Path(folder)
        for name, text in template.files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        pdf = typst.compile(
            root / template.main,
            root=root,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf
