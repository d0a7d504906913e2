"""One file for each commune, unit, clan or hamlet that is assessed for a title: from its own assessment to the decision of who may.

    đang tự đánh giá → đã tự đánh giá → đã gửi → đã tiếp nhận → hội đồng đã kết luận → được công nhận | bị từ chối
                          ↘ chờ hướng dẫn thẩm quyền        ↘ phải bổ sung (về tự đánh giá)

Figures stand per line of the edition with source, day and author; what records give is kept beside what a person wrote instead of it.
The decision freezes the judgement. After it nothing changes but by another decision.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hoctap.assessments.pieces import PieceUse
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.standards import Given
from hoctap.criteria.titles import Title
from hoctap.evidence.models import Evidence
from hoctap.papers.models import Paper
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Place


class FileState(models.TextChoices):
    DRAFT = "draft", "Đang tự đánh giá"
    WAITING = "waiting", "Đã tự đánh giá, chờ hướng dẫn thẩm quyền"
    ASSESSED = "assessed", "Đã tự đánh giá"
    SENT = "sent", "Đã gửi hồ sơ"
    RECEIVED = "received", "Đã tiếp nhận"
    RETURNED = "returned", "Phải bổ sung"
    CONCLUDED = "concluded", "Đã có kết luận, chờ quyết định"
    RECOGNISED = "recognised", "Được công nhận"
    REFUSED = "refused", "Không được công nhận"
    REVOKED = "revoked", "Đã thu hồi"
    WITHDRAWN = "withdrawn", "Đã rút"


# Read as: from → to. A move that is not here is refused.
FILE_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    FileState.DRAFT: {FileState.ASSESSED, FileState.WAITING, FileState.WITHDRAWN},
    FileState.RETURNED: {FileState.ASSESSED, FileState.WAITING, FileState.WITHDRAWN},
    FileState.WAITING: {FileState.ASSESSED, FileState.DRAFT, FileState.WITHDRAWN},
    FileState.ASSESSED: {FileState.SENT, FileState.DRAFT, FileState.WITHDRAWN},
    # An authority that does not work with hoctap: its decision is taken down as it came.
    FileState.SENT: {
        FileState.RECEIVED,
        FileState.RETURNED,
        FileState.RECOGNISED,
        FileState.REFUSED,
        FileState.WITHDRAWN,
    },
    FileState.RECEIVED: {FileState.CONCLUDED, FileState.RETURNED, FileState.WITHDRAWN},
    FileState.CONCLUDED: {FileState.RECOGNISED, FileState.REFUSED, FileState.RECEIVED},
    FileState.RECOGNISED: {FileState.REVOKED},
}
# Where figures and evidence may still change.
OPEN_STATES = [FileState.DRAFT, FileState.RETURNED]
DECIDED_STATES = [FileState.RECOGNISED, FileState.REFUSED, FileState.REVOKED]
# In the hands of the authority.
AT_AUTHORITY = [FileState.SENT, FileState.RECEIVED, FileState.CONCLUDED]


class Authority(models.Model):
    """Who receives and decides the files of a title in a territory from a day on, as a paper of the province says."""

    class Of(models.TextChoices):
        COMMUNE = "commune", "cấp xã"
        DISTRICT = "district", "cấp huyện"
        PROVINCE = "province", "cấp tỉnh"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField("danh hiệu", max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessment_authorities")
    """The territory."""
    level = models.CharField("cấp", max_length=10, choices=Of)
    receives = models.CharField("nơi nhận hồ sơ", max_length=200)
    decides = models.CharField("người quyết định", max_length=200)
    has_council = models.BooleanField("có hội đồng đánh giá", default=True)
    paper_number = models.CharField("số văn bản", max_length=60)
    paper_date = models.DateField("ngày văn bản")
    paper_issuer = models.CharField("cơ quan ban hành", max_length=200)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày trước", null=True, blank=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                name="authority_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="authority_is_named_by_a_paper", condition=~Q(paper_number="") & ~Q(paper_issuer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{Title(self.title).label}: {self.decides}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def title_name(self) -> str:
        return Title(self.title).label

    @property
    def paper_words(self) -> str:
        return f"{self.paper_number} ngày {self.paper_date:%d/%m/%Y} của {self.paper_issuer}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> "AssessmentQuerySet":
        """Of the places below the actor's; an authority sees a file once it was sent."""
        if actor.system_job:
            return self
        own = actor.places_with(Permission.ASSESSMENT_READ)
        judged = actor.places_only(Permission.ASSESSMENT_JUDGE)
        return self.filter(
            Q(place__path__overlap=own) | (Q(authority_place__in=judged) & Q(sent_on__isnull=False))
        )

    def with_all(self) -> "AssessmentQuerySet":
        """With what its name, words and rights are read from."""
        return self.select_related("place", "edition", "clan", "unit", "authority_place")


