"""Counters per place and year, from which every measure is computed.

A counter row is kept in the transaction of the change it counts, by statement triggers of the app that owns the counted table, at the
hamlet and at its commune; above the commune sums are computed. `CommuneCount` holds the communes' rows once more. `household.listed`
holds the *change* in a year (households entering minus leaving), so that the register's count of any year is the running sum.
`recompute --check` counts again and compares.
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


class CommuneCount(models.Model):
    """A commune's counter beside those of all other communes, for tables of the whole country.

    Among the counters of a hundred thousand hamlets each commune's lies on a page of its own. A trigger on `measures_summary` writes
    these rows, nothing else does; their id is the counter's.
    """

    id = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    counter = models.CharField(max_length=60)
    value = models.IntegerField()

    class Meta:
        # The value is in no index: an update stays on its page.
        indexes = [models.Index(fields=["counter", "year"], name="commune_count_of_a_year")]
