"""What stands in the office's side menu, by what the person's role includes; it counts nothing."""

from __future__ import annotations

from django.http import HttpRequest

from transom.accounts.rules import may
from transom.office.queues.lists import CORRECTIONS, NEW, READY
from transom.ui.menus import Link, Section

# Each link with the abilities that open it; one of them is enough.
WORK = (
    (Link("My work", "/office/"), ("records.view",)),
    (Link(NEW.title, NEW.url), ("records.view",)),
    (Link("Reviews due", "/office/reviews/"), ("reviews.decide", "reviews.assign")),
    (Link(READY.title, READY.url), ("records.view",)),
    (Link(CORRECTIONS.title, CORRECTIONS.url), ("records.view",)),
    (Link("Inspections to do", "/office/inspections/"), ("inspections.record", "inspections.assign")),
)
DESK = (
    (Link("Find a record", "/office/search/", prefixes=("/office/records/",)), ("records.view",)),
    (Link("Cashier", "/office/cashier/"), ("payments.take",)),
    (Link("Firms", "/office/firms/", prefixes=("/office/star/",)), ("firms.edit",)),
    (Link("People", "/office/people/"), ("people.view",)),
    (Link("Messages", "/office/messages/"), ("messages.view",)),
    (Link("Rules", "/office/rules/"), ("rulebook.view",)),
)


def build(request: HttpRequest) -> tuple[Section, ...]:
    """The sections for whoever is signed in; none for anybody but staff."""
    user = request.user
    if not user.is_authenticated or not user.is_staff:
        return ()
    sections = (("Work", WORK), ("Desk", DESK))
    return tuple(
        Section(heading, links)
        for heading, offered in sections
        if (links := tuple(link for link, abilities in offered if any(may(user, one) for one in abilities)))
    )