class Assessment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField("danh hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    """Its figures are of 01/01–31/12 of this year."""
    edition = models.ForeignKey(CriteriaEdition, models.PROTECT, related_name="assessments")
    level = models.CharField("mức độ đề nghị", max_length=10, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessments")
    """What is assessed where a community is; else where the unit or clan is registered."""
    unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, blank=True, related_name="assessments")
    clan = models.ForeignKey(Clan, models.PROTECT, null=True, blank=True, related_name="assessments")
    kinds = models.JSONField("loại đơn vị", default=list, blank=True)
    variants = models.JSONField("trường hợp riêng", default=list, blank=True)
    road_reason = models.CharField("lý do chọn bộ tiêu chí", max_length=300, blank=True)
    """Why this of the two roads, where a unit has more than one."""
    state = models.CharField(max_length=12, choices=FileState, default=FileState.DRAFT)
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")
    met_on = models.DateField("ngày họp", null=True, blank=True)
    meeting = models.JSONField("cuộc họp", default=dict, blank=True)
    """{"venue", "chair", "secretary", "members": [[name, body]], "agreed", "present", "remarks"}."""
    minutes = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    self_report = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    evidence_list = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    self_judged = models.JSONField(null=True, blank=True)
    """What the self-assessment came to when it was closed: see `judging.stored`."""
    authority_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    receives = models.CharField("nơi nhận hồ sơ", max_length=200, blank=True)
    decides = models.CharField("người quyết định", max_length=200, blank=True)
    has_council = models.BooleanField(default=True)
    authority_basis = models.CharField("văn bản giao thẩm quyền", max_length=300, blank=True)
    portal_code = models.CharField("mã hồ sơ trên cổng dịch vụ công", max_length=60, blank=True)
    sent_by_way = models.CharField("cách gửi", max_length=10, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    received_on = models.DateField("ngày tiếp nhận", null=True, blank=True)
    returned_why = models.CharField("phải bổ sung", max_length=1000, blank=True)
    is_late = models.BooleanField(default=False)
    concluded_level = models.CharField(max_length=10, blank=True)
    concluded_ok = models.BooleanField(null=True, blank=True)
    refusal_reasons = models.JSONField(default=list, blank=True)
    """[[line, why]]: why not, by chỉ tiêu."""
    frozen = models.JSONField(null=True, blank=True)
    """The judgement with its trace, edition and figures, as decided."""
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decision_number = models.CharField("số quyết định, văn bản", max_length=60, blank=True)
    decision_by = models.CharField("cơ quan quyết định", max_length=200, blank=True)
    """As it was called then; the decision of an ended body stays valid under its name."""
    grade = models.CharField("xếp loại", max_length=10, blank=True)
    valid_until = models.DateField("có giá trị đến hết ngày", null=True, blank=True)
    outside_sha256 = models.CharField(max_length=64, blank=True)
    outside_media_type = models.CharField(max_length=100, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)
    opened_by = models.CharField(max_length=300)
    opened_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "id"]
        indexes = [models.Index(fields=["title", "year", "state"], name="assessment_title_year_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "year", "place"],
                condition=Q(unit__isnull=True, clan__isnull=True) & ~Q(state="withdrawn"),
                name="assessment_once_per_community_and_year",
            ),
            models.UniqueConstraint(
                fields=["title", "year", "clan"],
                condition=Q(clan__isnull=False) & ~Q(state="withdrawn"),
                name="assessment_once_per_clan_and_year",
            ),
            # One road a year: QĐ 242 or TT 24, and of TT 24 one level of units. Centres are ranked beside.
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(unit__isnull=False)
                & ~Q(state="withdrawn")
                & ~Q(title="learning_centre")
                & ~Q(title__startswith="local_"),
                name="assessment_one_road_per_unit_and_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(unit__isnull=False, title="learning_centre") & ~Q(state="withdrawn"),
                name="assessment_of_a_centre_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["title", "unit", "year"],
                condition=Q(unit__isnull=False, title__startswith="local_") & ~Q(state="withdrawn"),
                name="assessment_of_a_local_title_once_a_year",
            ),
            models.CheckConstraint(
                name="assessment_of_a_unit_or_a_clan_or_a_place",
                condition=Q(unit__isnull=True) | Q(clan__isnull=True),
            ),
            models.CheckConstraint(
                name="assessment_decided_is_dated_and_frozen",
                condition=Q(
                    state__in=["recognised", "refused", "revoked"],
                    decided_on__isnull=False,
                    frozen__isnull=False,
                )
                | (
                    ~Q(state__in=["recognised", "refused", "revoked"])
                    & Q(decided_on__isnull=True, frozen__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="assessment_beyond_self_has_authority",
                condition=~Q(state__in=["sent", "received", "concluded", "recognised"]) | ~Q(decides=""),
            ),
            models.CheckConstraint(
                name="assessment_revoked_says_why",
                condition=~Q(state="revoked") | (Q(revoked_on__isnull=False) & ~Q(revoked_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_name}: {self.title_name} năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def title_name(self) -> str:
        return Title(self.title).label

    @property
    def words(self) -> Title:
        return Title(self.title)

    @property
    def subject(self) -> WorkUnit | Clan | Place:
        return self.unit or self.clan or self.place

    @property
    def subject_name(self) -> str:
        if self.unit is not None:
            return self.unit.name
        if self.clan is not None:
            return (
                f"Dòng họ {self.clan.name}"
                if not self.clan.name.lower().startswith("dòng họ")
                else self.clan.name
            )
        return self.place.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def has_points(self) -> bool:
        return self.edition.scoring == "points"

    @property
    def level_label(self) -> str:
        return next((row["label"] for row in self.edition.levels if row["code"] == self.level), "")

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, 12, 31)

    def holds_on(self, day: dt.date) -> bool:
        """Recognised then, and neither run out nor taken back."""
        return (
            self.decided_on is not None
            and self.state in (FileState.RECOGNISED, FileState.REVOKED)
            and self.decided_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.revoked_on is None or day < self.revoked_on)
        )


class Origin(models.TextChoices):
    TYPED = "typed", "ghi tay, có nguồn"
    MEASURED = "measured", "tính từ dữ liệu"
    OVERRIDDEN = "overridden", "sửa khác dữ liệu, có văn bản"


class Figure(models.Model):
    """What is known of one line, or of one part of it, with where it comes from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=30)
    """'X5.2.a': see `standards.key_of`; of a points edition the code of the criterion."""
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.TYPED)
    is_met = models.BooleanField(null=True, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    last = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    source = models.CharField("nguồn số liệu", max_length=300, blank=True)
    measured_numerator = models.IntegerField(null=True, blank=True)
    measured_denominator = models.IntegerField(null=True, blank=True)
    measured_at = models.DateTimeField(null=True, blank=True)
    is_stale = models.BooleanField("dữ liệu bên dưới đã thay đổi", default=False)
    why = models.CharField("lý do sửa khác dữ liệu", max_length=300, blank=True)
    council_value = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    """Points as the authority gives them, of a points edition."""
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["assessment", "key"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="figure_once_per_line"),
            models.CheckConstraint(
                name="figure_overridden_in_writing", condition=~Q(origin="overridden") | ~Q(why="")
            ),
        ]

    @property
    def given(self) -> Given:
        return Given(
            is_met=self.is_met,
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            last=self.last,
        )

    @property
    def differs(self) -> bool:
        """Another figure than the records give."""
        return self.origin == Origin.OVERRIDDEN

    @property
    def points(self) -> Decimal | None:
        return self.value


