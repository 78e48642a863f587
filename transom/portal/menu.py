"""What stands in the portal's left-hand menu (portal FAQ, "left-hand column")."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from transom.ui.menus import Link, Section

PERMITS = Section(
    _("Permits"),
    (
        Link(_("Apply for a permit"), "/apply/"),
        Link(_("Search permits"), "/search/"),
        Link(_("Which permit do I need?"), "/which-permit/"),
        Link(_("Fees Estimator"), "/estimate/"),
        Link(_("Pay fees"), "/cart/", prefixes=("/receipts/",)),
        Link(_("Inspectors"), "/inspections/inspectors/"),
    ),
)
LICENSES = Section(_("Licenses"), (Link(_("Find a contractor"), "/search/?kind=license"),))
PROJECTS = Section(_("Projects"), (Link(_("Search projects"), "/search/?kind=project"),))
MINE = Section(
    _("My account"),
    (
        Link(_("Dashboard"), "/dashboard/", prefixes=("/records/", "/inspections/")),
        Link(_("My open applications"), "/dashboard/#open-applications"),
        Link(_("Profile"), "/account/"),
    ),
)
HELP = Section(_("Help"), (Link(_("Questions and answers"), "/help/"),))


def build(request: HttpRequest) -> tuple[Section, ...]:
    """The menu of this visitor; asks no queries."""
    public = (PERMITS, LICENSES, PROJECTS)
    return (*public, MINE, HELP) if request.user.is_authenticated else (*public, HELP)
