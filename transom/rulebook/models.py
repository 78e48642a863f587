"""Rule texts as they were, by their content; which of them is in force when. Nothing here is ever rewritten."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

AGENCY_ITSELF = "@agency"
"""Stands as the type of an agency's own bundle: its file, its notices, its print templates."""
BOOK_ITSELF = "@book"
"""Stands as the type of the bundle of all files of a folder: what was loaded or published as one, byte for byte."""


class Blob(models.Model):
    """One file as written; its key is the SHA-256 of its text, which the database checks."""

    sha256 = models.CharField(max_length=64, primary_key=True, db_collation="C")
    source = models.TextField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Bundle(models.Model):
    """Everything one record type needs, by path; its key is the SHA-256 over the manifest."""

    sha256 = models.CharField(max_length=64, primary_key=True, db_collation="C")
    agency = models.CharField(max_length=60, db_collation="C")
    type_id = models.CharField(max_length=60, db_collation="C")
    schema = models.CharField(max_length=30)
    manifest = models.JSONField()
    compiled_by = models.CharField(max_length=40, help_text="The version of Transom that first compiled it.")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agency} {self.type_id} {self.sha256[:12]}"


class BundleFile(models.Model):
    """A bundle's file at a path."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="files")
    path = models.CharField(max_length=200, db_collation="C")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "path"], name="bundle_file_once")]

    def __str__(self) -> str:
        return self.path


class Effective(models.Model):
    """Which bundle applies when. A row is withdrawn and replaced, never changed; two in force never overlap."""

    agency = models.CharField(max_length=60, db_collation="C")
    type_id = models.CharField(max_length=60, db_collation="C")
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="effective")
    during = DateRangeField()
    adopted_by = models.CharField(max_length=200, help_text="The ordinance or resolution.")
    approved_by = models.CharField(max_length=200, help_text="Who published it.")
    approved_at = models.DateTimeField()
    proposal = models.ForeignKey(
        "rulebook.Proposal", models.PROTECT, null=True, related_name="editions", help_text="None: from the folder."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "effective bundles"
        constraints = [
            ExclusionConstraint(
                name="one_bundle_in_force",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("type_id", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type_id} {self.during}"


class Proposal(models.Model):
    """Rules somebody proposes for a day: another person publishes them, or refuses. What was proposed never changes."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        PUBLISHED = "published", "Published"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    agency = models.CharField(max_length=60, db_collation="C")
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="proposals", help_text="All files of the folder.")
    base = models.ForeignKey(
        Bundle, models.PROTECT, null=True, related_name="+", help_text="The folder that stood when it was proposed."
    )
    effective = models.DateField()
    note = models.TextField()
    proposed_by_id = models.BigIntegerField()
    proposed_by_label = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    checks = models.JSONField(default=dict, help_text="What the checker, the examples and the scenarios said last.")
    checked_at = models.DateTimeField(null=True, blank=True)
    replay = models.JSONField(null=True, blank=True, help_text="Last year's charges under these rules.")
    replayed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(decided_by_id__isnull=False, decided_at__isnull=False) & ~Q(decided_by_id=F("proposed_by_id")),
                name="proposal_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="proposal_decided_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-id"], name="proposal_of_agency")]

    def __str__(self) -> str:
        return f"Proposal {self.pk}, {self.state}"
