"""Xếp loại trung tâm: one ranking of a centre for one year, by the edition that its province published.

    đang tự đánh giá → đã tự đánh giá → UBND xã xác nhận → đã kiểm tra, đề nghị → đã xếp loại
                            ↘ trả lại          ↘ chờ hướng dẫn thẩm quyền, until a paper of the province names who ranks

Points stand per criterion in two columns, the centre's own and the inspection's, side by side. Nothing of the law is in the code: who ranks is
asked of `roads`, points and grades are the edition's.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hoctap.assessments.pieces import PieceUse
from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.criteria.models import CriteriaEdition
from hoctap.evidence.models import Evidence
from hoctap.papers.models import Paper
from hoctap.people.models import Person
from hoctap.places.models import Place

TITLE = "learning_centre"


class RankingState(models.TextChoices):
    DRAFT = "draft", "Đang tự đánh giá"
    RETURNED = "returned", "Trả lại"
    SUBMITTED = "submitted", "Đã tự đánh giá, chờ UBND xã xác nhận"
    WAITING = "waiting", "Đã tự đánh giá, UBND xã xác nhận, chờ hướng dẫn thẩm quyền"
    CONFIRMED = "confirmed", "UBND xã đã xác nhận, chờ kiểm tra"
    INSPECTED = "inspected", "Đã kiểm tra, đề nghị xếp loại"
    RANKED = "ranked", "Đã xếp loại"
    REVOKED = "revoked", "Đã thu hồi xếp loại"
    WITHDRAWN = "withdrawn", "Đã bỏ"


# Read as: from → to. A move that is not here is refused.
RANKING_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    RankingState.DRAFT: {RankingState.SUBMITTED, RankingState.WITHDRAWN},
    RankingState.RETURNED: {RankingState.SUBMITTED, RankingState.WITHDRAWN},
    RankingState.SUBMITTED: {
        RankingState.DRAFT,
        RankingState.RETURNED,
        RankingState.WAITING,
        RankingState.CONFIRMED,
    },
    RankingState.WAITING: {RankingState.CONFIRMED, RankingState.INSPECTED, RankingState.RETURNED},
    # An authority that does not work with hoctap: its decision is taken down as it came.
    RankingState.CONFIRMED: {RankingState.INSPECTED, RankingState.RETURNED, RankingState.RANKED},
    RankingState.INSPECTED: {RankingState.RANKED, RankingState.RETURNED},
    RankingState.RANKED: {RankingState.REVOKED},
}
# A grade was given and stays to be read, whether it still counts or not.
DECIDED = [RankingState.RANKED, RankingState.REVOKED]
# The centre may assess itself anew for that year.
GONE = [RankingState.WITHDRAWN, RankingState.REVOKED]
OPEN_STATES = [RankingState.DRAFT, RankingState.RETURNED]
# Where a joint inspection may write its points.
INSPECTABLE = [RankingState.WAITING, RankingState.CONFIRMED, RankingState.INSPECTED]


class RankingQuerySet(models.QuerySet["Ranking"]):
    def visible_to(self, actor: Actor) -> "RankingQuerySet":
        """Of the centres at the actor's places and below: a hamlet reads the year of its centre, not its points."""
        if actor.system_job:
            return self
        return self.filter(
            centre__organisation__place__path__overlap=actor.places_with(Permission.CENTRE_READ)
        )

    def with_all(self) -> "RankingQuerySet":
        return self.select_related("centre__organisation__place", "edition", "authority_place")

    def standing(self) -> "RankingQuerySet":
        """The one of its year."""
        return self.exclude(state__in=GONE)

    def kept(self) -> "RankingQuerySet":
        """Those that can be read, a revoked one too; of a year the standing one comes first."""
        return self.exclude(state=RankingState.WITHDRAWN).order_by(
            F("revoked_on").desc(nulls_first=True), "id"
        )

    def in_force(self, day: dt.date) -> "RankingQuerySet":
        """Decided by that day, and not revoked by then."""
        return self.filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day), state__in=DECIDED, decided_on__lte=day
        )


