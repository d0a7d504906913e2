"""The link (QR on the tờ đăng ký) by which a household or a citizen answers for itself."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.ids import uuid7

PURPOSE = "own_link"
"""What its token is kept under: no token of another kind passes for one."""


class OwnLink(models.Model):
    """Bound to one dossier and to its first column; of several that were handed out only the last one opens."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("recognition.Dossier", models.PROTECT, related_name="own_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        db_table = "recognition_own_link"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(revoked_at__isnull=True), name="own_link_one_opens_at_a_time"
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.dossier.place_path
