"""Universal education and literacy (phổ cập giáo dục, xóa mù chữ) of a commune.

No second book: the system of the ministry (PCGD–XMC) holds the households and their answers. Kept here are the levels reached, the sums of
children and of relapses with the day on which that system gave them, and the list of those who are to be won back for school, with the
visits to them.
"""

from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import person_sort_key
from hoctap.places.models import Place


class Aim(models.TextChoices):
    """What a commune is recognised for."""

    KINDERGARTEN = "kindergarten", "Phổ cập giáo dục mầm non"
    PRIMARY = "primary", "Phổ cập giáo dục tiểu học"
    LOWER_SECONDARY = "lower_secondary", "Phổ cập giáo dục trung học cơ sở"
    LITERACY = "literacy", "Xóa mù chữ"


HIGHEST = {Aim.KINDERGARTEN: 1, Aim.PRIMARY: 3, Aim.LOWER_SECONDARY: 3, Aim.LITERACY: 2}
"""The highest level of each; of kindergarten there is none but reached or not."""


class SchoolLevel(models.TextChoices):
    KINDERGARTEN = "kindergarten", "Mầm non (4–5 tuổi)"
    PRIMARY = "primary", "Tiểu học"
    LOWER_SECONDARY = "lower_secondary", "Trung học cơ sở"


