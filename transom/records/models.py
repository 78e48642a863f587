"""One Record for permit, project, license, registration and case; kinds differ by rulebook, not by class."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Record(models.Model):
    """An application and everything it becomes: one number, one status, one chronology.

    Drafts float (no number, no bundle); a submitted record stays on the rulebook bundle it was opened under.
    """

    number = models.CharField(max_length=60, null=True, unique=True)
    agency = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    type_id = models.CharField(max_length=80)
    type_label = models.CharField(max_length=200)
    bundle = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=40)
    status_label = models.CharField(max_length=80)
    closed = models.BooleanField(default=False, help_text="The status is an end: it leaves the active tables.")
    title = models.CharField(max_length=300, blank=True, help_text="What the work is, in a line.")
    answers = models.JSONField(default=dict, help_text="Field key to text as typed; numbers stay text.")
    snapshots = models.JSONField(default=dict, help_text="What picked parcels and firms said when picked.")
    parcel = models.ForeignKey("land.Parcel", null=True, blank=True, on_delete=models.PROTECT, related_name="records")
    address = models.CharField(max_length=240, blank=True)
    address_norm = models.CharField(max_length=240, blank=True)
    applicant = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="applied_records"
    )
    firm = models.ForeignKey(
        "accounts.Firm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
        help_text="The contractor on a permit, the holder of a license.",
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valuation_cents = models.BigIntegerField(null=True, blank=True)
    marks = models.JSONField(default=dict, help_text="Dates the lifecycle set, e.g. last_progress.")
    counts = models.JSONField(default=dict, help_text="Counters the lifecycle raised, e.g. extensions.")
    submitted_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, help_text="The import this row came from.")
    source_key = models.CharField(max_length=120, blank=True)
    source_data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source=""), name="record_source_key_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(submitted_on__isnull=True), name="record_submitted_has_number"
            ),
        )
        indexes = (
            models.Index(fields=["applicant", "-id"], name="record_of_applicant"),
            models.Index(fields=["firm", "kind", "-id"], name="record_of_firm"),
            models.Index(fields=["parcel", "-id"], name="record_of_parcel"),
            models.Index(fields=["kind", "status", "-id"], name="record_queue"),
            models.Index(fields=["status", "id"], condition=Q(closed=False), name="record_open_by_status"),
        )

    @property
    def is_draft(self) -> bool:
        return self.number is None

    def __str__(self) -> str:
        return self.number or f"Draft {self.pk}"


class StatusChange(models.Model):
    """One move of a record's status: what it was, what it became, why and by whom."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="status_changes")
    old = models.CharField(max_length=40)
    new = models.CharField(max_length=40)
    move = models.CharField(max_length=60)
    why = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["record", "at"], name="status_change_of_record"),)


class Party(models.Model):
    """A person or firm with a role on a record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    firm = models.ForeignKey("accounts.Firm", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["record", "role"], name="party_of_record"),)


class Link(models.Model):
    """A record stands on somebody's dashboard: as a follower of public facts or with a party's rights."""

    class Tier(models.TextChoices):
        FOLLOW = "follow", "Following"
        PARTY = "party", "Party"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="links")
    tier = models.CharField(max_length=10, choices=Tier.choices)
    because = models.CharField(max_length=200, help_text="What proved it, or that nothing did.")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "record"], name="link_once"),)


class Attachment(models.Model):
    """A file handed in: stored by hash, kept for ever, newer versions beside older ones."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="attachments")
    document = models.CharField(max_length=60, blank=True, help_text="Key of the rulebook's document, blank: other.")
    label = models.CharField(max_length=200)
    filename = models.CharField(max_length=255)
    path = models.CharField(max_length=255, help_text="Name in the file storage.")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1)
    expires_on = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True, help_text="Only from a draft.")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["record", "document", "-version"], name="attachment_of_record"),)


class Hold(models.Model):
    """Something that warns of or stops what the rulebook says it stops, on a record, parcel or firm."""

    class Level(models.TextChoices):
        NOTE = "note", "Note"
        WARNING = "warning", "Warning"
        STOP = "stop", "Stop"

    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    parcel = models.ForeignKey("land.Parcel", null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    firm = models.ForeignKey("accounts.Firm", null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    level = models.CharField(max_length=10, choices=Level.choices)
    reason = models.TextField()
    ask = models.CharField(max_length=200, blank=True, help_text="Whom to ask about it.")
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)


class Condition(models.Model):
    """Something the permit holder must do or keep, with who cleared it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cleared_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)


class Note(models.Model):
    """A staff remark that the public never sees."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
