"""Which pages of the portal are written in every language of settings.LANGUAGES; all others are English as a whole.

A page is on this list when nothing on it is English any more: its own words, those of the rules, what can go wrong, and
what is told after its buttons. The tests of the catalog read the templates of exactly these pages.
"""

from django.utils.translation import gettext_noop as _

HOME = ("home:home", "home:help", "language:switch")
BEFORE_APPLYING = ("which:ask", "estimate:choose", "estimate:show")
APPLYING = tuple(
    f"apply:{name}"
    for name in (
        "choose start resume page find add-entry change-entry remove-entry documents document remove-document review "
        "discard"
    ).split()
)
ACCOUNT = tuple(
    f"account:{name}"
    for name in (
        "profile password sign_in which sign_out set_up sent confirm_first confirm_page confirm first_password_page "
        "first_password"
    ).split()
)
DASHBOARD = ("dashboard:dashboard", "dashboard:listing")
RECORDS = tuple(
    f"records:{name}"
    for name in (
        "info site contacts fees reviews inspections attachments conditions chronology link unlink move "
        "download".split()
    )
)
PAYING = tuple(f"cart:{name}" for name in "show put_in remove checkout pay come_back go_on cancel paid".split())
RECEIPTS = ("receipts:show", "receipts:open")
PAGES = tuple(
    f"portal:{name}"
    for name in (*HOME, *BEFORE_APPLYING, *APPLYING, *ACCOUNT, *DASHBOARD, *RECORDS, *PAYING, *RECEIPTS)
)
FOLDERS = ("home", "which", "estimate", "apply", "account", "dashboard", "records", "cart", "receipts")
"""The folders of templates that these pages are made of."""

SAID = (
    *(_("In review"), _("Approved"), _("Corrections needed"), _("Denied"), _("No longer needed")),
    *(_("Passed"), _("Failed"), _("Partially approved"), _("Scheduled"), _("Cancelled"), _("Done")),
    *(_("Not yet"), _("Failed, schedule again"), _("To be scheduled")),
    *(_("9 am to 3 pm"), _("Morning"), _("Afternoon")),
    *(_("Due"), _("Nothing to pay"), _("Paid online"), _("Paid at the counter"), _("Waived"), _("Voided")),
    *(_("Card, online"), _("Cash, at the counter"), _("Check, at the counter"), _("Card terminal, at the counter")),
    *(_("Note"), _("Warning"), _("Stop")),
    *(_("Contractor"), _("Developer"), _("Design professional")),
    *(_("Applicant"), _("Owner"), _("Contact"), _("Tenant"), _("Architect"), _("Engineer")),
    *(_("permit"), _("license"), _("project")),
    _("You applied for this record."),
    _("Your company is named on this record."),
    _("Your confirmed e-mail address is named on this record."),
    _("You know its number, which is enough in this city."),
    _("You follow the public facts of this record."),
)
"""Words of other rooms that these pages show and that stand in no sentence of ours."""
