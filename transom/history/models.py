"""One append-only row for everything that happened: chronology, audit and reactions read it."""

from django.db import models


class Event(models.Model):
    """Who did what to which thing, when, with the facts that the sentence needs."""

    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, help_text="The kind of thing, e.g. records.record.")
    subject_id = models.CharField(max_length=120)
    record_id = models.BigIntegerField(null=True, blank=True)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["record_id", "at", "id"], name="event_of_record"),
            models.Index(fields=["subject", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["verb", "-id"], name="event_of_verb"),
            models.Index(fields=["actor_id", "-id"], name="event_of_actor"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}/{self.subject_id}"
