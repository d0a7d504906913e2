"""The register: households of a hamlet and the people in them, with the days they came and went.

Personal data is minimal (decision 12): name, birth year, sex, phone if given. Nothing on ethnicity, religion, disability, poverty.
A household counts in year Y when it was listed by the end of Y and had not left by then.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import clean, person_sort_key, without_accents
from hoctap.places.models import Place


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=[("m", "nam"), ("f", "nữ")], blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="person_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(
                name="person_born_in_living_memory",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, actor: Actor) -> "HouseholdQuerySet":
        if actor.system_job:
            return self
        return self.filter(hamlet__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def counted_in(self, year: int) -> "HouseholdQuerySet":
        """In the register at the end of the year: the denominator of that year."""
        return self.filter(Q(left_year__isnull=True) | Q(left_year__gt=year), listed_year__lte=year)


class Household(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="households")
    head = models.ForeignKey(Person, models.PROTECT, related_name="headed_households")
    number = models.CharField("số hộ", max_length=30, blank=True)
    group_name = models.CharField("Tổ", max_length=60, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    members_count = models.PositiveSmallIntegerField("số người", null=True, blank=True)
    listed_year = models.PositiveSmallIntegerField("có trong sổ từ năm")
    left_year = models.PositiveSmallIntegerField("rời đi năm", null=True, blank=True)
    left_why = models.CharField("lý do rời đi", max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)
    search_key = models.CharField(max_length=300, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ["hamlet", "sort_key", "id"]
        indexes = [models.Index(fields=["hamlet", "sort_key"], name="household_list_order")]
        constraints = [
            models.CheckConstraint(
                name="household_leaves_after_it_is_listed",
                condition=Q(left_year__isnull=True) | Q(left_year__gte=F("listed_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.head.full_name

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path

    def set_keys(self, head_name: str) -> None:
        self.sort_key = person_sort_key(head_name)
        self.search_key = without_accents(clean(head_name))


class HouseholdMember(models.Model):
    """Who lived in which household, from and to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    is_head = models.BooleanField(default=False)
    joined_year = models.PositiveSmallIntegerField()
    left_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_head=True, left_year__isnull=True),
                name="household_has_one_head_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left_year__isnull=True),
                name="person_lives_in_one_household_at_a_time",
            ),
        ]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> "ImportRunQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_IMPORT))


class ImportRun(models.Model):
    """A household list handed in: read, previewed, then applied whole or dropped. The file itself is not kept."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Chờ xác nhận"
        APPLIED = "applied", "Đã nhập"
        DROPPED = "dropped", "Đã bỏ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    created_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
