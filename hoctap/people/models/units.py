"""Units of work (schools, agencies, enterprises, cooperatives), who works there, and what people work as, all dated."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key
from hoctap.people.models.persons import Person
from hoctap.places.models import Organisation, Place


class UnitKind(models.TextChoices):
    SCHOOL = "school", "Trường học, cơ sở giáo dục"
    AGENCY = "agency", "Cơ quan nhà nước, Đảng, đoàn thể"
    ARMED = "armed", "Đơn vị lực lượng vũ trang"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    OTHER = "other", "Đơn vị khác"


class WorkUnitQuerySet(models.QuerySet["WorkUnit"]):
    def visible_to(self, actor: Actor) -> "WorkUnitQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.HOUSEHOLD_READ))

    def standing_in(self, year: int) -> "WorkUnitQuerySet":
        return self.filter(Q(to_year__isnull=True) | Q(to_year__gt=year), from_year__lte=year)


class WorkUnit(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="work_units")
    name = models.CharField("tên đơn vị", max_length=200)
    kind = models.CharField("loại", max_length=15, choices=UnitKind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="work_units"
    )
    from_year = models.PositiveSmallIntegerField("có trong sổ từ năm")
    to_year = models.PositiveSmallIntegerField("không còn tính từ năm", null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)

    objects = WorkUnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "from_year"], name="work_unit_name_once_at_a_place"
            ),
            models.CheckConstraint(
                name="work_unit_ends_after_it_begins",
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class DatedQuerySet[M: models.Model](models.QuerySet[M]):
    def counted_in(self, year: int) -> "DatedQuerySet[M]":
        """Standing at the end of the year."""
        return self.filter(Q(to_year__isnull=True) | Q(to_year__gt=year), from_year__lte=year)


class UnitMembership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="unit_memberships")
    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="memberships")
    title = models.CharField("chức danh", max_length=120, blank=True)
    from_year = models.PositiveSmallIntegerField("từ năm")
    to_year = models.PositiveSmallIntegerField("không còn tính từ năm", null=True, blank=True)

    objects: "models.Manager[UnitMembership]" = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(to_year__isnull=True), name="person_once_in_a_unit"
            ),
            models.CheckConstraint(
                name="unit_membership_in_order",
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
            ),
        ]


class UnitStaffCount(models.Model):
    """How many people work in a unit in a year, where no list of names is given."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="staff_counts")
    year = models.PositiveSmallIntegerField("năm")
    count = models.PositiveIntegerField("số người")
    source = models.CharField("nguồn số liệu", max_length=200)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="unit_staff_count_once_a_year")]


class Work(models.TextChoices):
    WORKER = "worker", "người lao động (đang làm việc)"
    OFFICIAL = "official", "cán bộ, công chức, viên chức"
    ARMED = "armed", "lực lượng vũ trang"
    PUPIL = "pupil", "học sinh, sinh viên"
    RETIRED = "retired", "nghỉ hưu"
    HOME = "home", "nội trợ"
    NONE = "none", "chưa có việc làm"
    OTHER = "other", "khác"


class WorkStatus(models.Model):
    """What a person works as, from and to; one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="work_statuses")
    status = models.CharField("việc làm", max_length=10, choices=Work)
    from_year = models.PositiveSmallIntegerField("từ năm")
    to_year = models.PositiveSmallIntegerField("không còn tính từ năm", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200)

    objects: "models.Manager[WorkStatus]" = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-from_year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_year__isnull=True), name="person_works_as_one_thing"
            ),
            models.CheckConstraint(
                name="work_status_in_order",
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
            ),
        ]
