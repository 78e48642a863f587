"""Parcels and their addresses: what stands where, and which flags steer reviews."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Parcel(models.Model):
    """A piece of land with its site address (kept raw and in USPS form) and the flags rules may ask for."""

    pin = models.CharField(max_length=40, unique=True, db_collation="C")
    address = models.CharField(max_length=200, help_text="As the source wrote it.")
    # Collation C: finding by the first letters uses a plain index only where letters are compared by their bytes.
    address_norm = models.CharField(max_length=200, db_collation="C", help_text="USPS form in lower case, for finding.")
    unit = models.CharField(max_length=30, blank=True)
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    zip = models.CharField(max_length=10, blank=True)
    subdivision = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    flags = models.JSONField(default=dict, help_text="True or false by name, e.g. historic, easement, floodplain.")
    owner_name = models.CharField(max_length=200, blank=True, help_text="Staff only.")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["address_norm"], name="parcel_address_prefix"),
            GinIndex(OpClass("address_norm", name="gin_trgm_ops"), name="parcel_address_trgm"),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.unit}".strip()
