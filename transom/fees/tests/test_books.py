"""The database itself refuses what would spoil the books; the audit finds what a superuser did anyhow."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from transom.fees import actions, audit, queries, rules
from transom.fees.models import Charge, ChargeRun, Journal, Posting, Settlement
from transom.fees.tests.given import AT, CLERK, a_charge, a_record


@pytest.fixture
def charge(db):
    charge = a_charge(a_record())
    actions.settle([charge], how="online", cash_account=rules.CASH_ONLINE, source="1", by=CLERK, at=AT)
    return charge


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("table", [Charge, ChargeRun, Journal, Posting, Settlement])
def test_a_row_of_the_books_is_never_changed(charge, table):
    field = {"at", "cents"} & {column.name for column in table._meta.fields}
    change = {"cents": 1} if "cents" in field else {"at": AT}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        table.objects.update(**change)


@pytest.mark.parametrize("table", [Posting, Settlement])
def test_a_row_of_the_books_is_never_removed(charge, table):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        table.objects.all().delete()


@pytest.mark.parametrize("sides", [(100, -99), (100,), ()])
def test_a_journal_that_does_not_balance_is_refused_at_the_end(db, sides):
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        journal = Journal.objects.create(kind="test", source="1", by_label="Eve", at=AT)
        Posting.objects.bulk_create(Posting(journal=journal, account=f"a{n}", cents=n) for n in sides)
        check_now()


def test_a_posting_of_nothing_is_refused(db):
    with pytest.raises(IntegrityError, match="posting_not_zero"), transaction.atomic():
        journal = Journal.objects.create(kind="test", source="1", by_label="Eve", at=AT)
        Posting.objects.create(journal=journal, account="a", cents=0)


def test_a_charge_cannot_be_settled_twice(charge):
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.create(charge=charge, journal=Journal.objects.get(), how="online", at=AT)


def test_all_accounts_together_are_nothing(charge):
    assert sum(account.cents for account in queries.chart()) == 0
    assert [(account.label, account.cents) for account in queries.chart()] == [
        ("Online payments", 7000),
        ("Permits", -7000),
    ]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE fees_posting SET cents = cents + 1 WHERE account LIKE 'cash%'", "ledger.balanced"),
        ("DELETE FROM fees_settlement", "ledger.posted_is_settled"),
        ("UPDATE fees_posting SET account = 'fee:other' WHERE charge_id IS NOT NULL", "ledger.settled_is_posted"),
        ("UPDATE fees_posting SET account = 'suspense' WHERE account LIKE 'cash%'", "ledger.nothing_in_suspense"),
    ],
)
def test_the_audit_finds_what_was_done_behind_the_triggers(charge, harm, found):
    assert list(audit.broken()) == []
    check_now()
    with connection.cursor() as cursor:
        for table in ("fees_posting", "fees_settlement"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
        cursor.execute(harm)
    assert any(sentence.startswith(found) for sentence in audit.broken())


def test_every_check_is_a_query_that_runs(db):
    keys = [check.key for check in audit.CHECKS]
    assert len(keys) == len(set(keys))
    assert list(audit.broken()) == []
