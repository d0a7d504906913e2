"""Who runs a centre (ban giám đốc) and works in it: seats with decision and term, approved posts, meetings, yearly self-evaluation."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.papers.models import Paper
from hoctap.people.models import Person
from hoctap.places.models import Organisation


class SeatRole(models.TextChoices):
    DIRECTOR = "director", "Giám đốc"
    DEPUTY = "deputy", "Phó giám đốc"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Thư ký"
    ACCOUNTANT = "accountant", "Kế toán"
    TREASURER = "treasurer", "Thủ quỹ"
    TEACHER = "teacher", "Giáo viên biệt phái"
    STAFF = "staff", "Nhân viên, cộng tác viên"


class BoardSeatQuerySet(models.QuerySet["BoardSeat"]):
    def visible_to(self, actor: Actor) -> "BoardSeatQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))

    def held_on(self, day: object) -> "BoardSeatQuerySet":
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), starts_on__lte=day)


class BoardSeat(models.Model):
    """One person in one role, from the decision that put him there to the one that ended it. A new term is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="seats")
    role = models.CharField("vai trò", max_length=10, choices=SeatRole)
    full_name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    """For which body he sits here: Hội Khuyến học, UBND, a school's organisation."""
    duties = models.CharField("được phân công", max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision_number = models.CharField("quyết định", max_length=120, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)
    starts_on = models.DateField("từ ngày")
    term_ends_on = models.DateField("hết nhiệm kỳ", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Ngày đầu tiên không còn giữ vai trò")
    ended_why = models.CharField("lý do thôi", max_length=200, blank=True)
    ended_by = models.CharField("quyết định cho thôi", max_length=120, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BoardSeatQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre"],
                condition=Q(role="director", ended_on__isnull=True),
                name="board_seat_one_director_at_a_time",
            ),
            models.CheckConstraint(
                name="board_seat_term_ends_after_it_begins",
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="board_seat_ended_with_reason",
                condition=Q(ended_on__isnull=True, ended_why="")
                | (Q(ended_on__gt=F("starts_on")) & ~Q(ended_why="")),
            ),
            models.CheckConstraint(
                name="board_seat_of_leaders_by_decision",
                condition=~Q(role__in=["director", "deputy"])
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.full_name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class StaffQuotaQuerySet(models.QuerySet["StaffQuota"]):
    def visible_to(self, actor: Actor) -> "StaffQuotaQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class StaffQuota(models.Model):
    """Append-only: how many posts of a role a decision gives the centre from a day on. The latest counts, the others stay readable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="quotas")
    role = models.CharField("vai trò", max_length=10, choices=SeatRole)
    posts = models.PositiveSmallIntegerField("số người được giao")
    decision_number = models.CharField("quyết định", max_length=120)
    decision_on = models.DateField("ngày quyết định")
    from_on = models.DateField("áp dụng từ")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = StaffQuotaQuerySet.as_manager()

    class Meta:
        ordering = ["centre", "role", "-from_on", "-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(name="staff_quota_by_decision", condition=~Q(decision_number="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.posts}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class BoardMeetingQuerySet(models.QuerySet["BoardMeeting"]):
    def visible_to(self, actor: Actor) -> "BoardMeetingQuerySet":
        return self.filter(centre__in=Centre.objects.of_own_places(actor))


class BoardMeeting(models.Model):
    """A meeting of the board, with what it concluded: a line of the book of resolutions, and the minutes that are printed of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="meetings")
    on = models.DateField("ngày họp")
    chaired_by = models.CharField("chủ trì", max_length=120)
    secretary = models.CharField("thư ký", max_length=120, blank=True)
    present = models.ManyToManyField(BoardSeat, related_name="meetings", blank=True)
    guests = models.CharField("mời dự", max_length=300, blank=True)
    held_at = models.CharField("địa điểm", max_length=200, blank=True, default="", db_default="")
    starts_at = models.TimeField("từ", null=True, blank=True)
    ends_at = models.TimeField("đến", null=True, blank=True)
    agenda = models.TextField("nội dung", max_length=2000)
    discussion = models.TextField("ý kiến thảo luận", max_length=4000, blank=True, default="", db_default="")
    conclusion = models.TextField("nghị quyết, kết luận", max_length=2000)
    tasks = models.TextField("việc tiếp theo", max_length=2000, blank=True, default="", db_default="")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    """The last minutes made of it."""
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BoardMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(name="board_meeting_resolved_something", condition=~Q(conclusion="")),
            models.CheckConstraint(
                name="board_meeting_ends_after_it_begins",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Họp Ban giám đốc ngày {self.on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path


class Fulfilment(models.TextChoices):
    FULL = "full", "hoàn thành tốt"
    DONE = "done", "hoàn thành"
    PART = "part", "còn việc chưa hoàn thành"
    NOT = "not", "chưa hoàn thành"


class MemberReviewQuerySet(models.QuerySet["MemberReview"]):
    def visible_to(self, actor: Actor) -> "MemberReviewQuerySet":
        return self.filter(seat__in=BoardSeat.objects.visible_to(actor))


class MemberReview(models.Model):
    """What a member says of a year of his: once a year, against what he was given to do."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seat = models.ForeignKey(BoardSeat, models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("mức", max_length=5, choices=Fulfilment)
    text = models.TextField("tự đánh giá", max_length=2000)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MemberReviewQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "year"], name="member_review_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"Năm {self.year}: {self.get_level_display()}"

    @property
    def place_path(self) -> list[UUID]:
        return self.seat.place_path
