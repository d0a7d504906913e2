"""The order of columns that a place keeps under a name, and the mark that a citizen's result was typed into the association's software."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hoctap.core.ids import uuid7
from hoctap.places.models import Place


class ExportTemplate(models.Model):
    """`columns`: keys of `rules.COLUMNS` in their order; `points` stands for one column for each indicator."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    name = models.CharField("tên mẫu", max_length=80)
    columns = models.JSONField(default=list)
    kept_by = models.CharField(max_length=300)
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        db_table = "recognition_export_template"
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="export_template_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class TypedThere(models.Model):
    """“Đã nhập lên phần mềm của Hội”: on which day, by whom, and the total that was typed. One stands; a corrected total needs a new one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="typed_there")
    typed_on = models.DateField("ngày nhập")
    typed_by = models.CharField("người nhập", max_length=120)
    total = models.DecimalField(max_digits=6, decimal_places=2)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        db_table = "recognition_typed_there"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(undone_at__isnull=True), name="typed_there_one_stands"
            ),
            models.CheckConstraint(name="typed_there_by_somebody", condition=~Q(typed_by="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.place_path
