"""Separation of duties as data: what holds where, who was let off it by name, and each time that this was made use of."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


class DutySetting(models.Model):
    """A place says that a rule holds or does not, for one title or for all; it reaches the places below."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="duty_settings")
    rule = models.CharField(max_length=60)
    title = models.CharField("danh hiệu", max_length=40, blank=True)
    is_on = models.BooleanField("áp dụng")
    decision = models.CharField("theo văn bản", max_length=120)
    set_by = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["rule", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "rule", "title"], name="duty_setting_once_per_place_rule_and_title"
            )
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class DutyWaiverQuerySet(models.QuerySet["DutyWaiver"]):
    def visible_to(self, actor: Actor) -> "DutyWaiverQuerySet":
        if actor.system_job:
            return self
        places = {
            *actor.places_with(Permission.DUTY_WAIVE),
            *actor.places_with(Permission.ACCOUNT_MANAGE),
            *actor.places_with(Permission.AUDIT_READ),
        }
        return self.filter(place__path__overlap=list(places))


class DutyWaiver(models.Model):
    """Cho phép kiêm việc: one person may do one step in spite of one rule, until a day, for a reason, by a paper."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="duty_waivers")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="duty_waivers")
    starts_on = models.DateField("từ ngày")
    until = models.DateField("đến hết ngày")
    why = models.CharField("lý do", max_length=300)
    decision = models.CharField("theo văn bản", max_length=120)
    waived_by_user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    waived_by = models.CharField(max_length=300)
    waived_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=300, blank=True)

    objects = DutyWaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                name="duty_waiver_ends_after_it_starts", condition=Q(until__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="duty_waiver_has_reason_and_paper", condition=~Q(why="") & ~Q(decision="")
            ),
            models.CheckConstraint(
                name="duty_waiver_not_for_oneself",
                condition=Q(waived_by_user__isnull=True) | ~Q(waived_by_user=F("user")),
            ),
        ]

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path


class WaiverUse(models.Model):
    """Append-only: a step that was done on the strength of a waiver, and in which matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    waiver = models.ForeignKey(DutyWaiver, models.PROTECT, related_name="uses")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=36)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        db_table = "accounts_waiver_use"
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="waiver_use_subject")]
