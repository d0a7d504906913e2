"""A centre's year: programme, activities, their sessions, who was there.

A programme has lines; a line is held as activities (a class of several sessions, a talk, a session embedded in somebody else's meeting). An
activity is one record whoever hosted it: each body that took part shows it in its own report, the commune counts it once. A session is
counted in one of two ways, never in both: by names, or by a headcount.
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.centres.models import Centre, Speaker, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.papers.models import Paper
from hoctap.people.models import Person, Sex
from hoctap.places.models import Level, LineageEdge, Organisation, Place
from hoctap.plans.models import Task
from hoctap.surveys.models import Need


class ActivityKind(models.TextChoices):
    CLASS = "class", "lớp"
    TALK = "talk", "chuyên đề"
    EMBEDDED = "embedded", "buổi lồng ghép"
    CLUB = "club", "sinh hoạt câu lạc bộ"
    CULTURE = "culture", "văn hóa, văn nghệ"
    SPORT = "sport", "thể dục, thể thao"
    EVENT = "event", "sự kiện khác"


class DeliveryForm(models.TextChoices):
    """Hình thức tổ chức."""

    IN_PERSON = "in_person", "Tập trung tại một nơi"
    EMBEDDED = "embedded", "Lồng ghép trong cuộc họp, hội nghị"
    FIELD = "field", "Tại ruộng vườn, thực hành"
    MOBILE = "mobile", "Lưu động về ấp, khóm"
    ONLINE = "online", "Trực tuyến"
    LOUDSPEAKER = "loudspeaker", "Qua loa truyền thanh"
    CONTEST = "contest", "Hội thi, giao lưu"
    OTHER = "other", "Hình thức khác"


class TargetGroup(models.TextChoices):
    """Đối tượng."""

    EVERYBODY = "everybody", "Mọi người dân"
    CHILDREN = "children", "Trẻ em, học sinh"
    YOUTH = "youth", "Thanh niên"
    WOMEN = "women", "Phụ nữ"
    ELDERLY = "elderly", "Người cao tuổi"
    FARMERS = "farmers", "Nông dân"
    WORKERS = "workers", "Người lao động"
    STAFF = "staff", "Cán bộ, công chức, viên chức"
    POOR = "poor", "Hộ nghèo, cận nghèo"
    DISABLED = "disabled", "Người khuyết tật"
    MINORITY = "minority", "Đồng bào dân tộc thiểu số"


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", "đang lập"
    SUBMITTED = "submitted", "chờ phê duyệt"
    RETURNED = "returned", "trả lại"
    APPROVED = "approved", "đã phê duyệt"


# Read as: from → to. A move that is not here is refused.
PROGRAMME_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    ProgrammeState.DRAFT: {ProgrammeState.SUBMITTED},
    # Back to draft: taken back by who submitted.
    ProgrammeState.SUBMITTED: {ProgrammeState.APPROVED, ProgrammeState.RETURNED, ProgrammeState.DRAFT},
    ProgrammeState.RETURNED: {ProgrammeState.SUBMITTED},
    # What comes up in the year is added, and approved again.
    ProgrammeState.APPROVED: {ProgrammeState.DRAFT},
}


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, actor: Actor) -> "ProgrammeQuerySet":
        if actor.system_job:
            return self
        return self.filter(centre__in=Centre.objects.visible_to(actor))

    def of_former_communes(self, actor: Actor) -> "ProgrammeQuerySet":
        """Of communes that went into one of the actor's: to be read, by nobody there to be changed."""
        granted = actor.places_with(Permission.CENTRE_READ)
        before = LineageEdge.objects.filter(successor__path__overlap=granted, successor__level=Level.COMMUNE)
        return self.filter(centre__organisation__place__in=before.values("predecessor")).exclude(
            centre__in=Centre.objects.visible_to(actor)
        )


