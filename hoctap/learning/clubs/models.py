"""Clubs. A meeting is an ordinary activity (`ActivityKind.CLUB`) of one session, so that whoever counts activities counts it once."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Centre, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.learning.models import TargetGroup
from hoctap.places.models import Place


class ClubKind(models.TextChoices):
    CLUB = "club", "câu lạc bộ"
    TEAM = "team", "đội"
    GROUP = "group", "nhóm sở thích"
    TALENT = "talent", "lớp năng khiếu"


class ClubQuerySet(models.QuerySet["Club"]):
    def visible_to(self, actor: Actor) -> "ClubQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def standing_on(self, day: dt.date) -> "ClubQuerySet":
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        )

    def standing_in(self, year: int) -> "ClubQuerySet":
        """On some day of the year."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=dt.date(year, 12, 31)),
            Q(ended_on__isnull=True) | Q(ended_on__gt=dt.date(year, 1, 1)),
        )


class Club(models.Model):
    """Whether it is alive is never kept: it is worked out from its meetings."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="clubs")
    """The commune or the hamlet of which it is."""
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="clubs")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="clubs")
    """Where it usually meets: of which culture house it counts, where a place has more than one."""
    kind = models.CharField("loại", max_length=10, choices=ClubKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="clubs")
    name = models.CharField("tên", max_length=150)
    target_group = models.CharField(
        "dành cho", max_length=15, choices=TargetGroup, default=TargetGroup.EVERYBODY
    )
    leader_name = models.CharField("chủ nhiệm", max_length=120, blank=True)
    sponsor_name = models.CharField("đơn vị phụ trách", max_length=200, blank=True)
    schedule = models.CharField("lịch sinh hoạt", max_length=200, blank=True)
    founded_on = models.DateField("thành lập ngày", null=True, blank=True)
    founded_by = models.CharField("văn bản thành lập", max_length=120, blank=True)
    ended_on = models.DateField("thôi hoạt động từ", null=True, blank=True)
    ended_why = models.CharField("lý do thôi", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ClubQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(ended_on__isnull=True), name="club_once_at_a_place"
            ),
            models.CheckConstraint(
                name="club_ends_after_it_begins",
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gt=F("founded_on")),
            ),
            models.CheckConstraint(
                name="club_ended_with_reason",
                condition=Q(ended_on__isnull=True, ended_why="")
                | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class ClubMeeting(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, models.PROTECT, related_name="meetings")
    activity = models.OneToOneField("learning.Activity", models.CASCADE, related_name="club_meeting")

    class Meta:
        ordering = ["club", "-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.club.place.path


class ClubTally(models.Model):
    """Append-only: so many belonged to it on a day. A correction is a new row of the same day; the one recorded last counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, models.PROTECT, related_name="tallies")
    as_of = models.DateField("tính đến ngày")
    men = models.PositiveIntegerField("nam")
    women = models.PositiveIntegerField("nữ")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["club", "-as_of", "-recorded_at", "-id"]

    @property
    def people(self) -> int:
        return self.men + self.women

    @property
    def place_path(self) -> list[UUID]:
        return self.club.place.path
