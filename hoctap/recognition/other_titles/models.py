"""A decision of another title, and who is named in it."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.people.models import Household
from hoctap.places.models import Place
from hoctap.recognition.other_titles.kinds import OtherKind, other_kinds


class OtherListQuerySet(models.QuerySet["OtherList"]):
    def visible_to(self, actor: Actor) -> "OtherListQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.DOSSIER_READ))

    def standing(self) -> "OtherListQuerySet":
        return self.filter(withdrawn_at=None)


class OtherList(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("danh hiệu", max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, related_name="other_lists")
    """A commune."""
    year = models.PositiveSmallIntegerField("năm")
    paper_number = models.CharField("số quyết định", max_length=60)
    paper_date = models.DateField("ngày quyết định")
    paper_issuer = models.CharField("cơ quan ban hành", max_length=200)
    source = models.CharField("lấy từ", max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    withdrawn_why = models.CharField("lý do bỏ", max_length=300, blank=True)

    objects = OtherListQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "kind", "-id"]
        db_table = "recognition_other_list"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "paper_number", "paper_date"],
                condition=Q(withdrawn_at__isnull=True),
                name="other_list_once_a_decision",
            ),
            models.CheckConstraint(
                name="other_list_has_its_paper",
                condition=~Q(paper_number="") & ~Q(paper_issuer="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="other_list_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facts.name} năm {self.year}, {self.paper_number}"

    @property
    def facts(self) -> OtherKind:
        return other_kinds()[self.kind]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def paper_words(self) -> str:
        return f"{self.paper_number} ngày {self.paper_date:%d/%m/%Y} của {self.paper_issuer}"


class OtherHolder(models.Model):
    """A family, or a place, of a list; the name as the paper has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    other_list = models.ForeignKey(OtherList, models.CASCADE, related_name="holders")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="other_titles"
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="other_titles")
    """Of a family the hamlet where it was listed."""
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["other_list", "id"]
        db_table = "recognition_other_holder"
        constraints = [
            models.UniqueConstraint(
                fields=["other_list", "household"],
                condition=Q(household__isnull=False),
                name="other_holder_family_once",
            ),
            models.UniqueConstraint(
                fields=["other_list", "place"],
                condition=Q(household__isnull=True),
                name="other_holder_place_once",
            ),
            models.CheckConstraint(name="other_holder_is_somewhere", condition=Q(place__isnull=False)),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.other_list.place_path
