"""What is owed and the books: charges with their explanation, and a double-entry ledger in whole cents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ChargeRun(models.Model):
    """One assessment of one event of one record: the facts and rulebook bundle any bill can be recomputed from."""

    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="charge_runs")
    event = models.CharField(max_length=60)
    occurrence = models.CharField(max_length=100, help_text="An event replayed twice bills once.")
    bundle = models.CharField(max_length=64)
    bundle_today = models.CharField(
        max_length=64, blank=True, default="", help_text="The bundle in force at charging, where some fee follows it."
    )
    facts = models.JSONField()
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "occurrence"], name="charge_run_once"),)


class Charge(models.Model):
    """One line owed: amount in cents, why, by which ordinance, from which account; never edited."""

    run = models.ForeignKey(ChargeRun, on_delete=models.PROTECT, related_name="charges")
    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="charges")
    fee = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    cents = models.BigIntegerField()
    cite = models.TextField(blank=True)
    account = models.CharField(max_length=60)
    tags = models.JSONField(default=list)
    trace = models.JSONField(default=list)
    made_up = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "fee"], name="charge_once_a_run"),)
        indexes = (models.Index(fields=["record"], include=["cents"], name="charge_of_record"),)


class Journal(models.Model):
    """One balanced transaction in the books; `kind` and `source` make it impossible to write twice."""

    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=100)
    record = models.ForeignKey("records.Record", null=True, on_delete=models.PROTECT, related_name="+")
    by_id = models.BigIntegerField(null=True)
    memo = models.TextField(blank=True, help_text="Why, where the kind does not say it: a waiver's reason.")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "source"], name="journal_once"),)


class Posting(models.Model):
    """One side of a journal: debit positive, credit negative, in cents."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=60)
    cents = models.BigIntegerField()
    charge = models.ForeignKey(Charge, null=True, on_delete=models.PROTECT, related_name="postings")

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(cents=0), name="posting_not_zero"),)
        indexes = (models.Index(fields=["account", "id"], name="posting_of_account"),)


class Settlement(models.Model):
    """A charge is settled once: the primary key says so."""

    class How(models.TextChoices):
        ONLINE = "online", "Paid online"
        COUNTER = "counter", "Paid at the counter"
        WAIVED = "waived", "Waived"
        VOID = "void", "Voided"

    charge = models.OneToOneField(Charge, primary_key=True, on_delete=models.PROTECT, related_name="settlement")
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="settlements")
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
