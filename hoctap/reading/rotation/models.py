"""Luân chuyển: which shelf sends books to which, what was packed, what came back. A copy follows its trip by `Copy.at`."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.libraries.models import AtLibraryQuerySet, Copy, Library
from hoctap.places.models import Place


class AtPlaceQuerySet[M: models.Model](AtLibraryQuerySet[M]):
    place = "place"


class Rotation(models.Model):
    """The yearly plan of a place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="rotations")
    year = models.PositiveSmallIntegerField("năm")
    note = models.CharField("căn cứ, ghi chú", max_length=300, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = AtPlaceQuerySet["Rotation"].as_manager()

    class Meta:
        ordering = ["-year", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="rotation_once_a_year")]

    def __str__(self) -> str:
        return f"Luân chuyển sách năm {self.year}, {self.place.title}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RotationLeg(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="legs")
    sender = models.ForeignKey(Library, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Library, models.PROTECT, related_name="+")
    books = models.PositiveIntegerField("số bản")
    out_on = models.DateField("đưa đi ngày")
    back_on = models.DateField("nhận lại ngày")

    class Meta:
        ordering = ["rotation", "out_on", "id"]
        constraints = [
            models.CheckConstraint(name="rotationleg_goes_elsewhere", condition=~Q(sender=F("receiver"))),
            models.CheckConstraint(name="rotationleg_comes_back_later", condition=Q(back_on__gt=F("out_on"))),
            models.CheckConstraint(name="rotationleg_has_books", condition=Q(books__gte=1)),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.rotation.place.path


class TripState(models.TextChoices):
    PACKING = "packing", "đang xếp sách"
    SENT = "sent", "đã gửi đi"
    ARRIVED = "arrived", "đã đến nơi"
    BACK = "back", "đã nhận lại"


TRIP_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    TripState.PACKING: {TripState.SENT},
    TripState.SENT: {TripState.ARRIVED, TripState.BACK},
    TripState.ARRIVED: {TripState.BACK},
    TripState.BACK: set(),
}


class TripQuerySet(AtLibraryQuerySet["Trip"]):
    """A trip is known where it starts and where it goes."""

    def visible_to(self, actor: Actor) -> "TripQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(self.reads)
        return self.filter(
            Q(sender__place__path__overlap=granted) | Q(receiver__place__path__overlap=granted)
        )


class Trip(models.Model):
    """One dispatch of books. `boxes` and `counted`: books that are only counted, without codes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    leg = models.ForeignKey(RotationLeg, models.PROTECT, null=True, blank=True, related_name="trips")
    sender = models.ForeignKey(Library, models.PROTECT, related_name="trips_out")
    receiver = models.ForeignKey(Library, models.PROTECT, related_name="trips_in")
    state = models.CharField(max_length=10, choices=TripState, default=TripState.PACKING)
    boxes = models.PositiveSmallIntegerField("số thùng, hộp", null=True, blank=True)
    counted = models.PositiveIntegerField("số bản chỉ đếm", default=0)
    counted_back = models.PositiveIntegerField("số bản chỉ đếm nhận lại", null=True, blank=True)
    due_on = models.DateField("hẹn nhận lại ngày")
    sent_on = models.DateField("gửi đi ngày", null=True, blank=True)
    arrived_on = models.DateField("đến nơi ngày", null=True, blank=True)
    back_on = models.DateField("nhận lại ngày", null=True, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = TripQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(name="trip_goes_elsewhere", condition=~Q(sender=F("receiver"))),
            models.CheckConstraint(
                name="trip_sent_on_a_day",
                condition=Q(state="packing", sent_on__isnull=True)
                | (~Q(state="packing") & Q(sent_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="trip_back_on_a_day",
                condition=Q(state="back", back_on__gte=F("sent_on"))
                | (~Q(state="back") & Q(back_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="trip_no_more_back_than_went",
                condition=Q(counted_back__isnull=True) | Q(counted_back__lte=F("counted")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver}"

    @property
    def place_path(self) -> list[UUID]:
        return self.sender.place_path


class TripCopyQuerySet(AtLibraryQuerySet["TripCopy"]):
    place = "trip__sender__place"


class TripCopy(models.Model):
    """`is_out`: packed and not yet back; a missing one stays out until it is found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trip = models.ForeignKey(Trip, models.PROTECT, related_name="copies")
    copy = models.ForeignKey(Copy, models.PROTECT, related_name="trips")
    is_out = models.BooleanField(default=True)
    is_missing = models.BooleanField(default=False)
    back_on = models.DateField(null=True, blank=True)

    objects = TripCopyQuerySet.as_manager()

    class Meta:
        ordering = ["trip", "copy__title__sort_key", "copy__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["copy"], condition=Q(is_out=True), name="tripcopy_on_one_trip_at_a_time"
            ),
            models.UniqueConstraint(fields=["trip", "copy"], name="tripcopy_packed_once"),
            models.CheckConstraint(
                name="tripcopy_out_or_back",
                condition=Q(is_out=True, back_on__isnull=True)
                | Q(is_out=False, back_on__isnull=False, is_missing=False),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.trip.place_path