class Ranking(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rankings")
    year = models.PositiveSmallIntegerField("năm xếp loại")
    edition = models.ForeignKey(CriteriaEdition, models.PROTECT, related_name="rankings")
    state = models.CharField(max_length=12, choices=RankingState, default=RankingState.DRAFT)
    remarks = models.TextField("tự nhận xét", max_length=3000, blank=True)
    """Strengths, limits, causes, as the centre sees them."""
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.CharField(max_length=300, blank=True)
    submitted_by_id_of = models.UUIDField(null=True, blank=True)
    """Who closed the self-assessment, by account: the same person neither confirms nor inspects."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    self_total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    self_grade = models.CharField(max_length=10, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_words = models.CharField("ý kiến của UBND xã", max_length=1000, blank=True)
    returned_why = models.CharField("lý do trả lại", max_length=1000, blank=True)
    authority_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    receives = models.CharField("nơi nhận", max_length=200, blank=True)
    decides = models.CharField("người quyết định", max_length=200, blank=True)
    authority_basis = models.CharField("văn bản giao thẩm quyền", max_length=300, blank=True)
    inspected_total = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    proposed_grade = models.CharField("đề nghị xếp loại", max_length=10, blank=True)
    proposed_why = models.CharField("lý do đề nghị khác điểm", max_length=500, blank=True)
    grade = models.CharField("xếp loại", max_length=10, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decision_by = models.CharField("cơ quan quyết định", max_length=200, blank=True)
    """As it was called then."""
    revoked_on = models.DateField("ngày thu hồi", null=True, blank=True)
    """From this day it counts no more."""
    revoked_number = models.CharField("số quyết định thu hồi", max_length=60, blank=True, db_default="")
    revoked_issuer = models.CharField("cơ quan thu hồi", max_length=200, blank=True, db_default="")
    revoked_why = models.CharField("lý do thu hồi", max_length=1000, blank=True, db_default="")
    revoked_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    revoked_media_type = models.CharField(max_length=100, blank=True, db_default="")
    frozen = models.JSONField(null=True, blank=True)
    """Points and words of each criterion as decided: see `judging.frozen_of`."""
    outside_sha256 = models.CharField(max_length=64, blank=True)
    outside_media_type = models.CharField(max_length=100, blank=True)
    sheet = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    """Phiếu tự đánh giá."""
    version = models.PositiveIntegerField(default=1)

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "centre", "id"]
        indexes = [models.Index(fields=["year", "state"], name="ranking_year_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "year"],
                condition=~Q(state__in=["withdrawn", "revoked"]),
                name="ranking_of_a_centre_once_a_year",
            ),
            models.CheckConstraint(
                name="ranking_closed_with_its_total",
                condition=Q(state__in=["draft", "returned", "withdrawn"])
                | (Q(self_total__isnull=False, submitted_at__isnull=False) & ~Q(submitted_by="")),
            ),
            models.CheckConstraint(
                name="ranking_beyond_the_commune_is_confirmed",
                condition=~Q(state__in=["waiting", "confirmed", "inspected", "ranked", "revoked"])
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ranking_beyond_waiting_has_authority",
                condition=~Q(state__in=["confirmed", "inspected", "ranked", "revoked"]) | ~Q(decides=""),
            ),
            models.CheckConstraint(
                name="ranking_decided_is_dated_and_frozen",
                condition=(
                    Q(state__in=["ranked", "revoked"], decided_on__isnull=False, frozen__isnull=False)
                    & ~Q(grade="")
                    & ~Q(decision_number="")
                )
                | (
                    ~Q(state__in=["ranked", "revoked"])
                    & Q(decided_on__isnull=True, frozen__isnull=True, grade="")
                ),
            ),
            models.CheckConstraint(
                name="ranking_revoked_by_a_dated_decision_with_reason",
                condition=(
                    Q(state="revoked", revoked_on__isnull=False, revoked_on__gte=F("decided_on"))
                    & ~Q(revoked_number="")
                    & ~Q(revoked_issuer="")
                    & ~Q(revoked_why="")
                )
                | (~Q(state="revoked") & Q(revoked_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="ranking_returned_with_reason", condition=~Q(state="returned") | ~Q(returned_why="")
            ),
        ]

    def __str__(self) -> str:
        return f"Xếp loại {self.centre.name} năm {self.year}"

    @property
    def place(self) -> Place:
        return self.centre.place

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def year_text(self) -> str:
        return str(self.year)

    def _word(self, code: str) -> str:
        return next((row["label"] for row in self.edition.grades if row["code"] == code), "")

    @property
    def grade_label(self) -> str:
        return self._word(self.grade)

    @property
    def self_grade_label(self) -> str:
        return self._word(self.self_grade)

    @property
    def proposed_label(self) -> str:
        return self._word(self.proposed_grade)


class RankingLine(models.Model):
    """One criterion: the centre's own points with what they rest on, beside those of the inspection."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ranking = models.ForeignKey(Ranking, models.CASCADE, related_name="lines")
    code = models.CharField(max_length=20)
    self_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    basis = models.CharField("căn cứ, minh chứng", max_length=500, blank=True)
    inspected_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    inspected_note = models.CharField("nhận xét của đoàn", max_length=500, blank=True)

    class Meta:
        ordering = ["ranking", "code"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "code"], name="ranking_line_once"),
            models.CheckConstraint(
                name="ranking_points_not_negative",
                condition=(Q(self_points__isnull=True) | Q(self_points__gte=0))
                & (Q(inspected_points__isnull=True) | Q(inspected_points__gte=0)),
            ),
        ]

    @property
    def difference(self) -> Decimal | None:
        if self.self_points is None or self.inspected_points is None:
            return None
        return self.inspected_points - self.self_points


class Column(models.TextChoices):
    """Whose points a piece of evidence stands beside."""

    OWN = "own", "Trung tâm"
    INSPECTION = "inspection", "Đoàn kiểm tra"


