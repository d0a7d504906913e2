"""Movements and campaigns: launched, joined by units, reported on, reviewed, concluded."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.assessments.models import Assessment
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.movements.seeing import near
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Organisation, Place


class MovementKind(models.TextChoices):
    EMULATION = "emulation", "phong trào thi đua"
    CAMPAIGN = "campaign", "cuộc vận động"
    MEDIA = "media", "chiến dịch truyền thông"


class Launcher(models.TextChoices):
    COMMITTEE = "committee", "Ủy ban nhân dân"
    FRONT = "front", "Mặt trận Tổ quốc"
    ASSOCIATION = "association", "Hội Khuyến học"
    LIBRARY = "library", "Thư viện, thiết chế văn hóa"
    CENTRE = "centre", "Trung tâm học tập cộng đồng"
    MASS = "mass", "Đoàn thể"
    OTHER = "other", "Cơ quan, đơn vị khác"


class MovementState(models.TextChoices):
    LAUNCHED = "launched", "đang thực hiện"
    CONCLUDED = "concluded", "đã tổng kết"
    CANCELLED = "cancelled", "thôi thực hiện"


# Read as: from → to. A move that is not here is refused.
MOVEMENT_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    MovementState.LAUNCHED: {MovementState.CONCLUDED, MovementState.CANCELLED},
    MovementState.CONCLUDED: set(),
    MovementState.CANCELLED: set(),
}


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, actor: Actor) -> "MovementQuerySet":
        """Of the actor's places and those below, and those launched above, which his place may join."""
        return self if actor.system_job else self.filter(near(actor))


class Movement(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="movements")
    name = models.CharField("tên phong trào, cuộc vận động", max_length=300)
    kind = models.CharField("loại", max_length=10, choices=MovementKind)
    launcher = models.CharField("ai phát động", max_length=12, choices=Launcher)
    launcher_name = models.CharField("tên cơ quan phát động", max_length=200)
    document = models.CharField("văn bản phát động", max_length=200)
    launched_on = models.DateField("ngày phát động")
    first_on = models.DateField("thực hiện từ ngày")
    last_on = models.DateField("đến hết ngày")
    goal = models.TextField("mục tiêu", max_length=3000)
    tasks = models.TextField("đơn vị tham gia làm gì", max_length=3000, blank=True)
    channels = models.CharField("kênh truyền thông", max_length=300, blank=True)
    units_wanted = models.PositiveIntegerField("số đơn vị phấn đấu tham gia", null=True, blank=True)
    titles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """Codes of the learning titles that it is about: who registered and was recognised is read from their records."""
    oldest_head = models.PositiveSmallIntegerField("hộ trẻ: chủ hộ không quá (tuổi)", null=True, blank=True)
    """Its own rule of who is a young household; empty: all households."""
    state = models.CharField(max_length=10, choices=MovementState, default=MovementState.LAUNCHED)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField("lý do thôi thực hiện", max_length=300, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "first_on"],
                condition=~Q(state="cancelled"),
                name="movement_launched_once_at_a_place",
            ),
            models.CheckConstraint(name="movement_days_in_order", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="movement_over_with_its_day",
                condition=Q(state="launched", ended_on=None, ended_why="")
                | Q(state="concluded", ended_on__isnull=False, ended_why="")
                | Q(state="cancelled", ended_on__isnull=False) & ~Q(ended_why=""),
            ),
            models.CheckConstraint(
                name="movement_age_in_reason",
                condition=Q(oldest_head__isnull=True) | Q(oldest_head__range=(18, 120)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def years(self) -> list[int]:
        return list(range(self.first_on.year, self.last_on.year + 1))


class JoiningKind(models.TextChoices):
    ORGANISATION = "organisation", "cơ quan, tổ chức"
    HAMLET = "hamlet", "ấp, khóm"
    SCHOOL = "school", "trường học"
    CLAN = "clan", "dòng họ"
    HOUSEHOLDS = "households", "hộ gia đình"
    OTHER = "other", "đơn vị khác"


class MovementUnitQuerySet(models.QuerySet["MovementUnit"]):
    def visible_to(self, actor: Actor) -> "MovementUnitQuerySet":
        """Of the actor's places and those below: who else joined is not told."""
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.MOVEMENT_READ))

    def standing(self) -> "MovementUnitQuerySet":
        return self.filter(withdrawn_on__isnull=True)


