"""What the commune's review leaves behind: random samples that are looked at again, and registrations that were taken back."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7
from hoctap.places.models import Place


class ReviewSetting(models.Model):
    """How large the samples of a round are; a round without one keeps the usual shares. No law says them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.OneToOneField(
        "recognition.RecognitionRound", models.PROTECT, related_name="review_setting"
    )
    share = models.PositiveSmallIntegerField("phần trăm phúc tra")
    least = models.PositiveSmallIntegerField("ít nhất")
    carried_from = models.PositiveSmallIntegerField("kế thừa, nhập phiếu trên phần trăm")
    raised_share = models.PositiveSmallIntegerField("thì phúc tra phần trăm")
    why = models.CharField("lý do, căn cứ", max_length=300)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_setting_has_shares_and_reason",
                condition=Q(share__range=(1, 100))
                & Q(raised_share__range=(1, 100))
                & Q(carried_from__range=(0, 100))
                & Q(least__gte=1)
                & ~Q(why=""),
            ),
        ]


class ReviewSample(models.Model):
    """One draw for a hamlet. Who knows the seed and the population draws the same again: `review_rules.drawn`."""

    class Why(models.TextChoices):
        FIRST = "first", "rút lần đầu"
        RAISED = "raised", "rút thêm vì có hồ sơ sai"
        LATER = "later", "rút cho hồ sơ đề nghị sau"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey("recognition.RecognitionRound", models.PROTECT, related_name="review_samples")
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="review_samples")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why)
    seed = models.CharField("số gieo", max_length=32)
    population = ArrayField(models.UUIDField())
    """The dossiers that could be drawn, in key order."""
    carried_share = models.PositiveSmallIntegerField()
    """Percent of them that were carried over or typed from paper."""
    share = models.PositiveSmallIntegerField()
    """Percent that was drawn, as the setting said that day."""
    drawn_by = models.CharField(max_length=300)
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["hamlet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "hamlet", "number"], name="review_sample_number_once"),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path


class SampledDossier(models.Model):
    """A dossier that was drawn, and what a visit found."""

    class Result(models.TextChoices):
        OPEN = "", "chưa có kết quả"
        RIGHT = "right", "đúng"
        WRONG = "wrong", "sai"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sample = models.ForeignKey(ReviewSample, models.PROTECT, related_name="drawn")
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="sampled")
    position = models.PositiveIntegerField()
    result = models.CharField("kết quả", max_length=5, choices=Result, default=Result.OPEN, blank=True)
    found = models.CharField("sai điều gì", max_length=300, blank=True)
    visited_by = models.CharField("người đi phúc tra", max_length=120, blank=True)
    visited_on = models.DateField("ngày phúc tra", null=True, blank=True)
    recorded_by = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "dossier"], name="sampled_dossier_once_per_draw"),
            models.CheckConstraint(
                name="sampled_dossier_result_says_who_and_when",
                condition=Q(result="", visited_on__isnull=True, recorded_at__isnull=True)
                | (
                    ~Q(result="") & ~Q(visited_by="") & Q(visited_on__isnull=False, recorded_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="sampled_dossier_wrong_says_what", condition=~Q(result="wrong") | ~Q(found="")
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.sample.hamlet.path


class Withdrawal(models.Model):
    """Rút đăng ký: a family or citizen takes the registration back before the decision. What was scored is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="withdrawals")
    withdrawn_on = models.DateField("ngày rút")
    why = models.CharField("lý do", max_length=300)
    told_by = models.CharField("ai báo", max_length=120)
    from_state = models.CharField(max_length=15)
    kept = models.JSONField()
    """The fields of the dossier as they were, for when it comes back."""
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_why = models.CharField("lý do ghi lại đăng ký", max_length=300, blank=True)
    undone_by = models.CharField(max_length=300, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="withdrawal_has_reason_and_teller", condition=~Q(why="") & ~Q(told_by="")
            ),
            models.CheckConstraint(
                name="withdrawal_undone_with_reason_and_name",
                condition=Q(undone_at__isnull=True, undone_why="", undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_why="") & ~Q(undone_by="")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.hamlet.path