class RankingEvidence(PieceUse):
    """A piece of evidence beside the points of one criterion, the centre's or the inspection's; about the centre, so that other years may
    use it again.
    """

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="evidence")
    column = models.CharField(max_length=12, choices=Column)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="ranking_uses")

    class Meta:
        ordering = ["line", "attached_at", "id"]
        db_table = "assessments_ranking_evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "line", "evidence"],
                condition=Q(detached_at__isnull=True),
                name="ranking_evidence_once_for_a_line",
            ),
            models.CheckConstraint(
                name="ranking_evidence_detached_with_reason",
                condition=Q(detached_at__isnull=True) | ~Q(detached_why=""),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.ranking.place_path

    @property
    def name(self) -> str:
        return self.evidence.text or self.evidence.kind_label


class Side(models.TextChoices):
    """Whose people inspect together."""

    ASSOCIATION = "association", "Hội Khuyến học"
    EDUCATION = "education", "Ngành Giáo dục"
    COMMITTEE = "committee", "Ủy ban nhân dân"
    OTHER = "other", "Cơ quan khác"


class Inspection(models.Model):
    """Kiểm tra liên ngành of one centre: the team, the day, what it says on the whole. Its points stand in the lines."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ranking = models.OneToOneField(Ranking, models.CASCADE, related_name="inspection")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    """Of the body that keeps its records."""
    paper_number = models.CharField("quyết định lập đoàn số", max_length=60, blank=True)
    paper_date = models.DateField("ngày quyết định", null=True, blank=True)
    held_on = models.DateField("ngày kiểm tra")
    venue = models.CharField("địa điểm", max_length=200, blank=True)
    remarks = models.TextField("nhận xét chung, kiến nghị", max_length=3000, blank=True)
    minutes = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "assessments_ranking_inspection"

    @property
    def place_path(self) -> list[UUID]:
        return self.ranking.place_path


class InspectionMember(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="members")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    body = models.CharField("cơ quan, chức vụ", max_length=200)
    side = models.CharField(max_length=12, choices=Side)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Where somebody said that it is he in the register: with him the name is handed out and erased."""

    class Meta:
        ordering = ["inspection", "position"]
        db_table = "assessments_ranking_inspection_member"
        constraints = [
            models.UniqueConstraint(fields=["inspection", "name", "body"], name="inspection_member_once"),
        ]


class RankingDecisionQuerySet(models.QuerySet["RankingDecision"]):
    def visible_to(self, actor: Actor) -> "RankingDecisionQuerySet":
        if actor.system_job:
            return self
        return self.filter(lines__ranking__in=Ranking.objects.visible_to(actor)).distinct()


class RankingDecision(models.Model):
    """Quyết định xếp loại drafted here for several centres; in effect once number, date and the signed copy are recorded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="ranking_decision")
    effective_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RankingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        db_table = "assessments_ranking_decision"

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class RankingDecisionLine(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(RankingDecision, models.CASCADE, related_name="lines")
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="decision_lines")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["decision", "position"]
        db_table = "assessments_ranking_decision_line"
        constraints = [
            models.UniqueConstraint(fields=["decision", "ranking"], name="ranking_once_in_a_decision"),
        ]


class RankingChange(models.Model):
    """Append-only: each move of a ranking from state to state."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, choices=RankingState)
    why = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        db_table = "assessments_ranking_change"


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def visible_to(self, actor: Actor) -> "ImprovementQuerySet":
        if actor.system_job:
            return self
        return self.filter(ranking__in=Ranking.objects.visible_to(actor))

    def open(self) -> "ImprovementQuerySet":
        return self.filter(done_on__isnull=True)


class Improvement(models.Model):
    """What the centre will do about a result: who, until when; and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="improvements")
    code = models.CharField("tiêu chí", max_length=20, blank=True)
    text = models.CharField("việc phải làm", max_length=500)
    who = models.CharField("người, bộ phận làm", max_length=200)
    due_on = models.DateField("xong trước hết ngày")
    done_on = models.DateField("ngày xong", null=True, blank=True)
    result = models.CharField("kết quả", max_length=500, blank=True)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        db_table = "assessments_ranking_improvement"
        constraints = [
            models.CheckConstraint(
                name="improvement_done_with_result", condition=Q(done_on__isnull=True) | ~Q(result="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_path(self) -> list[UUID]:
        return self.ranking.place_path


class ImpactQuerySet(models.QuerySet["ImpactNote"]):
    def visible_to(self, actor: Actor) -> "ImpactQuerySet":
        if actor.system_job:
            return self
        return self.filter(
            centre__organisation__place__path__overlap=actor.places_with(Permission.CENTRE_READ)
        )


class ImpactNote(models.Model):
    """Đánh giá tác động của trung tâm trong một năm, beside the figures of the trend. The last one of a year counts; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="impact_notes")
    year = models.PositiveSmallIntegerField("năm")
    text = models.TextField("tác động, hiệu quả", max_length=3000)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ImpactQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        db_table = "assessments_ranking_impact"

    @property
    def place_path(self) -> list[UUID]:
        return self.centre.place_path
