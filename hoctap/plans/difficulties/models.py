"""Khó khăn, vướng mắc: raised on a plan or a task, solved where it arose or sent to the plan's own focal body.

    nêu ─▶ (trong thẩm quyền) đã giải quyết tại chỗ
        └▶ (vượt thẩm quyền) gom ─▶ đề xuất ─▶ quyết định ─▶ trả lời

Similar ones are gathered into one group, which is proposed, decided and answered once; every unit that raised one gets the answer.
"""

import datetime as dt
from uuid import UUID

from django.db import models
from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.places.models import Organisation, Place


class GroupState(models.TextChoices):
    GATHERED = "gathered", "Đang tổng hợp"
    PROPOSED = "proposed", "Đã đề xuất, chờ quyết định"
    DECIDED = "decided", "Đã quyết định, chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"


# Read as: from → to. A move that is not here is refused.
GROUP_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    # The focal body may answer at once what needs no decision.
    GroupState.GATHERED: {GroupState.PROPOSED, GroupState.ANSWERED},
    GroupState.PROPOSED: {GroupState.DECIDED, GroupState.GATHERED},
    GroupState.DECIDED: {GroupState.ANSWERED},
}


class GroupQuerySet(models.QuerySet["DifficultyGroup"]):
    def visible_to(self, actor: Actor) -> "GroupQuerySet":
        """By who follows the plan, and by every unit that raised a part of it."""
        if actor.system_job:
            return self
        own = actor.places_with(Permission.PLAN_READ)
        raised = Difficulty.objects.filter(place__path__overlap=own, group__isnull=False)
        return self.filter(Q(plan__place__path__overlap=own) | Q(pk__in=raised.values("group")))


class DifficultyGroup(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="difficulty_groups")
    title = models.CharField("vấn đề", max_length=300)
    state = models.CharField("tình trạng", max_length=10, choices=GroupState, default=GroupState.GATHERED)
    proposal = models.TextField("đề xuất", max_length=2000, blank=True)
    proposed_by = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField("quyết định", max_length=2000, blank=True)
    decision_paper = models.CharField("số văn bản", max_length=120, blank=True)
    decided_by = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("trả lời", max_length=2000, blank=True)
    answered_by = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="difficulty_group_decided_after_a_proposal",
                condition=~Q(state="decided") | (~Q(proposal="") & ~Q(decision="")),
            ),
            models.CheckConstraint(
                name="difficulty_group_answered_in_words",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place_path(self) -> list[UUID]:
        return self.plan.place_path


class DifficultyState(models.TextChoices):
    RAISED = "raised", "Mới nêu"
    SENT = "sent", "Đã gửi đầu mối"
    GATHERED = "gathered", "Đã được tổng hợp"
    SOLVED = "solved", "Đã giải quyết tại chỗ"
    ANSWERED = "answered", "Đã được trả lời"
    WITHDRAWN = "withdrawn", "Đã rút"


# Read as: from → to. A move that is not here is refused.
DIFFICULTY_TRANSITIONS: dict[models.TextChoices, set[models.TextChoices]] = {
    DifficultyState.RAISED: {DifficultyState.SENT, DifficultyState.SOLVED, DifficultyState.WITHDRAWN},
    DifficultyState.SENT: {DifficultyState.GATHERED, DifficultyState.WITHDRAWN},
    DifficultyState.GATHERED: {DifficultyState.ANSWERED, DifficultyState.SENT},
}


class DifficultyQuerySet(models.QuerySet["Difficulty"]):
    def visible_to(self, actor: Actor) -> "DifficultyQuerySet":
        """Those raised below the actor's places; what was sent on, also by who follows the plan."""
        if actor.system_job:
            return self
        own = actor.places_with(Permission.PLAN_READ)
        sent_on = ~Q(state__in=[DifficultyState.RAISED, DifficultyState.SOLVED])
        return self.filter(Q(place__path__overlap=own) | (Q(plan__place__path__overlap=own) & sent_on))


class Difficulty(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="difficulties")
    task = models.ForeignKey(
        "plans.Task", models.SET_NULL, null=True, blank=True, related_name="difficulties"
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="difficulties")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="difficulties")
    body_name = models.CharField("đơn vị nêu", max_length=200)
    text = models.TextField("khó khăn, vướng mắc", max_length=2000)
    wish = models.TextField("kiến nghị", max_length=2000, blank=True)
    beyond = models.BooleanField("vượt thẩm quyền", default=False)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DifficultyState, default=DifficultyState.RAISED
    )
    focal_name = models.CharField("gửi tới", max_length=200, blank=True)
    focal_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="difficulties_heard"
    )
    group = models.ForeignKey(
        DifficultyGroup, models.PROTECT, null=True, blank=True, related_name="difficulties"
    )
    solution = models.TextField("cách giải quyết", max_length=2000, blank=True)
    raised_by = models.CharField(max_length=300)
    raised_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="difficulty_sent_is_beyond",
                condition=Q(state__in=["raised", "solved", "withdrawn"]) | Q(beyond=True),
            ),
            models.CheckConstraint(
                name="difficulty_gathered_in_a_group",
                condition=~Q(state__in=["gathered", "answered"]) | Q(group__isnull=False),
            ),
            models.CheckConstraint(
                name="difficulty_solved_in_words", condition=~Q(state="solved") | ~Q(solution="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def place_path(self) -> list[UUID]:
        return self.place.path

    def waited(self, now: dt.datetime) -> dt.timedelta:
        """From the day it was sent on (else raised) to its answer, or until now."""
        return (self.closed_at or now) - (self.sent_at or self.raised_at)
