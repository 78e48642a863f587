"""Aurora's records and the people of its office, with browsers signed in."""

from __future__ import annotations

from datetime import date

from django.test import Client

from transom.accounts.models import StaffRole, User
from transom.workflow.tests import given as cases

MONDAY = cases.MONDAY
__all__ = ["cases"]


def clerk(*roles: str, username: str = "clerk", team: str = "") -> User:
    """Somebody of the office with these roles."""
    user = cases.staff(*roles, username=username)
    if team:
        StaffRole.objects.filter(user=user).update(team=team)
    return User.objects.get(pk=user.pk)


def browser(user: User | None = None) -> Client:
    """A browser, signed in as this person."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def on(day: date):
    """A moment of that day."""
    return cases.noon(day)
