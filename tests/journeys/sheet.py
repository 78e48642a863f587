"""A page as a browser without JavaScript or pictures reads it: controls with what they offer, links, errors, words."""

from __future__ import annotations

from collections import defaultdict
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse
from django.utils.html import strip_tags


class Sheet(HTMLParser):
    """`offers` holds, by the name of a control, every value it can send; `ticked` those that are chosen already."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        html = answer.content.decode()
        self.status, self.address = answer.status_code, answer.request["PATH_INFO"]
        self.offers: dict[str, list[str]] = defaultdict(list)
        self.ticked: dict[str, list[str]] = defaultdict(list)
        self.links: list[str] = []
        main = html.partition("<main")[2].partition("</main>")[0]
        self.words = unescape(" ".join(strip_tags(f"<main{main}".replace("<", " <")).split()))
        self._select = ""
        self.feed(html)

    def __str__(self) -> str:
        return f"{self.address} ({self.status}): {self.words}"

    @property
    def wrong(self) -> list[str]:
        """The controls that the summary of errors leads to."""
        led_to = {link for link in self.links if link.startswith("#id_")}
        return [name for name in self.offers if f"#id_{name.replace('.', '-')}" in led_to]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        if tag == "select":
            self._select = said["name"]
        if tag == "option":
            self.offers[self._select].append(said.get("value", ""))
        if tag in ("input", "textarea", "button") and "name" in said:
            self.offers[said["name"]].append(said.get("value", ""))
            if said.get("type") == "hidden" or "checked" in said:
                self.ticked[said["name"]].append(said.get("value", ""))
