"""Who has a venue when. Two standing bookings of one venue never overlap: `booking_alone_at_its_hours`, written in SQL."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Centre, Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7


class BookingState(models.TextChoices):
    BOOKED = "booked", "đã đặt"
    CANCELLED = "cancelled", "đã hủy"


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, actor: Actor) -> "BookingQuerySet":
        return self if actor.system_job else self.filter(venue__in=Venue.objects.visible_to(actor))

    def standing(self) -> "BookingQuerySet":
        return self.filter(state=BookingState.BOOKED)


class Booking(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="bookings")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="bookings")
    starts_at = models.DateTimeField("từ")
    ends_at = models.DateTimeField("đến")
    what = models.CharField("việc", max_length=300)
    who = models.CharField("đơn vị sử dụng", max_length=200, blank=True)
    activity_id_of = models.UUIDField("hoạt động", null=True, blank=True)
    """The activity of the layer above that it was made for."""
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    booked_by = models.CharField(max_length=300)
    booked_at = models.DateTimeField(auto_now_add=True)
    cancelled_by = models.CharField(max_length=300, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField("lý do hủy", max_length=200, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["venue", "starts_at"], name="booking_of_a_venue")]
        constraints = [
            models.CheckConstraint(
                name="booking_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="booking_cancelled_with_reason",
                condition=Q(state="cancelled") & ~Q(cancelled_why="")
                | ~Q(state="cancelled") & Q(cancelled_why=""),
            ),
            # booking_alone_at_its_hours: an exclusion constraint, written in a migration of its own.
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def place_path(self) -> list[UUID]:
        return self.venue.place_path
