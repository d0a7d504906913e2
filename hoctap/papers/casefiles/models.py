"""Hồ sơ công việc: the papers of one matter put together, with their list, as one ZIP and one PDF.

    đang chờ → đang lập → đã lập → đã có bản mới hơn

Made by a job. A preview gives way to the next one; what was made when the matter was closed stays.
"""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class CaseState(models.TextChoices):
    QUEUED = "queued", "Đang chờ lập"
    WORKING = "working", "Đang lập"
    DONE = "done", "Đã lập"
    FAILED = "failed", "Chưa lập được"
    REPLACED = "replaced", "Đã có bản mới hơn"


CASE_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    CaseState.QUEUED: {CaseState.WORKING},
    # A job that was killed begins again.
    CaseState.WORKING: {CaseState.WORKING, CaseState.DONE, CaseState.FAILED},
    CaseState.DONE: {CaseState.REPLACED},
}


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def visible_to(self, actor: Actor) -> "CaseFileQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.PAPER_READ))


class CaseFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=36)
    place = models.ForeignKey(Place, models.PROTECT, related_name="case_files")
    year = models.PositiveSmallIntegerField()
    title = models.CharField("tên hồ sơ", max_length=300)
    is_final = models.BooleanField("lập khi kết thúc việc", default=False)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failed = models.CharField(max_length=300, blank=True)
    papers = models.ManyToManyField("papers.Paper", related_name="case_files", blank=True)
    missing = models.PositiveIntegerField("số văn bản còn thiếu", default=0)
    pages = models.PositiveIntegerField("số trang", default=0)
    zip_sha256 = models.CharField(max_length=64, blank=True)
    zip_size = models.PositiveBigIntegerField(default=0)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_by_label = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="case_file_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id"],
                condition=Q(state__in=["queued", "working"]),
                name="case_file_made_once_at_a_time",
            ),
            models.CheckConstraint(
                name="case_file_done_has_its_files",
                condition=(Q(state="done") & ~Q(zip_sha256="") & ~Q(pdf_sha256=""))
                | (~Q(state="done") & Q(zip_sha256="", pdf_sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path
