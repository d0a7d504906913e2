"""Evidence: a file, a note, a confirmation by the Tổ or hamlet, or a record of this system, about a subject (a household, a person).

Which criteria, titles and years it serves is kept by the apps that use it (`registry.evidence_uses`); one piece may serve many. A second
person may say that he saw the original. Photos of different subjects that look alike are pairs that a person looks at once.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Level, Place

HOUSEHOLD, PERSON = "people.household", "people.person"


@dataclass(frozen=True)
class Subject:
    """What evidence is about."""

    kind: str
    id: UUID


def commune_of(place: Place) -> UUID | None:
    """Of a hamlet, or of a group in it. Above a commune there is none."""
    above = {Level.COMMUNE: 1, Level.HAMLET: 2, Level.GROUP: 3}.get(Level(place.level), 0)
    return place.path[-above] if 0 < above <= len(place.path) else None


class EvidenceKind(models.TextChoices):
    FILE = "file", "Ảnh hoặc tệp"
    NOTE = "note", "Ghi chú"
    CONFIRMATION = "confirmation", "Xác nhận của Tổ, ấp"
    RECORD = "record", "Dữ liệu có sẵn trong phần mềm"


# What a person brings himself; a record is chosen from what the system holds.
BROUGHT = [EvidenceKind.FILE, EvidenceKind.CONFIRMATION, EvidenceKind.NOTE]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> "EvidenceQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.EVIDENCE_READ))

    def standing(self) -> "EvidenceQuerySet":
        return self.filter(withdrawn_at=None)

    def about(self, *subjects: Subject) -> "EvidenceQuerySet":
        asked = Q(pk__in=[])
        for kind in {subject.kind for subject in subjects}:
            ids = [str(subject.id) for subject in subjects if subject.kind == kind]
            asked |= Q(subject_kind=kind, subject_id__in=ids)
        return self.filter(asked)


class Evidence(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=15, choices=EvidenceKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    """Within which photos are compared."""
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    text = models.CharField("nội dung", max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    likeness = models.BigIntegerField(null=True, blank=True)
    """What a photo looks like: `core.images.likeness_of`."""
    confirmer = models.CharField("người xác nhận", max_length=120, blank=True, db_default="")
    confirmer_capacity = models.CharField("tư cách", max_length=120, blank=True, db_default="")
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True)
    record_kind = models.CharField(max_length=40, blank=True, db_default="")
    record_id = models.CharField(max_length=40, blank=True, db_default="")
    record_when = models.CharField(max_length=60, blank=True, db_default="")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_by_label = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_by_label = models.CharField(max_length=300, blank=True, db_default="")
    verified_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    withdrawn_by_label = models.CharField(max_length=300, blank=True, db_default="")
    # The file is gone at the request of a person it showed; that there was one, and its hash, stay.
    erased_on = models.DateField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="evidence_subject"),
            # All photos of a commune are compared with a new one: read from the index alone.
            models.Index(
                fields=["commune", "likeness"],
                include=["subject_kind", "subject_id", "id"],
                condition=Q(likeness__isnull=False, withdrawn_at__isnull=True, erased_on__isnull=True),
                name="evidence_likeness",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_has_content", condition=~Q(kind="file") | ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
            # Confirmations of before this was asked have none of the three.
            models.CheckConstraint(
                name="evidence_confirmed_by_somebody_on_a_day",
                condition=Q(confirmer="", confirmer_capacity="", confirmed_on__isnull=True)
                | (
                    Q(kind="confirmation", confirmed_on__isnull=False)
                    & ~Q(confirmer="")
                    & ~Q(confirmer_capacity="")
                ),
            ),
            models.CheckConstraint(
                name="evidence_record_says_which",
                condition=(Q(kind="record") & ~Q(record_kind="") & ~Q(record_id=""))
                | (~Q(kind="record") & Q(record_kind="", record_id="")),
            ),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "record_kind", "record_id"],
                condition=Q(kind="record", withdrawn_at__isnull=True),
                name="evidence_record_once_for_a_subject",
            ),
            models.CheckConstraint(
                name="evidence_verified_by_a_second_person",
                condition=Q(verified_by__isnull=True, verified_by_label="", verified_at__isnull=True)
                | (
                    Q(verified_by__isnull=False, verified_at__isnull=False, added_by__isnull=False)
                    & ~Q(verified_by_label="")
                    & ~Q(verified_by=F("added_by"))
                ),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def kind_label(self) -> str:
        if self.kind == EvidenceKind.FILE:
            return "Ảnh" if self.is_image else "Tệp PDF"
        return str(EvidenceKind(self.kind).label)

    @property
    def stands_by_itself(self) -> bool:
        """Compared with its original by a second person, or a record of this system, which has none."""
        return self.verified_at is not None or self.kind == EvidenceKind.RECORD

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, UUID(self.subject_id))


class PairAnswer(models.TextChoices):
    OPEN = "", "chưa xem"
    DIFFERENT = "different", "hai ảnh khác nhau"
    SAME = "same", "đúng là một ảnh"


class PhotoPairQuerySet(models.QuerySet["PhotoPair"]):
    def visible_to(self, actor: Actor) -> "PhotoPairQuerySet":
        """Only who may see both photos."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.EVIDENCE_READ)
        return self.filter(earlier__place__path__overlap=granted, later__place__path__overlap=granted)

    def standing(self) -> "PhotoPairQuerySet":
        return self.filter(
            earlier__withdrawn_at=None,
            later__withdrawn_at=None,
            earlier__erased_on=None,
            later__erased_on=None,
        )


class PhotoPair(models.Model):
    """Two photos of different subjects that look alike. A hint: a person says what it means, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    earlier = models.ForeignKey(Evidence, models.PROTECT, related_name="pairs_as_earlier")
    later = models.ForeignKey(Evidence, models.PROTECT, related_name="pairs_as_later")
    distance = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=PairAnswer, default=PairAnswer.OPEN, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_by_label = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PhotoPairQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["later"], condition=Q(answer=""), name="photo_pair_open")]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="photo_pair_once"),
            models.CheckConstraint(name="photo_pair_of_two", condition=~Q(earlier=F("later"))),
            models.CheckConstraint(
                name="photo_pair_answered_by_somebody",
                condition=Q(answer="", answered_at__isnull=True, answered_by_label="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(answered_by_label="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.later.place.path
