"""What goes with the names of a session: photos of the signed list, the papers made from the records, the cards that people bring.

Imported at the end of `learning.models`, which holds the sessions and the attendances themselves.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.people.models import Person


class SignedListQuerySet(models.QuerySet["SignedList"]):
    def visible_to(self, actor: Actor) -> "SignedListQuerySet":
        """It shows names and signatures: only who may take or keep names there."""
        if actor.system_job:
            return self
        granted = [
            *actor.places_with(Permission.ATTENDANCE_TAKE),
            *actor.places_with(Permission.CENTRE_KEEP),
        ]
        return self.filter(session__activity__place__path__overlap=granted)

    def standing(self) -> "SignedListQuerySet":
        return self.filter(dropped_at__isnull=True)


class SignedList(models.Model):
    """One page of the danh sách ký nhận, photographed or scanned."""

    id = models.UUIDField(primary_key=True, editable=False, default=uuid7)
    session = models.ForeignKey("learning.Session", models.CASCADE, related_name="signed_lists")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    kept_by = models.CharField(max_length=300)
    kept_at = models.DateTimeField(auto_now_add=True)
    dropped_by = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = SignedListQuerySet.as_manager()

    class Meta:
        ordering = ["session", "id"]
        db_table = "learning_signed_list"
        constraints = [
            models.CheckConstraint(
                name="signed_list_dropped_with_reason_keeps_no_file",
                condition=Q(dropped_at__isnull=True) & ~Q(sha256="")
                | Q(dropped_at__isnull=False, sha256="") & ~Q(dropped_why=""),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.session.place_path

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class SessionPaperQuerySet(models.QuerySet["SessionPaper"]):
    def visible_to(self, actor: Actor) -> "SessionPaperQuerySet":
        if actor.system_job:
            return self
        return self.filter(paper__in=Paper.objects.visible_to(actor))


class SessionPaper(models.Model):
    """A paper made from the records of a session: the list to sign, the minutes."""

    id = models.UUIDField(primary_key=True, editable=False, default=uuid7)
    session = models.ForeignKey("learning.Session", models.PROTECT, related_name="papers")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="learning_session")
    persons = models.JSONField(default=list)
    """Ids of those of the register whose names stand in it."""
    typed = models.JSONField(default=dict)
    """What the records do not know and a person wrote: who presided, remarks."""

    objects = SessionPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "learning_session_paper"

    @property
    def place_path(self) -> list[UUID]:
        return self.session.place_path


class LearnerCardQuerySet(models.QuerySet["LearnerCard"]):
    def visible_to(self, actor: Actor) -> "LearnerCardQuerySet":
        """Where the actor may read of the person in the register."""
        if actor.system_job:
            return self
        return self.filter(person__in=Person.objects.visible_to(actor))


class LearnerCard(models.Model):
    """Thẻ học viên: the code by which a person is recorded with one scan. It opens nothing to its holder: only who may take attendance
    where the person lives is shown whose it is. The database keeps a hash of the code.
    """

    id = models.UUIDField(primary_key=True, editable=False, default=uuid7)
    person = models.ForeignKey(Person, models.PROTECT, related_name="learner_cards")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=300, blank=True)

    objects = LearnerCardQuerySet.as_manager()

    class Meta:
        ordering = ["person", "-id"]
        db_table = "learning_learner_card"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="learner_card_one_in_use"
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.person.place_path
