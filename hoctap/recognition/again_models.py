"""Dossiers whose household or citizen registered the year before too; written by triggers alone (`recognition.again`)."""

from django.db import models

from hoctap.places.models import Place


class Again(models.Model):
    dossier_id = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=40)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    kept = models.BooleanField()
    """He held the title then, and holds it now (giữ vững)."""

    class Meta:
        db_table = "recognition_again"
