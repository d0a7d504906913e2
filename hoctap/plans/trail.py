"""How plans, their parts, tasks and difficulties are called in the trail."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.core.actor import Actor
from hoctap.plans.models import (
    Difficulty,
    DifficultyGroup,
    FundingSource,
    LegalBasis,
    Plan,
    PlanFigure,
    Receipt,
    Recipient,
    Target,
    Task,
    TaskInstance,
)


def _plan_page(plan_id: UUID) -> str:
    return reverse("plan_detail", args=[plan_id])


def _of_plan(model: type[Model], label: str, name: Callable[[Any], str], *also: str) -> SubjectKind:
    """Of a part of a plan: seen by who sees the plan, shown on its page."""

    def rows(actor: Actor) -> QuerySet[Any]:
        visible = Plan.objects.visible_to(actor)
        return model._default_manager.filter(plan__in=visible).select_related("plan", *also)

    return rows_named(label, rows, name, lambda row: _plan_page(row.plan_id))


SUBJECTS: dict[str, SubjectKind] = {
    "plans.plan": rows_named(
        "Kế hoạch",
        lambda actor: Plan.objects.visible_to(actor),
        lambda row: row.title,
        lambda row: _plan_page(row.pk),
    ),
    "plans.target": _of_plan(Target, "Chỉ tiêu", lambda row: f"chỉ tiêu năm {row.year} của {row.plan.title}"),
    "plans.legalbasis": _of_plan(LegalBasis, "Căn cứ", lambda row: f"{row} của {row.plan.title}"),
    "plans.fundingsource": _of_plan(
        FundingSource, "Nguồn kinh phí", lambda row: f"nguồn kinh phí của {row.plan.title}"
    ),
    "plans.recipient": _of_plan(Recipient, "Nơi nhận", lambda row: f"{row} của {row.plan.title}"),
    "plans.receipt": rows_named(
        "Báo nhận kế hoạch",
        lambda actor: Receipt.objects.visible_to(actor).select_related("plan"),
        lambda row: f"{row.body_name} nhận {row.plan.label}",
        lambda row: _plan_page(row.plan_id),
    ),
    "plans.task": _of_plan(Task, "Việc của kế hoạch", lambda row: row.text),
    "plans.taskinstance": rows_named(
        "Việc được giao",
        lambda actor: TaskInstance.objects.visible_to(actor).select_related("task"),
        str,
        lambda row: reverse("instance_detail", args=[row.pk]),
    ),
    "plans.difficulty": rows_named(
        "Khó khăn, vướng mắc",
        lambda actor: Difficulty.objects.visible_to(actor),
        lambda row: f"{row.body_name}: {row.text[:80]}",
        lambda row: reverse("difficulty_detail", args=[row.pk]),
    ),
    "plans.difficultygroup": rows_named(
        "Vấn đề đã tổng hợp",
        lambda actor: DifficultyGroup.objects.visible_to(actor),
        lambda row: row.title,
        lambda row: reverse("matter_detail", args=[row.pk]),
    ),
    "plans.planfigure": rows_named(
        "Số liệu của chỉ tiêu",
        lambda actor: PlanFigure.objects.visible_to(actor).select_related("place"),
        lambda row: f"{row.measure} năm {row.year} của {row.place.title}",
    ),
}
