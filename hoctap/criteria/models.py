"""Criteria editions: the law as data, dated, with its verification mark; immutable once published.

`scoring.py` never sees these rows: `edition.frozen()` gives it a dataclass.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.criteria.scoring import FrozenCriterion, FrozenEdition


class Title(models.TextChoices):
    LEARNING_FAMILY = "learning_family", "Gia đình học tập"


class Verification(models.TextChoices):
    VERIFIED = "verified", "đã đối chiếu văn bản"
    SAMPLE = "sample", "mẫu chưa xác thực"


class CriteriaEdition(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=40, choices=Title)
    name = models.CharField(max_length=200)
    instrument = models.CharField("văn bản", max_length=300)
    verification = models.CharField(max_length=10, choices=Verification)
    verification_note = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    threshold = models.DecimalField("điểm đạt", max_digits=6, decimal_places=2)
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
    verification = models.CharField(max_length=10, choices=Verification)
    help = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="criterion_code_once_per_edition"),
            models.CheckConstraint(name="criterion_points_positive", condition=Q(max_points__gt=0)),
        ]
