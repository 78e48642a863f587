"""Pure making of papers: frozen facts and a template's text in, the bytes of a PDF out."""

from transom.documents.rules.printing import Template, qr_svg, render, sha256

__all__ = ["Template", "qr_svg", "render", "sha256"]
