"""Aurora's records and the people of its office, with browsers signed in."""

from __future__ import annotations

from datetime import date

from django.test import Client

from transom.accounts.models import StaffRole, User
from transom.records.models import Record
from transom.reviews.models import Review
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


def copies(record: Record, count: int) -> list[Record]:
    """So many more records like this one, each with its open reviews; quick, for lists that must be long."""
    first = Record.objects.count()
    made = Record.objects.bulk_create(
        _copy(record, number=f"F26-9{place:04}") for place in range(first + 1, first + 1 + count)
    )
    Review.objects.bulk_create(_copy(review, record=one) for one in made for review in record.reviews.all())
    return made


def _copy(row, **changed):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}
    one = type(row)(**values)
    for name, value in changed.items():
        setattr(one, name, value)
    return one


def on(day: date):
    """A moment of that day."""
    return cases.noon(day)
