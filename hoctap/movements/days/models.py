"""Days and weeks as settings, what a place does for one of them in a year, and which activities belong to it."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.learning.models import Activity
from hoctap.movements.seeing import near
from hoctap.places.models import Place

REMIND_DAYS = 15
"""How long before a day its people are told, where no place decided otherwise."""


class ObservanceKind(models.TextChoices):
    DAY = "day", "ngày"
    WEEK = "week", "tuần lễ"
    MONTH = "month", "tháng"


class DayRule(models.TextChoices):
    DATE = "date", "Ngày cố định hằng năm"
    WEEKDAY = "weekday", "Thứ trong tuần của một tháng"
    YEARLY = "yearly", "Ghi ngày từng năm"


class ObservanceQuerySet(models.QuerySet["Observance"]):
    def visible_to(self, actor: Actor) -> "ObservanceQuerySet":
        """Those that come with the program, those of the actor's places, of those below and above."""
        return self if actor.system_job else self.filter(Q(place__isnull=True) | near(actor))

    def at(self, path: list[UUID]) -> "ObservanceQuerySet":
        """Which a place with this path keeps: shipped ones, its own, and those of the places above."""
        return self.filter(Q(place__isnull=True) | Q(place__in=path))

    def standing(self) -> "ObservanceQuerySet":
        return self.filter(ended_on__isnull=True)


