"""What stands in the portal's left-hand menu (portal FAQ, "left-hand column")."""

from __future__ import annotations

from django.http import HttpRequest

from transom.ui.menus import Link, Section

PERMITS = Section(
    "Permits",
    (
        Link("Apply for a permit", "/apply/"),
        Link("Search permits", "/search/"),
        Link("Which permit do I need?", "/which-permit/"),
        Link("Fees Estimator", "/estimate/"),
        Link("Pay fees", "/cart/", prefixes=("/receipts/",)),
        Link("Inspectors", "/inspections/inspectors/"),
    ),
)
LICENSES = Section("Licenses", (Link("Find a contractor", "/search/?kind=license"),))
PROJECTS = Section("Projects", (Link("Search projects", "/search/?kind=project"),))
MINE = Section(
    "My account",
    (
        Link("Dashboard", "/dashboard/", prefixes=("/records/", "/inspections/")),
        Link("My open applications", "/dashboard/#open-applications"),
        Link("Profile", "/account/"),
    ),
)
HELP = Section("Help", (Link("Questions and answers", "/help/"),))


def build(request: HttpRequest) -> tuple[Section, ...]:
    """The menu of this visitor; asks no queries."""
    public = (PERMITS, LICENSES, PROJECTS)
    return (*public, MINE, HELP) if request.user.is_authenticated else (*public, HELP)
