"""Issued papers: frozen, hashed, and verifiable by anyone through the code on them."""

from __future__ import annotations

from django.db import models


class Document(models.Model):
    """One issued permit, receipt, license or letter."""

    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=32, unique=True, help_text="What the QR code carries: 128 bits, not guessable.")
    record = models.ForeignKey("records.Record", null=True, on_delete=models.PROTECT, related_name="documents")
    receipt = models.OneToOneField(
        "payments.Receipt", null=True, blank=True, on_delete=models.PROTECT, related_name="document"
    )
    occurrence = models.CharField(max_length=100, help_text="The event it was made for; once each.")
    title = models.CharField(max_length=200)
    filename = models.CharField(max_length=200)
    data = models.JSONField(help_text="Everything printed on it, frozen at issue.")
    template = models.CharField(max_length=64, help_text="SHA-256 of the template text.")
    path = models.CharField(max_length=255, blank=True, help_text="Blank until first opened (older papers).")
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "occurrence"], name="document_once"),)
        indexes = (models.Index(fields=["record", "-issued_at"], name="document_of_record"),)
