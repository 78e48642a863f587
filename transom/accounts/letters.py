"""What accounts write to people. Nothing a stranger typed is quoted except the user name, whose letters are plain."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from transom.accounts import tokens
from transom.accounts.models import User
from transom.notices.rules import literal

# Where the portal answers; its tests hold that these addresses are its own.
ADDRESSES = {
    "sign_in": "/account/sign-in/",
    "confirm": "/account/confirm/{}/",
    "first_password": "/account/first-password/{}/",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body in Markdown."""

    subject: str
    body: str


def confirm(user: User) -> Letter:
    """Asks the owner of a mailbox to prove it; the link alone is not enough, the password is asked too."""
    return Letter(
        "Confirm your e-mail address",
        f"""This e-mail address was given for the account **{literal(_account(user))}**. Please confirm
that it is yours.

[Confirm my e-mail address]({_address("confirm", tokens.make(tokens.CONFIRM, user))})

The page asks for the account's password. The link works for {tokens.CONFIRM_FOR.days} days.

If you know nothing of this account, you need not do anything: without you nothing is confirmed.""",
    )


def welcome(user: User) -> Letter:
    """Tells a firm that its account is set up and lets it choose its password; staff never know one."""
    firm = user.firm.name if user.firm else user.label
    return Letter(
        f"Your account for permits and licenses: {firm}",
        f"""The account of **{literal(firm)}** is set up. Choose its password to begin.

[Choose a password]({_address("first_password", tokens.make(tokens.FIRST_PASSWORD, user))})

The link works once, within {tokens.FIRST_PASSWORD_FOR.days} days, on any computer.

To log in later, go to [{settings.SITE_URL}]({_address("sign_in")}), choose **Contractor / Developer / Design
Professional**, type the name of your company as it stands above, and your password.""",
    )


def password_changed(user: User) -> Letter:
    """Tells the owner that the password is another one now."""
    return Letter(
        "Your password was changed",
        f"""The password of the account **{literal(_account(user))}** was changed. Every other device was signed out.

If this was not you, call us at once: somebody else may be using your account.""",
    )


def _account(user: User) -> str:
    return user.firm.name if user.firm else user.username


def _address(name: str, *args: str) -> str:
    """An address people can click, built from the configured one and never from what a browser claims."""
    return settings.SITE_URL.rstrip("/") + ADDRESSES[name].format(*args)