class AssessmentEvidence(PieceUse):
    """A piece of evidence serves one chỉ tiêu of one file; the same piece may serve those of other years."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="assessment_uses")

    class Meta:
        ordering = ["line", "attached_at", "id"]
        db_table = "assessments_evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "line", "evidence"],
                condition=Q(detached_at__isnull=True),
                name="assessment_evidence_once_for_a_line",
            ),
            models.CheckConstraint(
                name="assessment_evidence_detached_with_reason",
                condition=Q(detached_at__isnull=True) | ~Q(detached_why=""),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.assessment.place_path


class FileChange(models.Model):
    """Append-only: each move of a file from state to state."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, choices=FileState)
    why = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        db_table = "assessments_file_change"


class CouncilQuerySet(models.QuerySet["Council"]):
    def visible_to(self, actor: Actor) -> "CouncilQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__in=actor.places_only(Permission.ASSESSMENT_JUDGE))


class Council(models.Model):
    """Hội đồng đánh giá of an authority for a title and year."""

    class Manner(models.TextChoices):
        MEETING = "meeting", "họp"
        WRITTEN = "written", "lấy ý kiến bằng văn bản"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessment_councils")
    """Of the authority."""
    title = models.CharField("danh hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    paper_number = models.CharField("quyết định thành lập số", max_length=60)
    paper_date = models.DateField("ngày quyết định")
    manner = models.CharField("cách làm việc", max_length=10, choices=Manner, default=Manner.MEETING)
    met_on = models.DateField("ngày họp, ngày tổng hợp ý kiến", null=True, blank=True)
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    minutes = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "title", "-id"]

    def __str__(self) -> str:
        return f"Hội đồng đánh giá {self.title_name} năm {self.year}"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def title_name(self) -> str:
        return Title(self.title).label


