"""Criteria editions: the law as data, dated, with its verification mark; immutable once published.

`scoring.py` never sees these rows: `edition.frozen()` gives it a dataclass.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.core.vietnamese import format_number
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition


class Title(models.TextChoices):
    LEARNING_FAMILY = "learning_family", "Gia đình học tập"
    LEARNING_CITIZEN = "learning_citizen", "Công dân học tập"

    @property
    def is_of_persons(self) -> bool:
        """Its dossiers are of one person each; the others of a household."""
        return self == Title.LEARNING_CITIZEN

    @property
    def subject_word(self) -> str:
        """What is counted: '25 hộ', '25 công dân'."""
        return "công dân" if self.is_of_persons else "hộ"

    @property
    def subject_phrase(self) -> str:
        """The same, spelled as papers do."""
        return "công dân" if self.is_of_persons else "hộ gia đình"

    @property
    def name_word(self) -> str:
        """The head of the column that names who is recognised."""
        return "Họ và tên" if self.is_of_persons else "Chủ hộ"

    @property
    def self_word(self) -> str:
        """Who fills in the first column."""
        return "Công dân tự chấm" if self.is_of_persons else "Gia đình tự chấm"

    @property
    def point_word(self) -> str:
        """What one line of the edition is called in its instrument."""
        return "chỉ số" if self.is_of_persons else "tiêu chí"


class Verification(models.TextChoices):
    VERIFIED = "verified", "đã đối chiếu văn bản"
    DRAFT_LABEL = "draft_label", "nhãn theo bản dự thảo 2020"
    """Of a criterion: its points are verified, its words are those of the draft."""
    SAMPLE = "sample", "mẫu chưa xác thực"


class CriteriaEdition(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=40, choices=Title)
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
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "-valid_from"]

    def __str__(self) -> str:
        return self.name

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

    @property
    def label_mark(self) -> str:
        """Said beside the criteria whose words are not yet those of the printed instrument; empty when they are."""
        is_draft = any(
            criterion.verification == Verification.DRAFT_LABEL for criterion in self.criteria.all()
        )
        return "Tên các chỉ số theo bản dự thảo 2020, chưa nhập theo bản in của văn bản" if is_draft else ""

    @property
    def passing_words(self) -> str:
        """'từ 80 điểm', '… và không chỉ số nào dưới 5 điểm'."""
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
    max_points = models.DecimalField(max_digits=6, decimal_places=2)
    needs_evidence = models.BooleanField(default=False)
    verification = models.CharField(max_length=12, choices=Verification)
    help = models.CharField(max_length=300, blank=True)
    auto = models.JSONField(default=dict, db_default={}, blank=True)
    """{"rule", …}: what records can propose points for it; empty where a person alone judges."""

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="criterion_code_once_per_edition"),
            models.CheckConstraint(name="criterion_points_positive", condition=Q(max_points__gt=0)),
        ]


# At the end: it refers to the models above by name.
from hoctap.criteria.printed.models import PrintedLabels  # noqa: E402, F401
