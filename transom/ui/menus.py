"""The side menu of each door: sections of links, one of them the page one is on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu. `count` is how many wait there; `prefixes` are further addresses it stands for."""

    label: str
    url: str
    count: int | None = None
    prefixes: tuple[str, ...] = ()
    current: bool = False

    def reach(self, path: str) -> int:
        """How much of this path the link accounts for: the longest matching address wins, 0 is no match."""
        return max((len(start) for start in (self.url, *self.prefixes) if _leads_to(start, path)), default=0)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the menu with its links."""

    heading: str
    links: tuple[Link, ...]


Builder = Callable[[HttpRequest], Sequence[Section]]
_builders: dict[str, Builder] = {}


def install(door: str, build: Builder) -> None:
    """Say what stands in a door's menu; called once, when the door's app is ready."""
    _builders[door] = build


def menu(door: str, request: HttpRequest) -> tuple[Section, ...]:
    """The door's sections with the current link marked; empty for a door without a menu."""
    build = _builders.get(door)
    return marked(build(request), request.path) if build else ()


def marked(sections: Sequence[Section], path: str) -> tuple[Section, ...]:
    """The same sections with exactly the link that accounts for most of the path marked as current."""
    best = max((link.reach(path) for section in sections for link in section.links), default=0)
    return tuple(
        replace(section, links=tuple(replace(link, current=0 < best == link.reach(path)) for link in section.links))
        for section in sections
    )


def _leads_to(start: str, path: str) -> bool:
    """An address ending in / accounts for everything below it; the home page only for itself."""
    return path == start or (len(start) > 1 and start.endswith("/") and path.startswith(start))
