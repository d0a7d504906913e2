"""Which measure answers which line of a dossier that somebody else asks for. A place's own words: no instrument is shipped here."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.text import natural_sort_key
from hoctap.movements.seeing import near
from hoctap.places.models import Place


class OtherTitle(models.TextChoices):
    RURAL = "rural", "Nông thôn mới"
    RURAL_ADVANCED = "rural_advanced", "Nông thôn mới nâng cao"
    RURAL_MODEL = "rural_model", "Nông thôn mới kiểu mẫu"
    URBAN = "urban", "Đô thị văn minh"
    OTHER = "other", "Hồ sơ khác"


class CrosswalkLineQuerySet(models.QuerySet["CrosswalkLine"]):
    def visible_to(self, actor: Actor) -> "CrosswalkLineQuerySet":
        return self if actor.system_job else self.filter(near(actor))

    def standing(self) -> "CrosswalkLineQuerySet":
        return self.filter(ended_on__isnull=True)


class CrosswalkLine(models.Model):
    """One criterion of such a dossier beside the measure that gives its figure."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    dossier = models.CharField("hồ sơ", max_length=15, choices=OtherTitle)
    code = models.CharField("tiêu chí số", max_length=30)
    wording = models.CharField("nội dung tiêu chí", max_length=500)
    measure = models.CharField("số liệu trong sổ", max_length=100)
    source = models.CharField("theo văn bản", max_length=300)
    sort_key = models.CharField(max_length=200, editable=False)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField("thôi dùng từ", null=True, blank=True)

    objects = CrosswalkLineQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "dossier", "code", "measure"],
                condition=Q(ended_on__isnull=True),
                name="crosswalk_line_once_at_a_place",
            ),
            models.CheckConstraint(name="crosswalk_line_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.wording}"[:120]

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.code)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
