"""Messages to people: one row each, with the text as sent and how delivery went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One e-mail to one address; a reminder sent twice is two rows, a retry is not."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    dedupe = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    record_id = models.BigIntegerField(null=True, blank=True)
    user_id = models.BigIntegerField(null=True, blank=True)
    to_email = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=300)
    body = models.TextField(help_text="Markdown as written for the reader; text and HTML parts are made of it.")
    attachments = models.JSONField(default=list, help_text="[{path, filename, content_type}] in the file storage.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(help_text="Not tried before this: a worker that took it has until then.")
    resends = models.PositiveIntegerField(default=0)
    resent_by_id = models.BigIntegerField(null=True, blank=True)
    resent_by_label = models.CharField(max_length=200, blank=True)
    resent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["record_id", "-id"], name="message_of_record"),
            models.Index(fields=["to_email", "-id"], name="message_of_address"),
            models.Index(fields=["next_at"], condition=Q(state="queued"), name="message_waiting"),
            models.Index(fields=["state", "-id"], name="message_by_state"),
        )
