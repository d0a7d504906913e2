"""The travelling library: a trip on a day, the schools and points where it stopped, photos."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.libraries.models import AtLibraryQuerySet, Library
from hoctap.places.models import Place
from hoctap.reading.rotation.models import AtPlaceQuerySet


class MobileTrip(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="mobile_trips")
    """Whose vehicle, or who asked it to come."""
    on = models.DateField("ngày")
    vehicle = models.CharField("xe, chương trình", max_length=150)
    route = models.CharField("lộ trình", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AtPlaceQuerySet["MobileTrip"].as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "vehicle"], name="mobiletrip_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} {self.on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class OfTripQuerySet[M: models.Model](AtLibraryQuerySet[M]):
    place = "trip__place"


class MobileStop(models.Model):
    """`library`: the school's own, where it is on record; else the point by its name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trip = models.ForeignKey(MobileTrip, models.CASCADE, related_name="stops")
    library = models.ForeignKey(Library, models.PROTECT, null=True, blank=True, related_name="mobile_stops")
    name = models.CharField("trường, điểm dừng", max_length=200)
    pupils = models.PositiveIntegerField("lượt học sinh", default=0)
    others = models.PositiveIntegerField("lượt người khác", default=0)
    read_here = models.PositiveIntegerField("lượt tài liệu đọc tại chỗ", default=0)
    lent = models.PositiveIntegerField("lượt tài liệu cho mượn", default=0)

    objects = OfTripQuerySet["MobileStop"].as_manager()

    class Meta:
        ordering = ["trip", "id"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "name"], name="mobilestop_once_on_a_trip"),
            models.CheckConstraint(name="mobilestop_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.trip.place.path

    @property
    def people(self) -> int:
        return self.pupils + self.others

    @property
    def resources(self) -> int:
        return self.read_here + self.lent


class MobilePhoto(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trip = models.ForeignKey(MobileTrip, models.CASCADE, related_name="photos")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    caption = models.CharField("chú thích", max_length=200, blank=True)
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfTripQuerySet["MobilePhoto"].as_manager()

    class Meta:
        ordering = ["trip", "id"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "sha256"], name="mobilephoto_once_on_a_trip"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.trip.place.path
