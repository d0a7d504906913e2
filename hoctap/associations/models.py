"""The network of the learning-promotion association (Hội Khuyến học).

    Hội (places.Organisation) ─┬─ Term: nhiệm kỳ
                               ├─ Chapter: chi hội and Ban khuyến học ─ Tally: hội viên, per year, only added to
                               ├─ Member: who is known by name ─ Officer: a position, from a day to a day
                               ├─ Briefing: buổi học tập, quán triệt ─ by names, or heads of a chapter
                               └─ Closing: what an association that ended handed over

How many members there are is the tally's business: names are optional and never counted in its stead.
"""

from collections.abc import Collection
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.text import clean, natural_sort_key, person_sort_key
from hoctap.people.models import Person
from hoctap.places.models import Organisation, Place


class ChapterKind(models.TextChoices):
    HAMLET = "hamlet", "Chi hội ấp, khóm"
    SCHOOL = "school", "Chi hội trường học"
    AGENCY = "agency", "Chi hội cơ quan"
    ENTERPRISE = "enterprise", "Chi hội doanh nghiệp"
    CLAN_BOARD = "clan_board", "Ban khuyến học dòng họ"
    AGENCY_BOARD = "agency_board", "Ban khuyến học cơ quan"
    FAITH_BOARD = "faith_board", "Ban khuyến học cơ sở tôn giáo"


BOARDS = (ChapterKind.CLAN_BOARD, ChapterKind.AGENCY_BOARD, ChapterKind.FAITH_BOARD)
"""Ban khuyến học; the others are chi hội. Reports count the two apart."""


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, actor: Actor) -> "TermQuerySet":
        if actor.system_job:
            return self
        return self.filter(association__place__path__overlap=actor.places_with(Permission.ASSOCIATION_READ))


