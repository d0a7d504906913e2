"""Criteria editions: the law as data, dated, with its verification mark; immutable once published.

`scoring.py` never sees these rows: `edition.frozen()` gives it a dataclass.
"""

from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition, Grade
from hoctap.criteria.standards import FrozenStandard, Stage
from hoctap.criteria.stored import indicator_from
from hoctap.criteria.titles import RoadKind, SubjectKind, Title, TitleFacts
from hoctap.places.models import Level, Place

OWNERS = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})
"""Levels whose places have editions and titles of their own."""


class Verification(models.TextChoices):
    VERIFIED = "verified", "đã đối chiếu văn bản"
    DRAFT_LABEL = "draft_label", "nhãn theo bản dự thảo 2020"
    """Of a criterion: its points are verified, its words are those of the draft."""
    SAMPLE = "sample", "mẫu chưa xác thực"


class Scoring(models.TextChoices):
    POINTS = "points", "chấm điểm"
    STANDARDS = "standards", "đạt / không đạt"


class LearningTitleQuerySet(models.QuerySet["LearningTitle"]):
    def visible_to(self, actor: Actor) -> "LearningTitleQuerySet":
        """Of the actor's places, of those above and below them."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.EDITION_READ)
        paths = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
        return self.filter(Q(place__in={pk for path in paths for pk in path}) | Q(place__path__overlap=ids))


class LearningTitle(models.Model):
    """A title that a province or commune added of its own: its words, what it is given to, and the road. Never changes once made."""

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField("tên danh hiệu", max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="local_titles")
    subject_kind = models.CharField(
        "công nhận cho",
        max_length=12,
        choices=[(kind.value, kind.label) for kind in SubjectKind if kind is not SubjectKind.CENTRE],
    )
    road = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in RoadKind])
    place_levels = models.JSONField(default=list, blank=True)
    line_word = models.CharField("mỗi dòng gọi là", max_length=40, blank=True)
    self_word = models.CharField("cột tự chấm gọi là", max_length=60, blank=True)
    valid_months = models.PositiveSmallIntegerField("có giá trị (tháng)", null=True, blank=True)
    instrument = models.CharField("văn bản", max_length=300)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = LearningTitleQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="local_title_name_once_at_a_place")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def facts(self) -> TitleFacts:
        return TitleFacts(
            code=self.code,
            name=self.name,
            subject_kind=SubjectKind(self.subject_kind),
            road=RoadKind(self.road),
            place_levels=tuple(self.place_levels),
            line_word=self.line_word or "tiêu chí",
            self_word=self.self_word or "Tự đánh giá",
            valid_months=self.valid_months,
            is_local=True,
        )


class EditionQuerySet(models.QuerySet["CriteriaEdition"]):
    def visible_to(self, actor: Actor) -> "EditionQuerySet":
        """What holds in the country, frames, what is published at a place of the actor's, above or below it; drafts only to who keeps them."""
        if actor.system_job:
            return self
        ids = actor.places_with(Permission.EDITION_READ)
        paths = Place.objects.filter(pk__in=ids).values_list("path", flat=True)
        near = Q(place__isnull=True) | Q(place__in={pk for path in paths for pk in path})
        local = LearningTitle.objects.values("code")
        return self.filter(
            (Q(published_at__isnull=False) & (near | Q(place__path__overlap=ids)))
            | Q(place__isnull=True, is_frame=True)
            | Q(place__path__overlap=actor.places_with(Permission.EDITION_KEEP))
            | Q(place__path__overlap=actor.places_with(Permission.TITLE_KEEP), title__in=local)
        )


