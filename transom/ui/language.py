"""The language a page of the portal is in, and how what other rooms say is said in it.

The office and the API are English. A page of the portal is in another language only when all of it is: `translated`
knows which pages those are, every other page stays English as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from markupsafe import Markup

from transom.kernel.refusals import Refused
from transom.kernel.sentences import Sentence
from transom.rulebook import queries as rulebook
from transom.ui import words
from transom.ui.translated import is_translated

ENGLISH = "en"
ENGLISH_ONLY = ("/office/", "/api/")
"""Where nothing is ever said in another language."""

Answer = Callable[[HttpRequest], HttpResponse]


def current() -> str:
    """The language that is spoken now: "en" where nothing was chosen."""
    return (translation.get_language() or ENGLISH).partition("-")[0]


def offered() -> dict[str, str]:
    """The languages of the city that our own words exist in, each with its name in itself; English first."""
    try:
        spoken = rulebook.agency().languages
    except rulebook.NoSuchRules:
        spoken = ()
    return {code: name for code, name in settings.LANGUAGES if code == ENGLISH or code in spoken}


def chosen(request: HttpRequest) -> str:
    """What the browser chose with the switch, else what the account speaks, else what the browser asks for."""
    speaks = offered()
    if len(speaks) == 1:
        return ENGLISH
    said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if said in speaks:
        return said
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user.language if user.language in speaks else ENGLISH
    wanted = (
        code.partition("-")[0] for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    return next((code for code in wanted if code in speaks), ENGLISH)


def remember(response: HttpResponse, code: str) -> None:
    """Keep the choice in the browser for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class Speak:
    """Middleware: a page of the portal speaks the language of its visitor, if all of the page does."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ENGLISH_ONLY):
            return self.get_response(request)
        with translation.override(chosen(request)):
            response = self.get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", current())
                patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """A page that was not translated is English from its first word to its last."""
        where = request.resolver_match
        if where is not None and not is_translated(where.view_name):
            translation.activate(ENGLISH)


@dataclass(frozen=True, slots=True)
class Speech:
    """What a page's frame knows of languages: its own, the one its visitor wants, and the switch."""

    code: str
    wanted: str
    others: tuple[tuple[str, str], ...]
    here: str

    @property
    def is_untranslated(self) -> bool:
        """Whether the visitor wants another language than this page has."""
        return self.code != self.wanted

    @property
    def only_english(self) -> str:
        """That this page is not there yet in the language its visitor wants, in that language."""
        with translation.override(self.wanted):
            return translation.gettext("This page is in English only for now.")


def speech(request: HttpRequest) -> Speech:
    """How this page speaks. The switch leads back to the same address with its question mark and all behind it."""
    code = current()
    if request.path.startswith(ENGLISH_ONLY):
        return Speech(ENGLISH, ENGLISH, (), "")
    wanted = chosen(request)
    others = tuple((key, name) for key, name in offered().items() if key != wanted)
    return Speech(code, wanted, others, request.get_full_path())


def told(text: object) -> str:
    """What the rules or another room say, in the language of the page.

    A sentence of ours is in the catalog, a text of the city's in its phrase book; what is in neither stays as it is.
    """
    if isinstance(text, Markup) or current() == ENGLISH:
        return text if isinstance(text, str) else str(text)
    return _told(text)


def told_refusal(refused: Refused) -> str:
    """All reasons of a refusal, one after the other."""
    return " ".join(told(reason.say) for reason in refused.reasons)


def in_english(text: object) -> str:
    """What mostly exists in English only (arithmetic, ordinances); marked so where the page is in another language."""
    said = told(text)
    is_foreign = current() != ENGLISH and said == str(text)
    return Markup('<span lang="{}">{}</span>').format(ENGLISH, text) if is_foreign else said


def because(text: object) -> str:
    """The values behind a requirement, as a sentence of its own."""
    said = told(text)
    begun = said[:1].upper() + said[1:]
    return begun if said != str(text) else in_english(begun)


def _told(text: object) -> str:
    if isinstance(text, Sentence):
        return text.in_words(_word, _told)
    if isinstance(text, date):
        return words.long_day(text)
    if not isinstance(text, str):
        return str(text)
    # The city's own word goes first: what its rules call "Approved" may not be what we call so.
    found = rulebook.agency().word(text, current())
    return _word(text) if found == text else found


def _word(text: str) -> str:
    """The catalog's word for it. Django keeps its own notes under the empty text."""
    return translation.gettext(text) if text else ""
