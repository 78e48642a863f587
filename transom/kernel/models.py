"""Counters: the only table of the kernel."""

from django.db import models


class NumberSeries(models.Model):
    """The last number given out in a series, e.g. the fence permits of 2026.

    A row and not a sequence: a sequence jumps after a crash and after every rolled-back try, and people ask why.
    """

    series = models.CharField(primary_key=True, max_length=80)
    last = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(last__gte=1), name="number_series_positive"),)
        verbose_name_plural = "number series"

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
