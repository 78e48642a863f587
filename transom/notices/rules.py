"""How a message looks and when it is tried again. Pure: text in, text out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

MOST_ATTEMPTS = 10
# After each attempt; the last wait repeats. Ten attempts spread over about five hours.
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (120, 120, 180, 300, 600, 1200, 1800, 3600))
UNREACHABLE_WAIT = timedelta(minutes=1)
UNREACHABLE_LONGEST = timedelta(days=3)

# HTML in a body is shown as text, pictures are not loaded: a message asks nothing of any other host.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

_TEXT = "font-family:'Public Sans',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1b1b1b;"
STYLES: Mapping[str, str] = {
    "p": f"margin:0 0 16px;{_TEXT}font-size:16px;line-height:1.5;",
    "h1": f"margin:0 0 16px;{_TEXT}font-size:22px;line-height:1.3;",
    "h2": f"margin:24px 0 12px;{_TEXT}font-size:18px;line-height:1.3;",
    "h3": f"margin:20px 0 8px;{_TEXT}font-size:16px;line-height:1.3;",
    "ul": "margin:0 0 16px;padding:0 0 0 24px;",
    "ol": "margin:0 0 16px;padding:0 0 0 24px;",
    "li": f"margin:0 0 6px;{_TEXT}font-size:16px;line-height:1.5;",
    "a": "color:#005ea2;text-decoration:underline;",
    "blockquote": "margin:0 0 16px;padding:4px 0 4px 16px;border-left:4px solid #dfe1e2;",
    "hr": "border:0;border-top:1px solid #dfe1e2;margin:24px 0;",
    "table": "border-collapse:collapse;margin:0 0 16px;width:100%;",
    "th": f"padding:8px 12px 8px 0;border-bottom:2px solid #71767a;text-align:left;{_TEXT}font-size:14px;",
    "td": f"padding:8px 12px 8px 0;border-bottom:1px solid #dfe1e2;vertical-align:top;{_TEXT}font-size:16px;",
    "code": "font-family:Menlo,Consolas,monospace;font-size:15px;",
}
BUTTON = (
    "display:inline-block;background:#005ea2;color:#ffffff;padding:12px 20px;border-radius:4px;"
    "font-weight:bold;text-decoration:none;"
)


def literal(text: str) -> str:
    """What somebody typed, so that Markdown shows it as it is: one line, no link, no emphasis, no list."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    # A line that began with "1." would become a list.
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"([\\`*_{}\[\]()<>#+!|~&:-])", r"\\\1", line))


def holds_secret(kind: str) -> bool:
    """Whether a message holds a link that is its reader's alone: staff see that it went, never what it says."""
    return kind.startswith("account.")


def subject_line(text: str) -> str:
    """A subject as a mail header can bear it: one line without control characters, at most 300 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= 300 else line[:299] + "…"


def html(body: str, *, styled: bool = True) -> str:
    """The body as HTML; with style on each element for mail programs, which know no style sheet of ours."""
    tokens = _MARKDOWN.parse(body)
    _style(tokens, styled=styled)
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def text(body: str) -> str:
    """The body as plain text: each link followed by its address, lists by dashes, nothing escaped."""
    return _blocks(SyntaxTreeNode(_MARKDOWN.parse(body)), "\n\n") + "\n"


def next_wait(attempts: int) -> timedelta:
    """How long after this many attempts the next may come."""
    return BACKOFF[min(max(attempts, 1), len(BACKOFF)) - 1]


def message_id(dedupe: str, resends: int, host: str) -> str:
    """The same for every attempt at one message, so that a mail program shows a second copy as the first."""
    return f"<{hashlib.sha256(dedupe.encode()).hexdigest()[:32]}.{resends}@{host}>"


def _style(tokens: Sequence[Token], *, styled: bool, alone: bool = False) -> None:
    for token in tokens:
        # Markdown's own style is the alignment of a column; our pages' content policy refuses even that.
        own = str(token.attrs.pop("style", ""))
        if styled and token.nesting >= 0 and token.tag in STYLES:
            token.attrSet("style", (BUTTON if alone and token.tag == "a" else STYLES[token.tag]) + own)
        if token.children:
            _style(token.children, styled=styled, alone=_is_one_link(token.children))


def _is_one_link(children: Sequence[Token]) -> bool:
    """A paragraph that is nothing but a link is the thing to do: it is drawn as a button."""
    kinds = [child.type for child in children]
    return kinds[:1] == ["link_open"] and kinds[-1:] == ["link_close"] and kinds.count("link_open") == 1


def _blocks(node: SyntaxTreeNode, between: str) -> str:
    return between.join(_block(child) for child in node.children)


def _block(node: SyntaxTreeNode) -> str:
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node)
    if node.type == "table":
        rows = [row for part in node.children for row in part.children]
        return "\n".join(" | ".join(_inline(cell) for cell in row.children) for row in rows)
    if node.type == "blockquote":
        return "\n".join(f"> {line}" for line in _blocks(node, "\n\n").splitlines())
    if node.type in ("fence", "code_block"):
        return node.content.rstrip()
    return "---" if node.type == "hr" else _inline(node)


def _list(node: SyntaxTreeNode) -> str:
    first = int(str(node.attrs.get("start", 1)))
    lines: list[str] = []
    for place, item in enumerate(node.children):
        mark = f"{first + place}. " if node.type == "ordered_list" else "- "
        lines.append(mark + _blocks(item, "\n").replace("\n", "\n" + " " * len(mark)))
    return "\n".join(lines)


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "link":
        said, address = "".join(_inline(child) for child in node.children), str(node.attrs.get("href", ""))
        return said if address.removeprefix("mailto:") == said else f"{said}: {address}"
    if not node.children:
        return node.content if node.type in ("text", "code_inline") else ""
    return "".join(_inline(child) for child in node.children)
