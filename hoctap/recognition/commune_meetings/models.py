"""A meeting of the commune over the accepted dossiers; its minutes are a paper."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper


class CommuneMeetingQuerySet(models.QuerySet["CommuneMeeting"]):
    def visible_to(self, actor: Actor) -> "CommuneMeetingQuerySet":
        if actor.system_job:
            return self
        return self.filter(round__place__path__overlap=actor.places_with(Permission.DOSSIER_REVIEW))


class CommuneMeeting(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="commune_meetings")
    held_on = models.DateField("ngày họp")
    venue = models.CharField("địa điểm", max_length=200)
    chair = models.CharField("chủ trì", max_length=120)
    secretary = models.CharField("thư ký", max_length=120)
    members = models.JSONField("thành viên dự họp")
    """Name and capacity of each who was there: [["Nguyễn Văn A", "Chủ tịch Hội Khuyến học"], …]."""
    votes_for = models.PositiveSmallIntegerField("số thành viên thống nhất")
    votes_against = models.PositiveSmallIntegerField("số thành viên không thống nhất", default=0)
    present = models.PositiveSmallIntegerField("số thành viên dự họp")
    remarks = models.TextField("ý kiến tại cuộc họp", max_length=2000, blank=True)
    minutes = models.OneToOneField(Paper, models.PROTECT, related_name="commune_meeting")
    listed_count = models.PositiveIntegerField()
    agreed = models.ManyToManyField("recognition.Dossier", related_name="agreed_by_commune", blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CommuneMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        db_table = "recognition_commune_meeting"
        constraints = [
            models.CheckConstraint(
                name="commune_meeting_votes_within_attendance",
                condition=Q(present__gte=F("votes_for") + F("votes_against")),
            ),
        ]

    def __str__(self) -> str:
        return f"Họp xét của xã ngày {self.held_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path


class CommuneException(models.Model):
    """One of the list that the meeting did not agree to, with its reason; it waits for the commune again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(CommuneMeeting, models.PROTECT, related_name="exceptions")
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="commune_exceptions")
    why = models.CharField("lý do", max_length=300)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_commune_exception"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "dossier"], name="commune_exception_once_per_meeting"),
            models.CheckConstraint(name="commune_exception_has_reason", condition=~Q(why="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.meeting.place_path
