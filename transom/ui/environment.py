"""The two Jinja2 environments: one for pages, one for plain-text messages."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, Undefined

from transom.ui import language, pieces, words


class Absent(Undefined):
    """A name no view gave: false in a condition, equal to no value, an error when printed, so no misspelling hides."""

    __slots__ = ()
    __str__ = __iter__ = __len__ = __contains__ = Undefined._fail_with_undefined_error


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page. Rows of a long table bring a `url` of their own: this costs 40 times a string."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


FILTERS: dict[str, Callable[..., str]] = {
    "because": language.because,
    "day": words.day,
    "dollars": words.dollars,
    "file_size": words.file_size,
    "in_english": language.in_english,
    "long_day": words.long_day,
    "plural": words.plural,
    "short_day": words.short_day,
    "telephone": words.telephone,
    "told": language.told,
    "when": words.when,
}


def environment(**options: Any) -> Environment:
    """The environment of every page, as Django's Jinja2 backend asks for it: escaping on, our words as filters."""
    return _furnished({"autoescape": True} | options | {"undefined": Absent})


def plain_environment(**options: Any) -> Environment:
    """The environment of plain-text messages: nothing is escaped, because nothing reads it as markup."""
    return _furnished(options | {"autoescape": False, "undefined": StrictUndefined})


def _furnished(options: dict[str, Any]) -> Environment:
    env = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    env.globals.update(static=pieces.asset, url=url, picture=pieces.picture, pill=pieces.pill)
    env.filters.update(FILTERS)
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return env
