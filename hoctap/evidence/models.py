"""Evidence: a file, a note, or a confirmation, about a subject at a place. Which criterion it supports is kept by the dossier."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class EvidenceKind(models.TextChoices):
    FILE = "file", "Ảnh hoặc tệp"
    NOTE = "note", "Ghi chú"
    CONFIRMATION = "confirmation", "Xác nhận của Tổ, ấp"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, actor: Actor) -> "EvidenceQuerySet":
        if actor.system_job:
            return self
        return self.filter(place__path__overlap=actor.places_with(Permission.EVIDENCE_READ))


class Evidence(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=15, choices=EvidenceKind)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    text = models.CharField("nội dung", max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_by_label = models.CharField(max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    # The file is gone at the request of a person it showed; that there was one, and its hash, stay.
    erased_on = models.DateField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="evidence_subject")]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_has_content", condition=~Q(kind="file") | ~Q(sha256="")
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")
