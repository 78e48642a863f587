"""Which pages are written in every language of settings.LANGUAGES; every other page is English as a whole."""

from collections.abc import Collection

_pages: set[str] = set()


def install(pages: Collection[str]) -> None:
    """Say which pages those are, by the names of their addresses; called once, when the door's app is ready."""
    _pages.update(pages)


def is_translated(page: str) -> bool:
    """Whether the page of this name is one of them."""
    return page in _pages
