"""Our own words: every text a page may say has its translation, and no page on the list says one past the catalog."""

import ast
import re
from html import unescape

import pytest

from scripts import translations
from tests.house.tree import HOUSE, named, sources
from transom.accounts.models import Firm
from transom.inspections.models import Visit
from transom.portal import speaking
from transom.records.models import Hold
from transom.reviews import rules as reviews
from transom.ui.tests.english import our_words

PORTAL, KIT = HOUSE / "portal" / "jinja2" / "portal", HOUSE / "ui" / "jinja2" / "ui"
TEMPLATES = sorted(
    {path for folder in speaking.FOLDERS for path in (PORTAL / folder).glob("*.html")}
    | set((KIT / "components").glob("*.html"))
    | {KIT / "base.html", KIT / "portal_base.html"}
)
COMMENT, TAG = re.compile(r"\{#.*?#\}", re.S), re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
ASKED_FOR = re.compile(r"""(?:\b_|\bngettext)\(\s*("[^"]*")(?:,\s*("[^"]*"))?""")
SAID_PAST = re.compile(r""""[A-Z][a-z]+[^"<>=]*\s[^"<>=]*"|"[A-Z][a-z]{3,}"[,)\]]""")
MARKUP_SAID = re.compile(r"""(?:aria-label|placeholder|alt|title)="[^"{]*[A-Za-z]""")
NO_WORDS = re.compile(r"\b(?:PDF|PIN|noindex)\b")


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_text_of_ours_has_its_translation_with_the_same_names_in_it_and_is_compiled(language):
    found = translations.problems(language)
    assert not found, "run scripts/translations.py and translate:\n" + "\n".join(found)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_translated_page_says_nothing_past_the_catalog(path):
    text = COMMENT.sub("", path.read_text())
    bare = re.sub(r"<(?:svg|script|style).*?</(?:svg|script|style)>", " ", TAG.sub(" ", text), flags=re.S)
    assert not MARKUP_SAID.findall(TAG.sub("{", text))
    words = NO_WORDS.sub("", unescape(re.sub(r'<[^>]*>|\S*[-_="]\S*', " ", bare)))
    assert not re.findall(r"[A-Za-z]{2,}", words)
    inside = " ".join(TAG.findall(text))
    assert not SAID_PAST.findall(ASKED_FOR.sub("", inside))


def test_the_words_of_other_rooms_that_these_pages_show_are_in_the_catalog():
    choices = (Visit.Outcome, Visit.State, Visit.Window, Hold.Level, Firm.Kind)
    labels = {label for each in choices for label in each.labels} | set(reviews.LABELS.values())
    assert labels <= set(speaking.SAID)
    assert labels - our_words() <= {"Final", "No"}


def test_what_is_to_be_translated_is_written_out_where_it_is_said():
    """A sentence that is put together before it is named to the catalog would never be found there."""
    glued = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Sentence", "_", "gettext", "gettext_noop")
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert not glued, "\n".join(glued)
