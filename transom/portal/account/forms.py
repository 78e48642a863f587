"""What the account pages send, and what is wrong with it, by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from transom.kernel.refusals import Refused
from transom.ui.language import told

PUBLIC, FIRM = "public", "firm"
KINDS = ((PUBLIC, gettext_noop("Public")), (FIRM, gettext_noop("Contractor / Developer / Design Professional")))

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class SignIn:
    """Kind, name and password as typed on the sign-in page; the password is never shown again."""

    kind: str = PUBLIC
    login: str = ""
    company: str = ""
    password: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> SignIn:
        kind = FIRM if post.get("kind") == FIRM else PUBLIC
        return cls(kind, post.get("login", ""), post.get("company", ""), post.get("password", ""))

    @property
    def name(self) -> str:
        """What says who signs in, by kind."""
        return (self.company if self.kind == FIRM else self.login).strip()

    def errors(self) -> Errors:
        """What was left empty."""
        found: Errors = {}
        if not self.name and self.kind == FIRM:
            found["company"] = [_("Type the name of your company.")]
        elif not self.name:
            found["login"] = [_("Type your user name or e-mail.")]
        if not self.password:
            found["password"] = [_("Type your password.")]
        return found


def typed(post: QueryDict, *names: str) -> dict[str, str]:
    """What stood in these boxes; other names in the form are never read."""
    return {name: post.get(name, "") for name in names}


def errors_of(refused: Refused) -> Errors:
    """The reasons of a refusal by the field they stand at; "" for what concerns the whole page."""
    found: Errors = {}
    for reason in refused.reasons:
        found.setdefault(reason.field, []).append(told(reason.say))
    return found
