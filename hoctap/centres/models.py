"""Community learning centres (trung tâm học tập cộng đồng) and what their year rests on: topics, venues, speakers.

A centre is an `Organisation` of the kind "centre" and bears its name there: "Trung tâm Văn hóa – Học tập cộng đồng" and the other names
of the plans are names of one thing. It sits at a commune. Its file (board, staff, equipment …) is kept in the sub-packages.
"""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.text import natural_sort_key
from hoctap.people.models import Person
from hoctap.places.models import Organisation, Place


class CentreQuerySet(models.QuerySet["Centre"]):
    def visible_to(self, actor: Actor) -> "CentreQuerySet":
        """Of the actor's places, and that of the commune in which his hamlet lies."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        place = "organisation__place"
        return self.filter(Q(**{f"{place}__path__overlap": granted}) | Q(**{f"{place}__in": ancestors}))

    def of_own_places(
        self, actor: Actor, permission: Permission = Permission.CENTRE_READ
    ) -> "CentreQuerySet":
        """Of the places where the actor holds the right, not of the commune above his hamlet: whose file he opens or keeps."""
        if actor.system_job:
            return self
        return self.filter(organisation__place__path__overlap=actor.places_with(permission))

    def working_on(self, day: object) -> "CentreQuerySet":
        return self.filter(
            Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gt=day),
            organisation__valid_from__lte=day,
        )

    def left_over(self) -> "CentreQuerySet":
        """That ended because its commune did: it waits for the decision by which the new commune's centre takes it over."""
        rows = self.filter(
            organisation__valid_to=F("organisation__place__valid_to"),
            organisation__successor__isnull=True,
            merged_by__isnull=True,
        )
        return rows.exclude(standings__kind="dissolved")