class Programme(models.Model):
    """Chương trình (kế hoạch) năm of a centre."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="programmes")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.CharField(max_length=300, blank=True)
    submitted_by_id_of = models.UUIDField(null=True, blank=True)
    """Who submitted, by account: the same person does not approve."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField("lý do trả lại", max_length=300, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True)
    """Stays when it is opened again for what is added in the year."""
    reopened_why = models.CharField("lý do mở lại", max_length=300, blank=True, default="", db_default="")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    """The last paper made of it."""

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "centre", "id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "year"], name="programme_once_a_year"),
            models.CheckConstraint(
                name="programme_returned_with_reason", condition=~Q(state="returned") | ~Q(returned_why="")
            ),
            models.CheckConstraint(
                name="programme_approved_by_somebody",
                condition=~Q(state="approved") | (~Q(decided_by="") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Chương trình năm {self.year}, {self.centre}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class ProgrammeLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("loại", max_length=10, choices=ActivityKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="lines")
    title = models.CharField("nội dung", max_length=300)
    form = models.CharField("hình thức", max_length=15, choices=DeliveryForm, default=DeliveryForm.IN_PERSON)
    target_group = models.CharField("đối tượng", max_length=15, choices=TargetGroup)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    """Where it is meant to be held: the commune or a hamlet of it."""
    month_from = models.PositiveSmallIntegerField("từ tháng")
    month_to = models.PositiveSmallIntegerField("đến tháng")
    times = models.PositiveSmallIntegerField("số lần", default=1)
    people = models.PositiveIntegerField("số người dự kiến", null=True, blank=True)
    host_name = models.CharField("đơn vị chủ trì", max_length=200, blank=True)
    partners = models.CharField("đơn vị phối hợp", max_length=300, blank=True)
    speaker_name = models.CharField("báo cáo viên", max_length=200, blank=True)
    venue_name = models.CharField("địa điểm", max_length=200, blank=True)
    needs = models.ManyToManyField(Need, related_name="lines", blank=True)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    """The task of a plan from which it comes."""

    class Meta:
        ordering = ["programme", "position", "id"]
        constraints = [
            models.CheckConstraint(
                name="programme_line_in_the_year",
                condition=Q(month_from__gte=1, month_to__lte=12, month_to__gte=F("month_from")),
            ),
            models.CheckConstraint(name="programme_line_held_at_least_once", condition=Q(times__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.programme.place_path


class ActivityState(models.TextChoices):
    PLANNED = "planned", "sẽ tổ chức"
    HELD = "held", "đã tổ chức"
    CANCELLED = "cancelled", "đã hủy"


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, actor: Actor) -> "ActivityQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def of_year(self, year: int) -> "ActivityQuerySet":
        return self.filter(starts_on__year=year)

    def held(self) -> "ActivityQuerySet":
        return self.filter(state=ActivityState.HELD)


class Activity(models.Model):
    """A class, a talk, an embedded session, a club's meeting, an event. `place`: the commune or hamlet it is held for, `commune`: where it
    is counted, once.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    commune = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="activities")
    centre = models.ForeignKey(Centre, models.PROTECT, null=True, blank=True, related_name="activities")
    """In whose programme or name it is held; without: somebody else's alone."""
    line = models.ForeignKey(ProgrammeLine, models.PROTECT, null=True, blank=True, related_name="activities")
    kind = models.CharField("loại", max_length=10, choices=ActivityKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="activities")
    title = models.CharField("nội dung", max_length=300)
    form = models.CharField("hình thức", max_length=15, choices=DeliveryForm, default=DeliveryForm.IN_PERSON)
    target_group = models.CharField(
        "đối tượng", max_length=15, choices=TargetGroup, default=TargetGroup.EVERYBODY
    )
    starts_on = models.DateField("ngày, hoặc ngày đầu")
    ends_on = models.DateField("ngày cuối")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="activities")
    venue_name = models.CharField("địa điểm", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    cancelled_why = models.CharField("lý do hủy", max_length=300, blank=True)
    is_paid = models.BooleanField("có tiền hỗ trợ người dự", default=False)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["commune", "starts_on"], name="activity_of_a_commune")]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_begins", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="activity_cancelled_with_reason",
                condition=Q(state="cancelled") & ~Q(cancelled_why="")
                | ~Q(state="cancelled") & Q(cancelled_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class BodyRole(models.TextChoices):
    HOST = "host", "chủ trì"
    JOINT = "joint", "đồng chủ trì"
    PARTNER = "partner", "phối hợp"


class ActivityBody(models.Model):
    """A body that took part; by its record where there is one, else by its name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    name = models.CharField("đơn vị", max_length=200)
    role = models.CharField(max_length=10, choices=BodyRole)

    class Meta:
        ordering = ["activity", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="activity_body_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivitySpeaker(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, blank=True, related_name="activities")
    name = models.CharField("báo cáo viên", max_length=200)

    class Meta:
        ordering = ["activity", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "name"], name="activity_speaker_once"),
        ]


class CountedBy(models.TextChoices):
    NOTHING = "", "chưa ghi"
    NAMES = "names", "điểm danh theo tên"
    HEADS = "heads", "đếm số người"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, actor: Actor) -> "SessionQuerySet":
        if actor.system_job:
            return self
        return self.filter(activity__in=Activity.objects.visible_to(actor))


class Session(models.Model):
    """One buổi. What has one session only (a talk) has one row here too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField("buổi thứ")
    on = models.DateField("ngày")
    starts_at = models.TimeField("từ", null=True, blank=True)
    ends_at = models.TimeField("đến", null=True, blank=True)
    content = models.CharField("nội dung buổi", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    cancelled_why = models.CharField("lý do hủy", max_length=300, blank=True)
    counted_by = models.CharField(max_length=5, choices=CountedBy, default=CountedBy.NOTHING, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="session_number_once"),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="session_counted_once_held", condition=Q(counted_by="") | Q(state="held")
            ),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=Q(state="cancelled") & ~Q(cancelled_why="")
                | ~Q(state="cancelled") & Q(cancelled_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Buổi {self.number}, {self.on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.activity.place.path


class AgeBand(models.TextChoices):
    UNKNOWN = "", "không ghi tuổi"
    CHILD = "child", "dưới 16 tuổi"
    YOUTH = "youth", "16–35 tuổi"
    ADULT = "adult", "36–59 tuổi"
    ELDER = "elder", "từ 60 tuổi"


class Headcount(models.Model):
    """So many people of a sex and an age at a session that was counted by heads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="headcounts")
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    age_band = models.CharField("tuổi", max_length=5, choices=AgeBand, blank=True)
    people = models.PositiveIntegerField("số người")

    class Meta:
        ordering = ["session", "sex", "age_band", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sex", "age_band"], name="headcount_once_a_kind"),
        ]


class AttendanceRole(models.TextChoices):
    LEARNER = "learner", "người dự"
    ORGANISER = "organiser", "tham gia tổ chức"


class AttendanceVia(models.TextChoices):
    LIST = "list", "chọn trong danh sách"
    QR = "qr", "quét mã"
    TYPED = "typed", "ghi tên"
    SHEET = "sheet", "theo danh sách ký nhận"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, actor: Actor) -> "AttendanceQuerySet":
        """Names: only who may take them, or keep the centre's records, there."""
        if actor.system_job:
            return self
        granted = [
            *actor.places_with(Permission.ATTENDANCE_TAKE),
            *actor.places_with(Permission.CENTRE_KEEP),
        ]
        return self.filter(session__activity__place__path__overlap=granted)

    def standing(self) -> "AttendanceQuerySet":
        """Each person once: where two rows of the register turned out to be one person who was ticked as both, the row of the one dropped
        stays as it was written and counts no more.
        """
        return self.filter(
            Q(person__isnull=True) | Q(person__merged_into__isnull=True), removed_at__isnull=True
        )


class Attendance(models.Model):
    """A named person at a session: one of the register (`person`), or a new face by name, also from another commune."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="attendances")
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    from_where = models.CharField("nơi ở", max_length=120, blank=True)
    """Of who is not of this commune."""
    name_key = models.CharField(max_length=150, editable=False)
    role = models.CharField(max_length=10, choices=AttendanceRole, default=AttendanceRole.LEARNER)
    via = models.CharField(max_length=5, choices=AttendanceVia)
    taken_by = models.CharField(max_length=300)
    taken_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=300, blank=True)
    removed_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "full_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(removed_at__isnull=True, person__isnull=False),
                name="attendance_of_a_person_once",
            ),
            models.CheckConstraint(
                name="attendance_removed_with_reason",
                condition=Q(removed_at__isnull=True) | ~Q(removed_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def place_path(self) -> list[UUID]:
        return self.session.activity.place.path


# At the end: they refer to the models above.
from hoctap.learning.activities.models import ActivityFile  # noqa: E402
from hoctap.learning.attendance.models import LearnerCard, SessionPaper, SignedList  # noqa: E402
from hoctap.learning.clubs.models import Club, ClubKind, ClubMeeting, ClubTally  # noqa: E402
from hoctap.learning.feedback.models import SessionFeedback  # noqa: E402
from hoctap.learning.hamlets.models import DifficultHamlet  # noqa: E402
from hoctap.learning.outcomes.models import (  # noqa: E402
    LearnerOutcome,
    OutcomeTally,
    TechnologyTransfer,
    TrainingCourse,
    TransferField,
    VocationalClass,
)
from hoctap.learning.regularity.models import RegularityStandard  # noqa: E402

__all__ = [
    "Activity",
    "ActivityBody",
    "ActivityFile",
    "ActivityKind",
    "ActivitySpeaker",
    "ActivityState",
    "AgeBand",
    "Attendance",
    "AttendanceRole",
    "AttendanceVia",
    "BodyRole",
    "Club",
    "ClubKind",
    "ClubMeeting",
    "ClubTally",
    "CountedBy",
    "DeliveryForm",
    "DifficultHamlet",
    "Headcount",
    "LearnerCard",
    "LearnerOutcome",
    "OutcomeTally",
    "Programme",
    "ProgrammeLine",
    "ProgrammeState",
    "RegularityStandard",
    "Session",
    "SessionFeedback",
    "SessionPaper",
    "SignedList",
    "TargetGroup",
    "TechnologyTransfer",
    "TrainingCourse",
    "TransferField",
    "VocationalClass",
]
