"""The smallest pieces of a page, drawn in Python because a long table asks for them a hundred times.

They look like macros to a template (`ui.icon`, `ui.pill`). What was drawn once is remembered; by type too, because text
that is markup and the same text as somebody typed it must never stand for each other.
"""

from functools import lru_cache

from django.templatetags.static import static
from markupsafe import Markup

SHAPES = {"info": "info", "progress": "autorenew", "good": "check_circle", "wait": "schedule", "bad": "error"}


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a static file; remembered, because its hash is looked up in a manifest."""
    return static(path)


@lru_cache(maxsize=2048, typed=True)
def picture(name: str, label: str = "", extra: str = "") -> Markup:
    """A picture from the sprite. With a label it speaks; without one it is decoration that nobody reads out."""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="usa-icon{}" {} focusable="false"><use href="{}#{}"/></svg>').format(
        f" {extra}" if extra else "", said, asset("ui/icons.svg"), name
    )


@lru_cache(maxsize=2048, typed=True)
def pill(label: str, tone: str = "neutral", icon: str = "") -> Markup:
    """A standing in one or two words; the tone adds a color and a shape, the words say it."""
    drawn = icon or SHAPES.get(tone, "")
    return Markup('<span class="t-pill t-pill--{}">{}{}</span>').format(tone, picture(drawn) if drawn else "", label)