class Term(models.Model):
    """Nhiệm kỳ of an association, with the decision that recognised its Ban Chấp hành."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    name = models.CharField("nhiệm kỳ", max_length=60)
    from_day = models.DateField("từ ngày")
    to_day = models.DateField("đến ngày", null=True, blank=True)
    """The last day of it where that is known."""
    decision = models.CharField("quyết định công nhận", max_length=120, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.CharField("cơ quan công nhận", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-from_day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["association", "from_day"], name="association_term_begins_once"),
            models.CheckConstraint(
                name="association_term_ends_after_it_begins",
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.association.place.path


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def visible_to(
        self, actor: Actor, permission: Permission = Permission.ASSOCIATION_READ
    ) -> "ChapterQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(permission))

    def standing(self) -> "ChapterQuerySet":
        return self.filter(ended_on__isnull=True)


class Chapter(models.Model):
    """A chi hội, or a Ban khuyến học. `place`: the hamlet it is of, else the commune."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="chapters")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=15, choices=ChapterKind)
    name = models.CharField("tên", max_length=150)
    founded_on = models.DateField("thành lập ngày", null=True, blank=True)
    founded_by = models.CharField("quyết định thành lập", max_length=120, blank=True)
    ended_on = models.DateField("thôi hoạt động từ", null=True, blank=True)
    ended_by = models.CharField("quyết định, lý do", max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_chapters"
    )
    sort_key = models.CharField(max_length=300, editable=False)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name"],
                condition=Q(ended_on__isnull=True),
                name="chapter_name_once_in_its_association",
            ),
            models.CheckConstraint(
                name="chapter_ends_after_it_began",
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
            ),
            models.CheckConstraint(
                name="chapter_ends_with_reason", condition=Q(ended_on__isnull=True) | ~Q(ended_by="")
            ),
            models.CheckConstraint(
                name="chapter_merged_has_ended", condition=Q(merged_into__isnull=True) | ~Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="chapter_merged_into_another", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = natural_sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_board(self) -> bool:
        return self.kind in BOARDS

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class TallyQuerySet(models.QuerySet["Tally"]):
    def visible_to(self, actor: Actor) -> "TallyQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.ASSOCIATION_READ)
        own = Q(chapter__isnull=True, association__place__path__overlap=granted)
        return self.filter(own | Q(chapter__place__path__overlap=granted))


class Tally(models.Model):
    """Append-only: how many members a chapter has on a day of a year, from whose book. The one of the latest day, recorded last, counts;
    a correction is another row. Without chapter: those who belong to the association itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="tallies")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="tallies")
    year = models.PositiveSmallIntegerField("năm")
    as_of = models.DateField("tính đến ngày")
    members = models.PositiveIntegerField("số hội viên")
    joined = models.PositiveIntegerField("kết nạp mới", null=True, blank=True)
    left = models.PositiveIntegerField("thôi là hội viên", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-as_of", "-recorded_at", "-id"]
        indexes = [models.Index(fields=["association", "year"], name="tally_of_a_year")]
        constraints = [
            models.CheckConstraint(name="tally_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="tally_counts_who_joined",
                condition=Q(joined__isnull=True) | Q(joined__lte=F("members")),
            ),
            models.CheckConstraint(name="tally_of_its_year", condition=Q(as_of__year=F("year"))),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.chapter.place.path if self.chapter else self.association.place.path


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, actor: Actor) -> "MemberQuerySet":
        """Names of members: only who keeps the association's books. Officers' names stand with their positions."""
        if actor.system_job:
            return self
        granted = actor.places_with(Permission.ASSOCIATION_KEEP)
        own = Q(chapter__isnull=True, association__place__path__overlap=granted)
        return self.filter(own | Q(chapter__place__path__overlap=granted))

    def standing(self) -> "MemberQuerySet":
        return self.filter(left_on__isnull=True)


class Member(models.Model):
    """Who is known by name: of the register (`person`), or typed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="named_members")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="association_members"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """The account of an officer: a seat on a centre's board is found by it."""
    full_name = models.CharField("họ và tên", max_length=120)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)
    joined_on = models.DateField("vào Hội ngày", null=True, blank=True)
    does_work = models.BooleanField("làm công tác khuyến học", default=False)
    """Hội viên làm công tác khuyến học, beside the officers: of whom 20 % are to take part in the centre's activities."""
    left_on = models.DateField("thôi là hội viên từ", null=True, blank=True)
    left_why = models.CharField("lý do", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [
            models.CheckConstraint(name="member_has_a_name", condition=~Q(full_name="")),
            models.UniqueConstraint(
                fields=["association", "person"],
                condition=Q(person__isnull=False, left_on__isnull=True),
                name="member_of_the_register_once",
            ),
            models.CheckConstraint(
                name="member_leaves_after_joining",
                condition=Q(left_on__isnull=True)
                | Q(joined_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
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
            if row.person_id:
                saw(persons=[row.person_id])
            else:
                saw(unnamed=1)
        return row

    @property
    def same_name(self) -> str:
        """Two names are one when this is: accents count."""
        return clean(self.full_name).casefold()

    @property
    def place_path(self) -> list[UUID]:
        return self.chapter.place.path if self.chapter else self.association.place.path


class Position(models.TextChoices):
    CHAIR = "chair", "Chủ tịch"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch"
    STANDING = "standing", "Ủy viên Ban Thường vụ"
    EXECUTIVE = "executive", "Ủy viên Ban Chấp hành"
    SECRETARY = "secretary", "Thư ký"
    TREASURER = "treasurer", "Thủ quỹ"
    INSPECTION_HEAD = "inspection_head", "Trưởng Ban kiểm tra"
    INSPECTOR = "inspector", "Ủy viên Ban kiểm tra"
    HEAD = "head", "Chi hội trưởng, Trưởng ban"
    DEPUTY = "deputy", "Chi hội phó, Phó Trưởng ban"


OF_A_CHAPTER = (Position.HEAD, Position.DEPUTY)
LEADERS = (Position.CHAIR, Position.VICE_CHAIR)
ONE_AT_A_TIME = (Position.CHAIR, Position.INSPECTION_HEAD, Position.TREASURER, Position.HEAD)


class OfficerQuerySet(models.QuerySet["Officer"]):
    def visible_to(
        self, actor: Actor, permission: Permission = Permission.ASSOCIATION_READ
    ) -> "OfficerQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(permission)
        own = Q(chapter__isnull=True, association__place__path__overlap=granted)
        return self.filter(own | Q(chapter__place__path__overlap=granted))

    def in_office(self, day: object) -> "OfficerQuerySet":
        return self.filter(Q(to_day__isnull=True) | Q(to_day__gt=day), from_day__lte=day)


class Officer(models.Model):
    """Who holds a position in the association (Ban Chấp hành, Ban kiểm tra) or heads a chapter of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="officers")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="officers")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="officers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="positions")
    position = models.CharField("chức vụ", max_length=20, choices=Position)
    from_day = models.DateField("từ ngày")
    to_day = models.DateField("thôi giữ từ", null=True, blank=True)
    """The first day on which he no longer holds it."""
    decision = models.CharField("quyết định", max_length=120, blank=True)
    ended_why = models.CharField("lý do", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["-from_day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "position"],
                condition=Q(chapter__isnull=True, to_day__isnull=True)
                & Q(position__in=["chair", "inspection_head", "treasurer"]),
                name="officer_alone_in_the_association",
            ),
            models.UniqueConstraint(
                fields=["chapter", "position"],
                condition=Q(to_day__isnull=True, position="head"),
                name="officer_alone_in_the_chapter",
            ),
            models.CheckConstraint(
                name="officer_ends_after_he_begins",
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
            ),
            models.CheckConstraint(
                name="officer_of_a_chapter_or_of_the_whole",
                condition=Q(chapter__isnull=False, position__in=["head", "deputy"])
                | Q(chapter__isnull=True) & ~Q(position__in=["head", "deputy"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_position_display()}: {self.member.full_name}"

    @property
    def place_path(self) -> list[UUID]:
        return self.chapter.place.path if self.chapter else self.association.place.path


class BriefingQuerySet(models.QuerySet["Briefing"]):
    def visible_to(
        self, actor: Actor, permission: Permission = Permission.ASSOCIATION_READ
    ) -> "BriefingQuerySet":
        if actor.system_job:
            return self
        return self.filter(association__place__path__overlap=actor.places_with(permission))


class Briefing(models.Model):
    """Buổi học tập, quán triệt: which documents, on which day, who came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="briefings")
    held_on = models.DateField("ngày")
    documents = models.TextField("văn bản được quán triệt", max_length=2000)
    """One a line."""
    led_by = models.CharField("đơn vị, người triển khai", max_length=200, blank=True)
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(name="briefing_names_its_documents", condition=~Q(documents="")),
        ]

    def __str__(self) -> str:
        return f"Buổi học tập, quán triệt ngày {self.held_on:%d/%m/%Y}"

    @property
    def lines(self) -> list[str]:
        return [line for line in self.documents.splitlines() if line.strip()]

    @property
    def place_path(self) -> list[UUID]:
        return self.association.place.path


class BriefedMember(models.Model):
    """A member who was there, by name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="briefed")
    member = models.ForeignKey(Member, models.PROTECT, related_name="briefings")

    class Meta:
        ordering = ["member__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["briefing", "member"], name="briefed_member_once"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.briefing.place_path


class BriefingHeads(models.Model):
    """So many of a chapter were there, counted by heads: nobody can say which, so they are no distinct persons."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="heads")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField("số người dự")

    class Meta:
        ordering = ["briefing", "chapter__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "chapter"], name="briefing_heads_once_a_chapter", nulls_distinct=False
            ),
            models.CheckConstraint(name="briefing_heads_of_somebody", condition=Q(people__gte=1)),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.briefing.place_path


class SealState(models.TextChoices):
    UNKNOWN = "", "chưa rõ"
    RETURNED = "returned", "đã nộp lại"
    KEPT = "kept", "chưa nộp lại"
    NONE = "none", "không có con dấu"


class ClosingQuerySet(models.QuerySet["Closing"]):
    def visible_to(self, actor: Actor) -> "ClosingQuerySet":
        if actor.system_job:
            return self
        return self.filter(association__place__path__overlap=actor.places_with(Permission.ASSOCIATION_READ))


class Closing(models.Model):
    """Append-only: what an association that ended handed over, to whom, by which paper. The one recorded last counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="closings")
    handed_on = models.DateField("ngày bàn giao")
    to_name = models.CharField("bên nhận", max_length=200)
    paper = models.CharField("biên bản, quyết định", max_length=120)
    members = models.PositiveIntegerField("số hội viên bàn giao", null=True, blank=True)
    chapters = models.PositiveIntegerField("số chi hội, ban bàn giao", null=True, blank=True)
    fund = models.PositiveBigIntegerField("tiền quỹ bàn giao", null=True, blank=True)
    seal = models.CharField("con dấu", max_length=10, choices=SealState, blank=True)
    seal_on = models.DateField("nộp lại ngày", null=True, blank=True)
    seal_to = models.CharField("nộp cho", max_length=200, blank=True)
    note = models.CharField("hồ sơ, tài sản khác", max_length=500, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        db_table = "associations_closing"
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="closing_seal_returned_to_somebody",
                condition=~Q(seal="returned") | (Q(seal_on__isnull=False) & ~Q(seal_to="")),
            ),
            models.CheckConstraint(name="closing_has_a_paper", condition=~Q(paper="") & ~Q(to_name="")),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.association.place.path


class SupportKind(models.TextChoices):
    SCHOLARSHIP = "scholarship", "Học bổng"
    GIFT = "gift", "Quà, dụng cụ học tập"
    VISIT = "visit", "Thăm hỏi, động viên"
    OTHER = "other", "Hỗ trợ khác"


class SupportedGroup(models.TextChoices):
    PUPILS = "pupils", "học sinh"
    STUDENTS = "students", "sinh viên, học viên nghề"
    ADULTS = "adults", "người lớn đi học"
    TEACHERS = "teachers", "giáo viên, người dạy"
    FAMILIES = "families", "gia đình, dòng họ"


class SupportQuerySet(models.QuerySet["Support"]):
    def visible_to(
        self, actor: Actor, permission: Permission = Permission.ASSOCIATION_READ
    ) -> "SupportQuerySet":
        if actor.system_job:
            return self
        granted = actor.places_with(permission)
        own = Q(chapter__isnull=True, association__place__path__overlap=granted)
        return self.filter(own | Q(chapter__place__path__overlap=granted))

    def standing(self) -> "SupportQuerySet":
        return self.filter(withdrawn_at__isnull=True)


class Support(models.Model):
    """Encouragement and help that the association or a chapter gave on a day: for how many, never for whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    association = models.ForeignKey(Organisation, models.PROTECT, related_name="supports")
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, blank=True, related_name="supports")
    given_on = models.DateField("ngày")
    kind = models.CharField("loại", max_length=15, choices=SupportKind)
    group = models.CharField("đối tượng", max_length=15, choices=SupportedGroup)
    beneficiaries = models.PositiveIntegerField("số người nhận")
    amount = models.PositiveBigIntegerField("số tiền", null=True, blank=True)
    goods = models.CharField("hiện vật", max_length=200, blank=True)
    source = models.CharField("nguồn, chứng từ", max_length=200)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=300, blank=True)
    withdrawn_why = models.CharField("lý do bỏ", max_length=200, blank=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-id"]
        indexes = [models.Index(fields=["association", "given_on"], name="support_of_a_year")]
        constraints = [
            models.CheckConstraint(name="support_of_somebody", condition=Q(beneficiaries__gte=1)),
            models.CheckConstraint(name="support_has_a_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="support_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.given_on:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.chapter.place.path if self.chapter else self.association.place.path