class CouncilMember(models.Model):
    class Duty(models.TextChoices):
        CHAIR = "chair", "Chủ tịch"
        SECRETARY = "secretary", "Thư ký"
        MEMBER = "member", "Ủy viên"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    council = models.ForeignKey(Council, models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    duty = models.CharField(max_length=10, choices=Duty, default=Duty.MEMBER)
    name = models.CharField(max_length=120)
    body = models.CharField("cơ quan", max_length=200)

    class Meta:
        ordering = ["council", "position"]
        db_table = "assessments_council_member"
        constraints = [
            models.UniqueConstraint(fields=["council", "name", "body"], name="council_member_once"),
        ]


class Opinion(models.Model):
    """Phiếu of one member about one file: agrees or not, and where not."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(CouncilMember, models.CASCADE, related_name="opinions")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="opinions")
    agrees = models.BooleanField("đồng ý công nhận")
    failed = models.JSONField("chỉ tiêu không đạt", default=list, blank=True)
    """[[line, why]]."""
    remarks = models.CharField("ý kiến", max_length=1000, blank=True)
    given_on = models.DateField("ngày phiếu")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.CharField(max_length=300)
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["member__position", "assessment"]
        constraints = [
            models.UniqueConstraint(fields=["member", "assessment"], name="opinion_once_per_member_and_file"),
        ]


class DecisionQuerySet(models.QuerySet["AssessmentDecision"]):
    def visible_to(self, actor: Actor) -> "DecisionQuerySet":
        if actor.system_job:
            return self
        return self.filter(lines__assessment__in=Assessment.objects.visible_to(actor)).distinct()


class AssessmentDecision(models.Model):
    """Quyết định công nhận, văn bản từ chối or quyết định thu hồi, drafted here. In effect once number, date and the signed copy are recorded."""

    class Kind(models.TextChoices):
        RECOGNISE = "recognise", "Quyết định công nhận"
        REFUSE = "refuse", "Văn bản từ chối"
        REVOKE = "revoke", "Quyết định thu hồi"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="assessment_decisions")
    title = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="assessment_decision")
    effective_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "assessments_decision"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class AssessmentDecisionLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(AssessmentDecision, models.CASCADE, related_name="lines")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="decision_lines")
    position = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["decision", "position"]
        db_table = "assessments_decision_line"
        constraints = [
            models.UniqueConstraint(fields=["decision", "assessment"], name="assessment_once_in_a_decision"),
        ]


from hoctap.assessments.following import (  # noqa: E402
    FileCertificate,
    FileComplaint,
    FileObjection,
    YearReport,
)
from hoctap.assessments.ranking.models import (  # noqa: E402
    ImpactNote,
    Improvement,
    Inspection,
    InspectionMember,
    Ranking,
    RankingChange,
    RankingDecision,
    RankingDecisionLine,
    RankingEvidence,
    RankingLine,
    RankingState,
)

__all__ = [
    "Assessment",
    "AssessmentDecision",
    "AssessmentDecisionLine",
    "AssessmentEvidence",
    "Authority",
    "Council",
    "CouncilMember",
    "Figure",
    "FileCertificate",
    "FileChange",
    "FileComplaint",
    "FileObjection",
    "FileState",
    "ImpactNote",
    "Improvement",
    "Inspection",
    "InspectionMember",
    "Opinion",
    "Origin",
    "Ranking",
    "RankingChange",
    "RankingDecision",
    "RankingDecisionLine",
    "RankingEvidence",
    "RankingLine",
    "RankingState",
    "YearReport",
]
