"""Inspections: what a permit needs, when somebody comes, what they found."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from transom.inspections import rules


class Required(models.Model):
    """An inspection the rulebook asks of a record; `passed_at` says it is done with."""

    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="required_inspections")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    team = models.CharField(max_length=30)
    sequence = models.PositiveIntegerField()
    after = models.JSONField(default=list, help_text="Keys that must have passed before.")
    last = models.BooleanField(default=False)
    round = models.PositiveIntegerField(default=1, help_text="A yearly inspection comes again.")
    failures = models.PositiveIntegerField(default=0)
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "key", "round"], name="required_once"),)
        indexes = (models.Index(fields=["record"], condition=Q(passed_at__isnull=True), name="required_open"),)


class Visit(models.Model):
    """One appointment: a day and window, an inspector, and what came of it."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        CANCELLED = "cancelled", "Cancelled"
        DONE = "done", "Done"

    class Outcome(models.TextChoices):
        PASS = "pass", "Passed"
        FAIL = "fail", "Failed"
        PARTIAL = "partial", "Partially approved"

    class Window(models.TextChoices):
        DAY = "day", "9 am to 3 pm"
        MORNING = "morning", "Morning"
        AFTERNOON = "afternoon", "Afternoon"

    required = models.ForeignKey(Required, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()
    window = models.CharField(max_length=10, choices=Window.choices, default=Window.DAY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SCHEDULED)
    inspector = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True, help_text="Who is on site, with a phone number.")
    access_note = models.TextField(blank=True, help_text="Gate code and the like: for the inspector only.")
    requested_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    notes = models.TextField(blank=True, help_text="What the applicant reads.")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["required"], condition=Q(state="scheduled"), name="visit_one_open"),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(outcome="")) | (~Q(state="done") & Q(outcome="")),
                name="visit_outcome_when_done",
            ),
        )
        indexes = (models.Index(fields=["day", "inspector"], condition=Q(state="scheduled"), name="visit_day"),)


class Photo(models.Model):
    """A picture taken on a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    path = models.CharField(max_length=255)
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()


class StarStanding(models.Model):
    """Where a firm stood in its trade on January 1 of a year, by the inspections of the year before; never changed."""

    year = models.PositiveIntegerField(help_text="The year it stands for; the results are those of the year before.")
    trade = models.CharField(max_length=80, help_text="The type of license.")
    trade_label = models.CharField(max_length=200)
    firm = models.ForeignKey("accounts.Firm", on_delete=models.PROTECT, related_name="star_standings")
    passed = models.PositiveIntegerField()
    results = models.PositiveIntegerField()
    place = models.PositiveIntegerField(null=True, help_text="None with too few results to be ranked.")
    ranked = models.PositiveIntegerField(help_text="How many firms of the trade were ranked.")
    least = models.PositiveIntegerField(help_text="The results a firm needed to be ranked.")
    star = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["year", "trade", "firm"], name="star_standing_once"),)

    @property
    def reason(self) -> str:
        """Why it is or is not a StAR contractor: "47 of 50 inspections passed, 3rd of 21"."""
        return rules.reason(self.passed, self.results, self.place, self.ranked, least=self.least)

    @property
    def percent(self) -> Decimal:
        """The share that passed, in percent to a tenth."""
        return rules.percent(self.passed, self.results)
