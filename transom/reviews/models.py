"""Plan review: who looks, by when, what they said, what the applicant answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Review(models.Model):
    """One team's look at one cycle of a record."""

    class Decision(models.TextChoices):
        OPEN = "open", "In review"
        APPROVED = "approved", "Approved"
        CORRECTIONS = "corrections", "Corrections needed"
        DENIED = "denied", "Denied"
        CANCELLED = "cancelled", "No longer needed"

    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="reviews")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    team = models.CharField(max_length=30)
    cycle = models.PositiveIntegerField()
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.OPEN)
    assignee = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "key", "cycle"], name="review_once_a_cycle"),)
        indexes = (models.Index(fields=["team", "due_on", "id"], condition=Q(decision="open"), name="review_open"),)


class Comment(models.Model):
    """What a reviewer asks for, with sheet and code section; or what the applicant answers to it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    sheet = models.CharField(max_length=40, blank=True)
    code_section = models.CharField(max_length=80, blank=True)
    must_fix = models.BooleanField(default=False)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
