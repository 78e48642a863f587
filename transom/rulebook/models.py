"""Rule texts as they were, by their content; which of them is in force when. Nothing here is ever rewritten."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

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
