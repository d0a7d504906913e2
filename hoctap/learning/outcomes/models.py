"""What a class taught for work, and what came of it.

A course (chương trình đào tạo) is a line of a catalogue from which classes are opened. Details of a vocational class or of a technology transfer
stand beside the activity, one row each. What became of a learner hangs at one of his attendances, so that no second list of names exists;
where nobody's name was taken, numbers are written down instead, dated.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class CourseQuerySet(models.QuerySet["TrainingCourse"]):
    def visible_to(self, actor: Actor) -> "CourseQuerySet":
        """Of the actor's places and of the places above them."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__path__overlap=granted) | Q(place__in=ancestors))

    def offered_at(self, place: Place) -> "CourseQuerySet":
        return self.filter(place__in=place.path, dropped_on__isnull=True)


class TrainingCourse(models.Model):
    """Chương trình đào tạo nghề ngắn hạn, kỹ năng nghề nghiệp mới."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    trade = models.CharField("nghề", max_length=150)
    provider = models.CharField("cơ sở đào tạo", max_length=200)
    hours = models.PositiveSmallIntegerField("số giờ")
    certificate = models.CharField("chứng chỉ, chứng nhận", max_length=150, blank=True)
    is_craft = models.BooleanField("nghề truyền thống", default=False)
    dropped_on = models.DateField("thôi dùng từ", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["trade", "provider", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "trade", "provider"],
                condition=Q(dropped_on__isnull=True),
                name="course_once_of_a_provider",
            ),
            models.CheckConstraint(name="course_has_hours", condition=Q(hours__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.trade} ({self.provider})"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class VocationalClass(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField("learning.Activity", models.CASCADE, related_name="vocational")
    course = models.ForeignKey(
        TrainingCourse, models.PROTECT, null=True, blank=True, related_name="vocational_classes"
    )
    trade = models.CharField("nghề", max_length=150)
    provider = models.CharField("cơ sở đào tạo", max_length=200)
    hours = models.PositiveSmallIntegerField("số giờ")
    certificate = models.CharField("chứng chỉ, chứng nhận", max_length=150, blank=True)
    is_craft = models.BooleanField("nghề truyền thống", default=False)
    in_minority_area = models.BooleanField("lớp ở vùng đồng bào thiểu số", default=False)
    is_retraining = models.BooleanField("đào tạo lại cho lao động trong doanh nghiệp", default=False)
    enterprise = models.CharField("doanh nghiệp", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="vocational_class_has_hours", condition=Q(hours__gte=1)),
            models.CheckConstraint(
                name="vocational_retraining_names_the_enterprise",
                condition=Q(is_retraining=False) | ~Q(enterprise=""),
            ),
        ]

    def __str__(self) -> str:
        return self.trade

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place_path


class TransferField(models.TextChoices):
    CROPS = "crops", "trồng trọt"
    LIVESTOCK = "livestock", "chăn nuôi"
    AQUACULTURE = "aquaculture", "thủy sản"
    FORESTRY = "forestry", "lâm nghiệp"
    PROCESSING = "processing", "chế biến hàng hóa"
    SERVICE = "service", "dịch vụ nông nghiệp"
    OTHER = "other", "lĩnh vực khác"


class TechnologyTransfer(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.OneToOneField("learning.Activity", models.CASCADE, related_name="transfer")
    agency = models.CharField("cơ quan chuyển giao", max_length=200)
    field = models.CharField("lĩnh vực", max_length=15, choices=TransferField)
    technique = models.CharField("kỹ thuật", max_length=300)
    households = models.PositiveIntegerField("số hộ được chuyển giao", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="transfer_says_what", condition=~Q(technique="") & ~Q(agency="")),
        ]

    def __str__(self) -> str:
        return self.technique

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place_path


class OutcomeQuerySet(models.QuerySet["LearnerOutcome"]):
    def visible_to(self, actor: Actor) -> "OutcomeQuerySet":
        """As the names themselves: only who keeps the centre's records there."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_KEEP)
        return self.filter(attendance__session__activity__place__path__overlap=granted)


class LearnerOutcome(models.Model):
    """Of one learner of one activity; `attendance` is one of his there. Empty answers: not asked yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attendance = models.OneToOneField("learning.Attendance", models.CASCADE, related_name="outcome")
    has_finished = models.BooleanField("học xong", null=True, blank=True)
    has_certificate = models.BooleanField("được cấp chứng chỉ", null=True, blank=True)
    has_work = models.BooleanField("có việc làm hoặc tăng thu nhập", null=True, blank=True)
    applies_it = models.BooleanField("áp dụng kỹ thuật", null=True, blank=True)
    as_of = models.DateField("hỏi ngày")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outcome_certificate_after_finishing",
                condition=Q(has_certificate__isnull=True) | Q(has_certificate=False) | Q(has_finished=True),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.attendance.place_path


class OutcomeTally(models.Model):
    """Append-only: so many of a class, asked on a day, where no names were taken. The one recorded last of the latest day counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey("learning.Activity", models.CASCADE, related_name="outcome_tallies")
    as_of = models.DateField("hỏi ngày")
    finished = models.PositiveIntegerField("học xong")
    certified = models.PositiveIntegerField("được cấp chứng chỉ", null=True, blank=True)
    working = models.PositiveIntegerField("có việc làm hoặc tăng thu nhập", null=True, blank=True)
    applying = models.PositiveIntegerField("áp dụng kỹ thuật", null=True, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["activity", "-as_of", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="outcome_tally_certified_have_finished",
                condition=Q(certified__isnull=True) | Q(certified__lte=F("finished")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place_path