class Observance(models.Model):
    """A day, a week, a month that comes back every year. Shipped ones have no place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="observances")
    code = models.SlugField(max_length=60, blank=True)
    """Of a shipped one."""
    name = models.CharField("tên ngày, tuần lễ", max_length=150)
    kind = models.CharField("loại", max_length=5, choices=ObservanceKind)
    rule = models.CharField("rơi vào", max_length=7, choices=DayRule)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    weekday = models.PositiveSmallIntegerField("thứ", null=True, blank=True)
    """1 is Monday, 7 Sunday."""
    nth = models.SmallIntegerField("lần thứ", null=True, blank=True)
    """1 to 4, or −1 for the last of the month."""
    days = models.PositiveSmallIntegerField("kéo dài (ngày)", default=1)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField("thôi dùng từ", null=True, blank=True)
    ended_why = models.CharField("lý do", max_length=300, blank=True)

    objects = ObservanceQuerySet.as_manager()

    class Meta:
        ordering = ["month", "day", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"],
                condition=Q(ended_on__isnull=True),
                name="observance_once_at_a_place",
            ),
            models.CheckConstraint(
                name="observance_rule_is_whole",
                condition=Q(rule="date", month__range=(1, 12), day__range=(1, 31), weekday=None, nth=None)
                | Q(rule="weekday", month__range=(1, 12), day=None, weekday__range=(1, 7))
                & Q(nth__in=[1, 2, 3, 4, -1])
                | Q(rule="yearly", month=None, day=None, weekday=None, nth=None),
            ),
            models.CheckConstraint(name="observance_lasts_a_day", condition=Q(days__range=(1, 92))),
            models.CheckConstraint(
                name="observance_ended_with_reason", condition=Q(ended_on__isnull=True) | ~Q(ended_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []


class PlacedQuerySet[M: models.Model](models.QuerySet[M]):
    def visible_to(self, actor: Actor) -> "PlacedQuerySet[M]":
        return self if actor.system_job else self.filter(near(actor))


class ObservanceDates(models.Model):
    """The days of one year, from a paper: for the place that wrote them down and all below."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    observance = models.ForeignKey(Observance, models.PROTECT, related_name="dates")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("năm")
    first_on = models.DateField("từ ngày")
    last_on = models.DateField("đến hết ngày")
    source = models.CharField("theo văn bản", max_length=300)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now=True)

    objects = PlacedQuerySet["ObservanceDates"].as_manager()

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["observance", "place", "year"], name="observance_dated_once_a_year"
            ),
            models.CheckConstraint(name="observance_dates_in_order", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(name="observance_dates_have_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="observance_dates_in_their_year", condition=Q(first_on__year=F("year"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.observance.name} năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class ObservanceSetting(models.Model):
    """How a place keeps a day: whether at all, and how long before it is told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    observance = models.ForeignKey(Observance, models.PROTECT, related_name="settings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    is_kept = models.BooleanField("có tổ chức, có nhắc", default=True)
    remind_days = models.PositiveSmallIntegerField("nhắc trước (ngày)", default=REMIND_DAYS)
    set_by = models.CharField(max_length=300)

    objects = PlacedQuerySet["ObservanceSetting"].as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["observance", "place"], name="observance_set_once_at_a_place"),
            models.CheckConstraint(
                name="observance_reminder_in_reason", condition=Q(remind_days__range=(1, 120))
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class ReminderSent(models.Model):
    """That the people of a place were told of a day; append-only, so that nobody is told twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    observance = models.ForeignKey(Observance, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["observance", "place", "year"], name="reminder_once_a_year"),
        ]


class EventLevel(models.TextChoices):
    COMMUNE = "commune", "cấp xã"
    DISTRICT = "district", "cấp huyện"
    PROVINCE = "province", "cấp tỉnh"
    NATION = "nation", "toàn quốc"
    INTERNATIONAL = "international", "quốc tế"


class EventRole(models.TextChoices):
    ORGANISER = "organiser", "tổ chức, phối hợp tổ chức"
    PARTICIPANT = "participant", "tham gia"


class Occasion(models.Model):
    """What a place does for a day in a year, or an event of its own: the plan first, then what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="occasions")
    observance = models.ForeignKey(
        Observance, models.PROTECT, null=True, blank=True, related_name="occasions"
    )
    name = models.CharField("tên đợt, sự kiện", max_length=200)
    year = models.PositiveSmallIntegerField("năm")
    first_on = models.DateField("từ ngày")
    last_on = models.DateField("đến hết ngày")
    level = models.CharField("cấp", max_length=13, choices=EventLevel)
    role = models.CharField("vai trò của địa phương", max_length=11, choices=EventRole)
    theme = models.CharField("chủ đề", max_length=300, blank=True)
    document = models.CharField("văn bản, kế hoạch số", max_length=200, blank=True)
    lead = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    results = models.TextField("kết quả", max_length=3000, blank=True)
    results_by = models.CharField(max_length=300, blank=True)
    results_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField("lý do không tổ chức", max_length=300, blank=True)

    objects = PlacedQuerySet["Occasion"].as_manager()

    class Meta:
        ordering = ["-first_on", "-id"]
        indexes = [models.Index(fields=["place", "year"], name="occasion_of_a_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "observance", "year"],
                condition=Q(cancelled_on__isnull=True, observance__isnull=False),
                name="occasion_once_a_year_at_a_place",
            ),
            models.CheckConstraint(name="occasion_days_in_order", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="occasion_cancelled_with_reason",
                condition=Q(cancelled_on__isnull=True) | ~Q(cancelled_why=""),
            ),
            models.CheckConstraint(
                name="occasion_results_have_an_author",
                condition=Q(results="", results_by="", results_on=None)
                | ~Q(results="") & ~Q(results_by="") & Q(results_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class OccasionItem(models.Model):
    """One line of the plan: what, by whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    occasion = models.ForeignKey(Occasion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    what = models.CharField("việc", max_length=300)
    who = models.CharField("đơn vị thực hiện", max_length=200, blank=True)

    class Meta:
        ordering = ["occasion", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "position"], name="occasion_item_in_its_place"),
        ]

    def __str__(self) -> str:
        return self.what


class OccasionActivity(models.Model):
    """An activity of the centre's year that was part of it; of one occasion of a place or of several (a district's and a commune's)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="links")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    linked_by = models.CharField(max_length=300)
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["occasion", "id"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "activity"], name="occasion_activity_once"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.occasion.place_path