class CriteriaEdition(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField("danh hiệu", max_length=40)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="criteria_editions", verbose_name="địa bàn"
    )
    """Whose it is; empty where it holds in the whole country. The nearest one above a place is its edition."""
    scoring = models.CharField(
        "cách đánh giá", max_length=10, choices=Scoring, default=Scoring.POINTS, db_default="points"
    )
    name = models.CharField(max_length=200)
    instrument = models.CharField("văn bản", max_length=300)
    verification = models.CharField(max_length=12, choices=Verification)
    verification_note = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    threshold = models.DecimalField("điểm đạt", max_digits=6, decimal_places=2)
    least_each = models.DecimalField(
        "không mục nào dưới", max_digits=6, decimal_places=2, null=True, blank=True
    )
    forms = models.JSONField("các mẫu phiếu", default=list, db_default=[], blank=True)
    """[{"code", "label"}]: one table of the instrument for each group of people; empty where there is one for all."""
    groups = models.JSONField("các nhóm", default=list, db_default=[], blank=True)
    """[{"name", "points"}]: the groups of the instrument with the points it gives each; empty where it gives none."""
    grades = models.JSONField("xếp loại", default=list, db_default=[], blank=True)
    """[{"code", "label", "from", "below"}], the lowest first: of points editions with Tốt, Khá, Trung bình. `below` is empty at the top."""
    levels = models.JSONField("mức độ", default=list, db_default=[], blank=True)
    """[{"code", "label"}], the lowest first: of đạt / không đạt editions."""
    kinds = models.JSONField("loại đơn vị", default=list, db_default=[], blank=True)
    """[{"code", "label"}]: the kinds of unit that a chỉ tiêu may concern or leave out."""
    variants = models.JSONField("trường hợp riêng", default=list, db_default=[], blank=True)
    """[{"code", "label"}]: hard areas and the like, for which some thresholds are lower."""
    valid_months = models.PositiveSmallIntegerField("kết quả có giá trị (tháng)", null=True, blank=True)
    next_level_months = models.PositiveSmallIntegerField("mức cao hơn sau (tháng)", null=True, blank=True)
    """How long after the decision on one level the next may be asked for."""
    is_frame = models.BooleanField("chỉ là khung", default=False, db_default=False)
    """Names and numbers of its lines are known, their points are not: shown, never scored with."""
    declared_total = models.DecimalField(
        "tổng điểm văn bản ghi", max_digits=7, decimal_places=2, null=True, blank=True
    )
    instrument_number = models.CharField("số văn bản", max_length=60, blank=True, db_default="")
    instrument_date = models.DateField("ngày văn bản", null=True, blank=True)
    instrument_sha256 = models.CharField(max_length=64, blank=True, db_default="")
    instrument_media_type = models.CharField(max_length=100, blank=True, db_default="")
    instrument_size = models.PositiveIntegerField(default=0, db_default=0)
    version = models.PositiveIntegerField(default=1, db_default=1)
    """Counts what was done to a draft: who saves over somebody else's change is told."""
    made_by = models.CharField(max_length=300, blank=True, db_default="")
    changed_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=300, blank=True, db_default="")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
            ),
            models.CheckConstraint(
                name="edition_is_scored_in_one_way",
                condition=(Q(scoring="points") & Q(levels=[]))
                | (Q(scoring="standards") & Q(threshold=0, grades=[])),
            ),
            models.CheckConstraint(
                name="edition_frame_is_never_published",
                condition=Q(is_frame=False) | Q(published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Somebody is still writing it."""
        return self.published_at is None and not self.is_shipped_frame

    @property
    def is_shipped_frame(self) -> bool:
        return self.is_frame and self.place_id is None

    @property
    def is_sample(self) -> bool:
        return self.verification == Verification.SAMPLE

    @property
    def sample_mark(self) -> str:
        """The words that stand on every screen and every printed page made with this edition; empty when verified."""
        return (
            "MẪU CHƯA XÁC THỰC – bộ tiêu chí chưa đối chiếu với văn bản chính thức" if self.is_sample else ""
        )

    def frozen(self) -> FrozenEdition:
        return FrozenEdition(
            code=self.code,
            threshold=self.threshold,
            least_each=self.least_each,
            is_sample=self.is_sample,
            grades=tuple(Grade(row["code"], row["label"], Decimal(str(row["from"]))) for row in self.grades),
            criteria=tuple(
                FrozenCriterion(
                    code=criterion.code,
                    group=criterion.group,
                    label=criterion.label,
                    clause=criterion.clause,
                    max_points=criterion.max_points,
                    needs_evidence=criterion.needs_evidence,
                    verification=criterion.verification,
                    help=criterion.help,
                )
                for criterion in self.criteria.all()
            ),
        )

    def standard(self) -> FrozenStandard:
        """Of a đạt / không đạt edition: what `standards.judge` takes."""
        return FrozenStandard(
            code=self.code,
            levels=tuple(Stage(row["code"], row["label"]) for row in self.levels),
            indicators=tuple(indicator_from(criterion) for criterion in self.criteria.all()),
            is_sample=self.is_sample,
        )

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path if self.place else []

    @property
    def title_name(self) -> str:
        return Title(self.title).label

    @property
    def label_mark(self) -> str:
        """Said beside the criteria whose words are not yet those of the printed instrument; empty when they are."""
        is_draft = any(
            criterion.verification == Verification.DRAFT_LABEL for criterion in self.criteria.all()
        )
        return "Tên các chỉ số theo bản dự thảo 2020, chưa nhập theo bản in của văn bản" if is_draft else ""

    @property
    def passing_words(self) -> str:
        """'từ 80 điểm', '… và không chỉ số nào dưới 5 điểm', 'đạt tất cả chỉ tiêu đánh giá'."""
        if self.scoring == Scoring.STANDARDS:
            return f"đạt tất cả {Title(self.title).point_word}"
        words = f"từ {format_number(self.threshold)} điểm"
        if self.least_each is not None:
            words += (
                f" và không {Title(self.title).point_word} nào dưới {format_number(self.least_each)} điểm"
            )
        return words

    @property
    def max_total(self) -> Decimal:
        return sum((criterion.max_points for criterion in self.criteria.all()), Decimal(0))


class Criterion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(CriteriaEdition, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    group = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    clause = models.CharField(max_length=200)
    max_points = models.DecimalField(max_digits=6, decimal_places=2, default=0, db_default=0)
    """0 in editions without points, and where a frame does not know them."""
    needs_evidence = models.BooleanField(default=False)
    verification = models.CharField(max_length=12, choices=Verification)
    help = models.CharField(max_length=300, blank=True)
    conditions = models.JSONField(default=list, db_default=[], blank=True)
    """Of a đạt / không đạt edition, what the line asks: see `stored.condition_from`. Empty: có / không."""
    scope = models.JSONField(default=dict, db_default={}, blank=True)
    """{"only": [kind], "but": [kind], "levels": {level: {"only", "but"}}}: whom the line concerns; empty: everybody."""
    auto = models.JSONField(default=dict, db_default={}, blank=True)
    """{"rule", …}: what records can propose points for it; empty where a person alone judges."""

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="criterion_code_once_per_edition"),
            models.CheckConstraint(name="criterion_points_not_negative", condition=Q(max_points__gte=0)),
        ]


# At the end: they refer to the models above by name.
from hoctap.criteria.drafting.models import EditionEnd, EditionPage  # noqa: E402
from hoctap.criteria.printed.models import PrintedLabels  # noqa: E402
from hoctap.criteria.trying.models import TrialRun  # noqa: E402

__all__ = [
    "OWNERS",
    "CriteriaEdition",
    "Criterion",
    "EditionEnd",
    "EditionPage",
    "LearningTitle",
    "PrintedLabels",
    "RoadKind",
    "Scoring",
    "SubjectKind",
    "Title",
    "TrialRun",
    "Verification",
]