class MovementUnit(models.Model):
    """A unit that joined; by its record where there is one, else by its name. `place`: the place it is of, a hamlet for itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="units")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=12, choices=JoiningKind)
    name = models.CharField("đơn vị", max_length=200)
    name_key = models.CharField(max_length=220, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    work_unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, blank=True, related_name="+")
    clan = models.ForeignKey(Clan, models.PROTECT, null=True, blank=True, related_name="+")
    households = models.PositiveIntegerField("số hộ", null=True, blank=True)
    registered_on = models.DateField("ngày đăng ký")
    registered_by = models.CharField(max_length=300)
    by_itself = models.BooleanField(default=False)
    """Written down by somebody of its own place, not from a list of whoever launched the movement."""
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField("lý do rút", max_length=300, blank=True)

    objects = MovementUnitQuerySet.as_manager()

    class Meta:
        ordering = ["place__sort_key", "kind", "name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement", "place", "kind", "name_key"],
                condition=Q(withdrawn_on__isnull=True),
                name="unit_joins_a_movement_once",
            ),
            models.CheckConstraint(
                name="unit_withdrawn_with_reason",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""),
            ),
            models.CheckConstraint(
                name="unit_of_households_counts_them",
                condition=Q(kind="households", households__gte=1)
                | ~Q(kind="households") & Q(households=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class Stage(models.TextChoices):
    INTERIM = "interim", "sơ kết"
    FINAL = "final", "tổng kết"


class UnitResultQuerySet(models.QuerySet["UnitResult"]):
    def visible_to(self, actor: Actor) -> "UnitResultQuerySet":
        if actor.system_job:
            return self
        return self.filter(unit__place__path__overlap=actor.places_with(Permission.MOVEMENT_READ))


class UnitResult(models.Model):
    """What a unit did, append-only: the last one counts, whatever its stage. Shown by a file, an activity, a title that was recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(MovementUnit, models.PROTECT, related_name="results")
    stage = models.CharField("kết quả để", max_length=7, choices=Stage)
    reported_on = models.DateField("tính đến ngày")
    text = models.TextField("đã làm được gì", max_length=2000)
    people = models.PositiveIntegerField("số người (lượt) tham gia", null=True, blank=True)
    is_met = models.BooleanField("đạt mức đã đăng ký", null=True, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = UnitResultQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "-id"]
        constraints = [
            models.CheckConstraint(name="unit_result_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def place_path(self) -> list[UUID]:
        return self.unit.place_path


class MovementReviewQuerySet(models.QuerySet["MovementReview"]):
    def visible_to(self, actor: Actor) -> "MovementReviewQuerySet":
        return self if actor.system_job else self.filter(near(actor, "movement__place"))


class MovementReview(models.Model):
    """Sơ kết or tổng kết, append-only: what was said, with the counts as they stood that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="reviews")
    stage = models.CharField("loại", max_length=7, choices=Stage)
    held_on = models.DateField("ngày")
    text = models.TextField("đánh giá, kết quả chính", max_length=3000)
    units = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MovementReviewQuerySet.as_manager()

    class Meta:
        ordering = ["movement", "-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["movement"], condition=Q(stage="final"), name="movement_concluded_once"
            ),
            models.CheckConstraint(
                name="movement_review_counts_add_up",
                condition=Q(reported__lte=F("units"), met__lte=F("reported")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.movement.name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.movement.place_path
