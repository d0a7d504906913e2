"""Counters per place and year, from which every measure is computed.

A counter row is kept in the transaction of the change it counts, by statement triggers of the app that owns the counted table, at the
hamlet and at its commune; above the commune sums are computed. `household.listed` holds the *change* in a year (households
entering minus leaving), so that the register's count of any year is the running sum. `recompute --check` counts again and compares.
"""

from django.db import models

from hoctap.places.models import Place


class Summary(models.Model):
    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    counter = models.CharField(max_length=60)
    value = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "place", "year"], name="summary_counter_once")
        ]
