"""The public projection: only what anyone may see, in tables the public database role may read."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class PublicRecord(models.Model):
    """The public face of a record, rebuilt from the record after each event; `page` feeds the tabs."""

    id = models.BigIntegerField(primary_key=True, help_text="The record's own id.")
    number = models.CharField(max_length=60, unique=True)
    # Collation C: finding by the first letters uses a plain index only where letters are compared by their bytes.
    number_norm = models.CharField(max_length=60, db_collation="C", help_text="Capitals and figures only.")
    kind = models.CharField(max_length=20)
    type_id = models.CharField(max_length=80)
    type_label = models.CharField(max_length=200)
    status_label = models.CharField(max_length=80)
    closed = models.BooleanField()
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=240, blank=True)
    address_norm = models.CharField(max_length=240, blank=True, db_collation="C")
    pin = models.CharField(max_length=40, blank=True)
    applicant = models.CharField(max_length=200, blank=True)
    contractor = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, help_text="Applicant and contractor in lower case without accents.")
    valuation_cents = models.BigIntegerField(null=True, blank=True)
    applied_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    listed_on = models.DateField(help_text="What lists are sorted by: applied, else issued, else long ago.")
    page = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["number_norm", "id"], name="public_number"),
            models.Index(fields=["address_norm", "-listed_on", "-id"], name="public_address_prefix"),
            GinIndex(OpClass("address_norm", name="gin_trgm_ops"), name="public_address_trgm"),
            GinIndex(OpClass("words", name="gin_trgm_ops"), name="public_words_trgm"),
            models.Index(fields=["-listed_on", "-id"], name="public_newest"),
            models.Index(fields=["kind", "-listed_on", "-id"], name="public_list"),
            models.Index(fields=["type_id", "-listed_on", "-id"], name="public_type_list"),
            models.Index(fields=["status_label", "-listed_on", "-id"], name="public_status_list"),
            models.Index(fields=["pin", "-listed_on"], condition=~models.Q(pin=""), name="public_of_parcel"),
        )

    def __str__(self) -> str:
        return self.number


class Choice(models.Model):
    """A type or status that some public record has: what a search can be narrowed to, without reading every record."""

    class What(models.TextChoices):
        TYPE = "type", "Type"
        STATUS = "status", "Status"

    what = models.CharField(max_length=10, choices=What.choices)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=80)
    label = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["what", "kind", "value"], name="search_choice_once"),)

    def __str__(self) -> str:
        return self.label


class Word(models.Model):
    """A word of some public name or street: what a misspelled one is corrected by.

    Few and short, so that forgiving a typo costs the same in a city of a thousand records and of five million.
    """

    text = models.CharField(primary_key=True, max_length=60, db_collation="C")

    class Meta:
        indexes = (GinIndex(OpClass("text", name="gin_trgm_ops"), name="search_word_trgm"),)

    def __str__(self) -> str:
        return self.text