class _OfACommune(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        if actor.system_job:
            return self
        return self.filter(commune__path__overlap=actor.places_with(Permission.SCHOOLING_READ))


class LevelRecord(models.Model):
    """Append-only: the level of a commune in a year. With a decision it is recognised, without one it is what the commune found itself.
    The one recorded last counts; a correction says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    aim = models.CharField("nội dung", max_length=15, choices=Aim)
    level = models.PositiveSmallIntegerField("mức độ")
    """0: not reached."""
    decision = models.CharField("quyết định công nhận", max_length=120, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    system_day = models.DateField("theo hệ thống PCGD–XMC ngày")
    why = models.CharField("lý do ghi lại", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = _OfACommune.as_manager()

    class Meta:
        db_table = "schooling_level"
        ordering = ["-year", "aim", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["commune", "year"], name="level_of_a_commune")]
        constraints = [
            models.CheckConstraint(
                name="level_within_its_aim",
                condition=Q(aim="kindergarten", level__lte=1)
                | Q(aim="literacy", level__lte=2)
                | Q(aim__in=["primary", "lower_secondary"], level__lte=3),
            ),
            models.CheckConstraint(
                name="level_decided_by_a_paper",
                condition=Q(decided_on__isnull=True) | ~Q(decision=""),
            ),
        ]

    @property
    def words(self) -> str:
        if self.level == 0:
            return "chưa đạt"
        return "đạt" if self.aim == Aim.KINDERGARTEN else f"mức độ {self.level}"

    @property
    def place_path(self) -> list[UUID]:
        return self.commune.path


class Enrolment(models.Model):
    """Append-only: children of an age and how many of them go to school. The one recorded last for a year counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    school_level = models.CharField("cấp học", max_length=15, choices=SchoolLevel)
    children = models.PositiveIntegerField("trẻ trong độ tuổi")
    enrolled = models.PositiveIntegerField("đang học")
    system_day = models.DateField("theo hệ thống PCGD–XMC ngày")
    why = models.CharField("lý do ghi lại", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = _OfACommune.as_manager()

    class Meta:
        ordering = ["-year", "school_level", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["commune", "year"], name="enrolment_of_a_commune")]
        constraints = [
            models.CheckConstraint(
                name="enrolment_of_children_there", condition=Q(enrolled__lte=F("children"))
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.commune.path


class Relapse(models.Model):
    """Append-only: people found to have lost reading and writing in a year, and how many of them learn again. 0 people is a finding too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    people = models.PositiveIntegerField("người tái mù chữ")
    learning = models.PositiveIntegerField("đang học lại", default=0)
    follow_up = models.CharField("lớp, người kèm", max_length=200, blank=True)
    system_day = models.DateField("theo hệ thống PCGD–XMC ngày")
    why = models.CharField("lý do ghi lại", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = _OfACommune.as_manager()

    class Meta:
        ordering = ["-year", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["commune", "year"], name="relapse_of_a_commune")]
        constraints = [
            models.CheckConstraint(
                name="relapse_learns_who_relapsed", condition=Q(learning__lte=F("people"))
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.commune.path


# ---------------------------------------------------------------- who is to be won back for school


class PupilState(models.TextChoices):
    OPEN = "open", "cần vận động"
    RETURNED = "returned", "đã ra lớp"
    MOVED = "moved", "đã chuyển đi"
    GROWN = "grown", "hết độ tuổi"
    MISTAKEN = "mistaken", "ghi nhầm"


# Read as: from → to. A move that is not here is refused.
PUPIL_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    PupilState.OPEN: {PupilState.RETURNED, PupilState.MOVED, PupilState.GROWN, PupilState.MISTAKEN},
    # Who left school again.
    PupilState.RETURNED: {PupilState.OPEN},
}


class PupilQuerySet(models.QuerySet["Pupil"]):
    def visible_to(self, actor: Actor) -> "PupilQuerySet":
        """Only who visits them: there, and nobody who merely reads figures."""
        if actor.system_job:
            return self
        return self.filter(hamlet__path__overlap=actor.places_with(Permission.SCHOOLING_VISIT))

    def waiting(self) -> "PupilQuerySet":
        return self.filter(state=PupilState.OPEN)


class Pupil(models.Model):
    """A child, or a young person, of school age who does not go to school. No marks, no reasons, nothing of the family, and no link into the
    register: name, birth year and hamlet are enough to knock at the door.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="+")
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    """None once the name was forgotten."""
    sort_key = models.CharField(max_length=300, editable=False)
    school_level = models.CharField("cấp học", max_length=15, choices=SchoolLevel)
    year = models.PositiveSmallIntegerField("năm")
    """In whose list he was written down."""
    state = models.CharField("tình trạng", max_length=10, choices=PupilState, default=PupilState.OPEN)
    closed_on = models.DateField("từ ngày", null=True, blank=True)
    listed_by = models.CharField(max_length=300)
    listed_at = models.DateTimeField(auto_now_add=True)

    objects = PupilQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["hamlet", "state"], name="pupil_of_a_hamlet")]
        constraints = [
            models.CheckConstraint(name="pupil_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="pupil_waiting_has_a_birth_year",
                condition=~Q(state="open") | Q(birth_year__isnull=False),
            ),
            models.CheckConstraint(
                name="pupil_closed_on_a_day",
                condition=Q(state="open", closed_on__isnull=True)
                | (~Q(state="open") & Q(closed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = person_sort_key(self.full_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **kwargs)
        if "full_name" in field_names:
            saw(unnamed=1)
        return row

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class VisitOutcome(models.TextChoices):
    AGREED = "agreed", "Gia đình hứa cho đi học lại"
    UNDECIDED = "undecided", "Gia đình chưa quyết"
    ABSENT = "absent", "Không gặp ai"
    RETURNED = "returned", "Đã ra lớp"
    MOVED = "moved", "Đã chuyển đi nơi khác"


class Visit(models.Model):
    """One visit to win somebody back for school."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="visits")
    on = models.DateField("ngày")
    visitors = models.CharField("người đến vận động", max_length=200)
    outcome = models.CharField("kết quả", max_length=10, choices=VisitOutcome)
    next_on = models.DateField("hẹn đến lại", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="visit_says_who_went", condition=~Q(visitors="")),
            models.CheckConstraint(
                name="visit_again_after_this_one", condition=Q(next_on__isnull=True) | Q(next_on__gt=F("on"))
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.pupil.hamlet.path
