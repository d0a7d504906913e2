"""Bookcases that were given, and what became of them."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.libraries.models import AtLibraryQuerySet, Library
from hoctap.places.models import Place
from hoctap.reading.rotation.models import AtPlaceQuerySet


class PointKind(models.TextChoices):
    """The five kinds of points that a plan names."""

    CENTRE = "centre", "Trung tâm Văn hóa – Học tập cộng đồng"
    CLUB = "club", "Câu lạc bộ gia đình phát triển bền vững"
    HAMLET_HOUSE = "hamlet_house", "Nhà văn hóa ấp"
    ASSEMBLY = "assembly", "Hội quán"
    SCHOOL = "school", "Cơ sở giáo dục"


class BookcaseGrant(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="bookcase_grants")
    kind = models.CharField("loại điểm nhận", max_length=15, choices=PointKind)
    name = models.CharField("điểm nhận", max_length=200)
    on = models.DateField("trao ngày")
    books = models.PositiveIntegerField("số bản sách")
    donor = models.CharField("đơn vị, người trao", max_length=200)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    library = models.ForeignKey(
        Library, models.PROTECT, null=True, blank=True, related_name="bookcase_grants"
    )
    """The shelf that it became, or was added to."""
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AtPlaceQuerySet["BookcaseGrant"].as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "on"], name="bookcasegrant_once_a_day"),
            models.CheckConstraint(name="bookcasegrant_has_books", condition=Q(books__gte=1)),
        ]

    def __str__(self) -> str:
        return f"Tủ sách trao {self.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class GrantVisitQuerySet(AtLibraryQuerySet["GrantVisit"]):
    place = "grant__place"


class GrantVisit(models.Model):
    """Append-only: somebody looked whether the bookcase is used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(BookcaseGrant, models.PROTECT, related_name="visits")
    on = models.DateField("đến xem ngày")
    is_used = models.BooleanField("đang được dùng")
    books_there = models.PositiveIntegerField("số bản còn", null=True, blank=True)
    note = models.CharField("ghi nhận", max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = GrantVisitQuerySet.as_manager()

    class Meta:
        ordering = ["grant", "-on", "-recorded_at", "-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.grant.place.path
