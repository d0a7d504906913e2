"""A list that hangs in public, who does not want to stand on it, and what somebody says against it."""

import datetime as dt
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.places.models import Place
from hoctap.recognition.road import DAY_KINDS


class PostingState(models.TextChoices):
    UP = "up", "Đang niêm yết"
    ENDED = "ended", "Đã gỡ"
    CALLED_OFF = "called_off", "Đã hủy"


POSTING_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PostingState.UP: {PostingState.ENDED, PostingState.CALLED_OFF},
}


class Venue(models.TextChoices):
    HOUSE = "house", "nhà văn hóa"
    BOARD = "board", "bảng tin"
    LOUDSPEAKER = "loudspeaker", "loa truyền thanh"
    PORTAL = "portal", "cổng thông tin"


class PublicPostingQuerySet(models.QuerySet["PublicPosting"]):
    def visible_to(self, actor: Actor) -> "PublicPostingQuerySet":
        """Those of the places that the actor reviews."""
        if actor.system_job:
            return self
        return self.filter(round__place__path__overlap=actor.places_with(Permission.DOSSIER_REVIEW))


class PublicPosting(models.Model):
    """One list that hangs in a hamlet, or for the whole commune. Its paper says who stands on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="postings")
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="postings")
    """Empty where one list hangs for the whole commune."""
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="posting")
    dossiers = models.ManyToManyField("recognition.Dossier", related_name="postings")
    from_on = models.DateField("từ ngày")
    days = models.PositiveSmallIntegerField("số ngày")
    day_kind = models.CharField("loại ngày", max_length=10, blank=True, default="", db_default="")
    """As the road had it when the list was hung: empty for days of the calendar, 'working' without Saturdays and Sundays."""
    weekend_days = models.PositiveSmallIntegerField(default=0, db_default=0)
    """Saturdays and Sundays between its days that are not counted."""
    venues = ArrayField(models.CharField(max_length=12, choices=Venue), verbose_name="nơi niêm yết")
    venue_note = models.CharField("ghi rõ nơi niêm yết", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=PostingState, default=PostingState.UP)
    ended_on = models.DateField("niêm yết đến hết ngày", null=True, blank=True)
    why = models.CharField("lý do", max_length=300, blank=True)
    """Why it came down early or late, or was called off."""
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PublicPostingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_public_posting"
        constraints = [
            models.CheckConstraint(name="posting_lasts_some_days", condition=Q(days__range=(1, 60))),
            models.CheckConstraint(name="posting_hangs_somewhere", condition=~Q(venues=[])),
            models.CheckConstraint(
                name="posting_ended_says_when_and_by_whom",
                condition=Q(state="up", ended_on__isnull=True, ended_at__isnull=True)
                | (Q(state="ended", ended_on__gte=F("from_on"), ended_at__isnull=False) & ~Q(ended_by=""))
                | (
                    Q(state="called_off", ended_on__isnull=True, ended_at__isnull=False)
                    & ~Q(why="")
                    & ~Q(ended_by="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Niêm yết {self.where} từ {self.from_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path

    @property
    def where(self) -> str:
        return self.hamlet.full_name if self.hamlet else "cả xã"

    @property
    def last_day(self) -> dt.date:
        """The last of its full days; from the day after it may be decided."""
        return self.from_on + dt.timedelta(days=self.days + self.weekend_days - 1)

    @property
    def days_words(self) -> str:
        return f"{self.days} {DAY_KINDS[self.day_kind]}"

    @property
    def free_on(self) -> dt.date:
        return self.last_day + dt.timedelta(days=1)

    @property
    def is_short(self) -> bool:
        return self.ended_on is not None and self.ended_on < self.last_day

    @property
    def venue_words(self) -> str:
        told = ", ".join(Venue(venue).label for venue in self.venues)
        return f"{told} ({self.venue_note})" if self.venue_note else told


class PostingPhoto(models.Model):
    """The board as it hung."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    posting = models.ForeignKey(PublicPosting, models.PROTECT, related_name="photos")
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        db_table = "recognition_posting_photo"

    @property
    def place_path(self) -> list[UUID]:
        return self.posting.place_path


class PostingOptOut(models.Model):
    """Không đồng ý niêm yết: the name stays off the lists that hang; the recognition is not touched by it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="posting_opt_outs")
    said_on = models.DateField("ngày")
    told_by = models.CharField("ai nói", max_length=120)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_posting_opt_out"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(undone_at__isnull=True), name="posting_opt_out_stands_once"
            ),
            models.CheckConstraint(name="posting_opt_out_says_who", condition=~Q(told_by="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.place_path


class Outcome(models.TextChoices):
    NONE = "", "chưa trả lời"
    KEEP = "keep", "giữ nguyên đề nghị"
    RETURN = "return", "trả hồ sơ lại ấp"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, actor: Actor) -> "ObjectionQuerySet":
        """For the reviewers of the commune alone: nobody else learns that somebody spoke, and who."""
        if actor.system_job:
            return self
        return self.filter(round__place__path__overlap=actor.places_with(Permission.DOSSIER_REVIEW))

    def waiting(self) -> "ObjectionQuerySet":
        return self.filter(outcome=Outcome.NONE)


class Objection(models.Model):
    """Phản ánh, kiến nghị about one dossier before the decision. Until it is answered the dossier goes no further."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="objections")
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="objections")
    meeting = models.ForeignKey(
        "recognition.VillageMeeting", models.PROTECT, null=True, blank=True, related_name="objections"
    )
    """Said at or before this meeting: who holds it takes and answers it, without seeing who spoke. Empty where the commune received it."""
    received_on = models.DateField("ngày nhận")
    content = models.TextField("nội dung", max_length=2000)
    from_whom = models.CharField("người phản ánh", max_length=120, blank=True)
    handler = models.CharField("người giải quyết", max_length=120)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, default=Outcome.NONE, blank=True)
    answer = models.TextField("trả lời", max_length=2000, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="objection_has_content_and_handler", condition=~Q(content="") & ~Q(handler="")
            ),
            models.CheckConstraint(
                name="objection_answered_says_what_and_when",
                condition=Q(outcome="", answer="", answered_on__isnull=True, answered_at__isnull=True)
                | (
                    ~Q(outcome="")
                    & ~Q(answer="")
                    & ~Q(answered_by="")
                    & Q(answered_on__gte=F("received_on"), answered_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Phản ánh ngày {self.received_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.round.place.path

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.NONE
