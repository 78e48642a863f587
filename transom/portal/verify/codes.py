"""Codes of papers as people type or paste them."""

from __future__ import annotations

import re

CODE = re.compile(r"[A-Za-z0-9_-]{16,32}")
IN_ADDRESS = re.compile(r"/verify/([^/?#\s]+)")


def code_in(text: str) -> str:
    """The code in what was typed: alone, with blanks in it, or inside the whole address; "" where there is none."""
    found = IN_ADDRESS.search(text)
    code = found.group(1) if found else "".join(text.split())
    return code if CODE.fullmatch(code) else ""
