"""How plans and targets are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.plans.models import Plan, Target

SUBJECTS: dict[str, SubjectKind] = {
    "plans.plan": rows_named(
        "Kế hoạch",
        lambda actor: Plan.objects.visible_to(actor),
        lambda row: row.title,
        lambda row: reverse("plan_detail", args=[row.pk]),
    ),
    "plans.target": rows_named(
        "Chỉ tiêu",
        lambda actor: Target.objects.filter(plan__in=Plan.objects.visible_to(actor)).select_related("plan"),
        lambda row: f"chỉ tiêu năm {row.year} của {row.plan.title}",
        lambda row: reverse("plan_detail", args=[row.plan_id]),
    ),
}