class Centre(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="centre")
    scheme = models.CharField("thuộc đề án", max_length=200, blank=True, default="")

    objects = CentreQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "id"]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def place(self) -> Place:
        """The commune."""
        return self.organisation.place

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, actor: Actor) -> "TopicQuerySet":
        """Those that come with the program, those of the actor's places and of the places above them."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.CENTRE_READ)
        above = Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        ancestors = {place_id for path in above for place_id in path}
        return self.filter(Q(place__isnull=True) | Q(place__path__overlap=granted) | Q(place__in=ancestors))

    def offered_at(self, place: Place) -> "TopicQuerySet":
        """Which a centre of this place may choose: shipped ones, its own, and those of the places above."""
        return self.filter(Q(place__isnull=True) | Q(place__in=place.path), dropped_on__isnull=True)


class Topic(models.Model):
    """What is taught or talked about: a tree of fields (lĩnh vực) and topics (chuyên đề). Shipped ones have no place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField("mã", max_length=60)
    name = models.CharField("tên chuyên đề", max_length=150)
    sort_key = models.CharField(max_length=300, editable=False)
    dropped_on = models.DateField("thôi dùng từ", null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(place__isnull=True), name="topic_shipped_once"
            ),
            models.UniqueConstraint(fields=["place", "code"], name="topic_once_at_a_place"),
            models.CheckConstraint(
                name="topic_not_below_itself", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []


class VenueKind(models.TextChoices):
    CENTRE = "centre", "Trụ sở, phòng học của trung tâm"
    HALL = "hall", "Hội trường, trung tâm văn hóa xã"
    HAMLET_HOUSE = "hamlet_house", "Nhà văn hóa ấp, khóm"
    POST_POINT = "post_point", "Điểm bưu điện – văn hóa xã"
    SCHOOL = "school", "Trường học"
    LIBRARY = "library", "Thư viện, phòng đọc"
    FIELD = "field", "Ruộng, vườn, nơi sản xuất"
    OTHER = "other", "Nơi khác"


class Ownership(models.TextChoices):
    PUBLIC = "public", "công lập"
    NON_PUBLIC = "non_public", "ngoài công lập"
    COMMUNITY = "community", "của cộng đồng dân cư"


class VenueCondition(models.TextChoices):
    UNKNOWN = "", "chưa ghi"
    GOOD = "good", "tốt"
    REPAIR = "repair", "cần sửa"
    UNUSABLE = "unusable", "không dùng được"


def every_day() -> list[int]:
    return [1, 2, 3, 4, 5, 6, 7]


class VenueQuerySet(models.QuerySet["Venue"]):
    def visible_to(self, actor: Actor) -> "VenueQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def standing(self) -> "VenueQuerySet":
        return self.filter(valid_to__isnull=True)


class Venue(models.Model):
    """Where something can be held. `place`: the commune or hamlet in which it lies. Its equipment, bookings and condition: `facilities`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="venues")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="venues")
    """Whose own it is; without: it belongs to somebody else and is shared."""
    kind = models.CharField("loại", max_length=20, choices=VenueKind)
    name = models.CharField("tên", max_length=150)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("thôi dùng từ", null=True, blank=True)
    ended_why = models.CharField("lý do thôi dùng", max_length=200, blank=True)
    ownership = models.CharField("hình thức", max_length=12, choices=Ownership, default=Ownership.PUBLIC)
    owner_name = models.CharField("đơn vị quản lý", max_length=200, blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    seats = models.PositiveIntegerField("số chỗ ngồi", null=True, blank=True)
    built_year = models.PositiveSmallIntegerField("năm xây dựng", null=True, blank=True)
    condition = models.CharField(
        "hiện trạng", max_length=10, choices=VenueCondition, default=VenueCondition.UNKNOWN, blank=True
    )
    opens_at = models.TimeField("mở cửa từ", null=True, blank=True)
    closes_at = models.TimeField("đóng cửa lúc", null=True, blank=True)
    """Both or neither; without them any hour can be booked and no share of use can be told."""
    open_days = ArrayField(models.PositiveSmallIntegerField(), default=every_day)
    """Days of the week, 1 is Monday."""

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(valid_to__isnull=True), name="venue_once_at_a_place"
            ),
            models.CheckConstraint(
                name="venue_opens_before_it_closes",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class SpeakerKind(models.TextChoices):
    SPEAKER = "speaker", "Báo cáo viên"
    INSTRUCTOR = "instructor", "Hướng dẫn viên"
    TEACHER = "teacher", "Giáo viên"
    EXPERT = "expert", "Trí thức, chuyên gia"
    VOLUNTEER = "volunteer", "Tình nguyện viên"


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def visible_to(self, actor: Actor) -> "SpeakerQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def standing(self) -> "SpeakerQuerySet":
        return self.filter(ended_on__isnull=True)


class Speaker(models.Model):
    """Who teaches or speaks (báo cáo viên, hướng dẫn viên, giáo viên); kept by a commune for its centres."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức danh, nơi công tác", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    topics = models.ManyToManyField(Topic, related_name="speakers", blank=True)
    kind = models.CharField("loại", max_length=12, choices=SpeakerKind, default=SpeakerKind.SPEAKER)
    is_core = models.BooleanField("nòng cốt", default=False)
    expertise = models.CharField("lĩnh vực, kỹ năng", max_length=200, blank=True, default="")
    availability = models.CharField("lúc nào tham gia được", max_length=200, blank=True, default="")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """In the register of households, where he was chosen there."""
    started_on = models.DateField("tham gia từ", null=True, blank=True)
    ended_on = models.DateField("thôi tham gia từ", null=True, blank=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


# At the end: they refer to the models above.
from hoctap.centres.board.models import BoardMeeting, BoardSeat, MemberReview, SeatRole, StaffQuota  # noqa: E402
from hoctap.centres.facilities.bookings.models import Booking  # noqa: E402
from hoctap.centres.facilities.equipment.models import (  # noqa: E402
    CheckLine,
    CheckPhoto,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    EquipmentStandard,
    Maintenance,
    StandardLine,
    SupportLine,
)
from hoctap.centres.facilities.lending.models import EquipmentLoan  # noqa: E402
from hoctap.centres.facilities.venues.models import Upgrade, UpgradeNote, VenuePlan, VenueShare  # noqa: E402
from hoctap.centres.facts.models import CentreFact, FactKind, Guidance, GuidanceRead, Regulation  # noqa: E402
from hoctap.centres.merging.models import CentreMerger, CentreStanding, MergedCentre  # noqa: E402
from hoctap.centres.teaching.models import SpeakerHelp, TeacherRequest, TeacherSession  # noqa: E402
from hoctap.centres.training.models import Trainee, Training, TrainingKind  # noqa: E402

__all__ = [
    "BoardMeeting",
    "BoardSeat",
    "Booking",
    "Centre",
    "CentreFact",
    "CentreMerger",
    "CentreStanding",
    "CheckLine",
    "CheckPhoto",
    "Equipment",
    "EquipmentCheck",
    "EquipmentKind",
    "EquipmentLoan",
    "EquipmentStandard",
    "FactKind",
    "Guidance",
    "GuidanceRead",
    "Maintenance",
    "MemberReview",
    "MergedCentre",
    "Ownership",
    "Regulation",
    "SeatRole",
    "Speaker",
    "SpeakerHelp",
    "SpeakerKind",
    "StaffQuota",
    "StandardLine",
    "SupportLine",
    "TeacherRequest",
    "TeacherSession",
    "Topic",
    "Trainee",
    "Training",
    "TrainingKind",
    "Upgrade",
    "UpgradeNote",
    "Venue",
    "VenueCondition",
    "VenueKind",
    "VenuePlan",
    "VenueShare",
]
