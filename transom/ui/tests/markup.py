"""What a careful reader finds wrong with a page's HTML, without a browser. Doors' tests may ask it too."""

from collections import Counter
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
DRAWN = frozenset("path circle rect use g".split())
"""Closed by a slash inside an svg."""
OPTIONAL_END = frozenset("li dt dd p option tr td th".split())
NEVER_INSIDE = {"a": {"a", "button"}, "button": {"a", "button"}, "form": {"form"}, "label": {"label"}, "p": {"p"}}
BLOCKS_IN_P = frozenset("div ul ol dl table section form fieldset h1 h2 h3 h4 details".split())
POINTERS = ("for", "form", "aria-describedby", "aria-labelledby", "aria-controls")


def problems(page: str) -> list[str]:
    """Sentences about tags, ids and attributes; empty for a page that is in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointed: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.wrong: list[str] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attrs)
        if tag not in VOID | DRAWN:
            self.wrong.append(f"<{tag}/> does not close itself in HTML.")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._attributes(tag, attrs)
        if tag in VOID:
            return
        for outer in self.open:
            if tag in NEVER_INSIDE.get(outer, ()) or (outer == "p" and tag in BLOCKS_IN_P):
                self.wrong.append(f"<{tag}> stands inside <{outer}>.")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL_END and tag in self.open:
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes nothing; open are {self.open[-3:]} at line {self.getpos()[0]}.")
        else:
            self.open.pop()

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if len(named) < len(attrs):
            self.wrong.append(f"<{tag}> says an attribute twice: {sorted(name for name, _ in attrs)}.")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.wrong.append(f'<{tag} {name}="{value}"> is inline; the content policy refuses it.')
            if name in POINTERS:
                self.pointed += [(f"<{tag} {name}>", target) for target in (value or "").split()]
        if tag == "script" and "src" not in named:
            self.wrong.append("A script stands in the page; the content policy refuses it.")
        if tag == "a" and "href" not in named:
            self.wrong.append("A link leads nowhere.")
        if tag == "img" and "alt" not in named:
            self.wrong.append("A picture has no alt text.")
        if "id" in named:
            self.ids[named["id"] or ""] += 1

    def found(self) -> list[str]:
        twice = [f"The id '{name}' stands {count} times." for name, count in self.ids.items() if count > 1]
        lost = [
            f"{where} points to '{target}', which is nowhere." for where, target in self.pointed if not self.ids[target]
        ]
        left = [f"<{tag}> is never closed." for tag in self.open if tag not in OPTIONAL_END]
        ones = [] if self.headings.count(1) == 1 else [f"The page has {self.headings.count(1)} first headings."]
        return self.wrong + twice + lost + left + ones
