"""An office's own template of a kind of paper: from a day on, until another takes its place. Papers made with it keep it."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, Place


class OfficeTemplateQuerySet(models.QuerySet["OfficeTemplate"]):
    def visible_to(self, actor: Actor) -> "OfficeTemplateQuerySet":
        if actor.system_job:
            return self
        return self.filter(organisation__place__in=Place.objects.reached_by(actor, Permission.PAPER_FILE))


class OfficeTemplate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="paper_templates")
    kind = models.CharField("loại văn bản", max_length=40)
    """Of the content, which is the name of the shipped template."""
    version = models.PositiveSmallIntegerField("phiên bản")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file_name = models.CharField("tên tệp", max_length=160)
    valid_from = models.DateField("dùng từ ngày")
    valid_to = models.DateField("ngày đầu tiên không dùng nữa", null=True, blank=True)
    warnings = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    """What the look at it found and let pass."""
    example_sha256 = models.CharField(max_length=64)
    example_pdf_sha256 = models.CharField(max_length=64, blank=True)
    page_warnings = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    """What the printed pages of the example show otherwise than the decree asks."""
    example_failed = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = OfficeTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "version"], name="office_template_version_once"
            ),
            models.CheckConstraint(
                name="office_template_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"Mẫu của {self.organisation}, phiên bản {self.version}"

    @property
    def place_path(self) -> list[UUID]:
        return self.organisation.place.path
