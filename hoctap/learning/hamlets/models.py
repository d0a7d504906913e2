"""Ấp, khóm khó khăn: from a day on, by a decision or somebody's word, until a day."""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class DifficultHamletQuerySet(models.QuerySet["DifficultHamlet"]):
    def visible_to(self, actor: Actor) -> "DifficultHamletQuerySet":
        if actor.system_job:
            return self
        return self.filter(hamlet__path__overlap=actor.places_with(Permission.CENTRE_READ))

    def in_year(self, year: int) -> "DifficultHamletQuerySet":
        """Those that were so on some day of the year."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return self.filter(Q(until__isnull=True) | Q(until__gt=first), since__lte=last)


class DifficultHamlet(models.Model):
    id = models.UUIDField(primary_key=True, editable=False, default=uuid7)
    hamlet = models.ForeignKey(Place, models.PROTECT, related_name="difficult_spells")
    since = models.DateField("từ ngày")
    until = models.DateField("đến trước ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200)
    recorded_by = models.CharField(max_length=300)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.CharField(max_length=300, blank=True)

    objects = DifficultHamletQuerySet.as_manager()

    class Meta:
        ordering = ["hamlet", "-since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hamlet"], condition=Q(until__isnull=True), name="difficult_hamlet_once_at_a_time"
            ),
            models.CheckConstraint(
                name="difficult_hamlet_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(name="difficult_hamlet_has_a_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return f"{self.hamlet.title}, khó khăn từ {self.since:%d/%m/%Y}"

    @property
    def place_path(self) -> list[UUID]:
        return self.hamlet.path
