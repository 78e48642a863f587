"""Which pages of the portal are written in every language of settings.LANGUAGES; all others are English as a whole.

A page is on this list when nothing on it is English any more: its own words, those of the rules, what can go wrong, and
what is told after its buttons. The tests of the catalog read the templates of exactly these pages.
"""

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
PAGES = tuple(f"portal:{name}" for name in (*HOME, *BEFORE_APPLYING, *APPLYING, *ACCOUNT))
FOLDERS = ("home", "which", "estimate", "apply", "account")
"""The folders of templates, and of views, that these pages are made of."""
