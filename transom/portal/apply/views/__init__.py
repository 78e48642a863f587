"""The pages of an application, in the order one meets them."""

from transom.portal.apply.views.answering import page
from transom.portal.apply.views.choosing import choose, discard, resume, start
from transom.portal.apply.views.documents import documents, open_document, remove_document
from transom.portal.apply.views.entries import add_entry, change_entry, remove_entry
from transom.portal.apply.views.finding import find
from transom.portal.apply.views.finishing import review

__all__ = [
    "add_entry",
    "change_entry",
    "choose",
    "discard",
    "documents",
    "find",
    "open_document",
    "page",
    "remove_document",
    "remove_entry",
    "resume",
    "review",
    "start",
]
