"""All that a plan says, in words: what two of its states are compared by."""

from typing import Any

from hoctap.core.vietnamese import format_date, format_number
from hoctap.plans.models import Plan, Target, Task


def snapshot(plan: Plan) -> dict[str, Any]:
    return {
        "facts": _facts(plan),
        "targets": {str(one.pk): _target(one) for one in plan.targets.order_by("position", "id")},
        "tasks": {
            str(one.pk): _task(one)
            for one in plan.tasks.filter(dropped_on__isnull=True)
            .prefetch_related("bodies")
            .order_by("position", "id")
        },
        "bases": {str(one.pk): {"label": str(one), "words": one.subject} for one in plan.bases.all()},
        "funding": {
            str(one.pk): {"label": one.get_kind_display(), "words": one.text}
            for one in plan.funding_sources.all()
        },
        "recipients": {
            str(one.pk): {"label": one.text, "words": one.purpose} for one in plan.recipients.all()
        },
    }


def _facts(plan: Plan) -> dict[str, str]:
    return {
        "Tên kế hoạch": plan.title,
        "Số, ký hiệu": plan.number,
        "Ngày ban hành": format_date(plan.dated_on) if plan.dated_on else plan.date_partial,
        "Cơ quan ban hành": plan.issuer,
        "Thời gian": f"{plan.year_from}–{plan.year_to}"
        + (" và những năm tiếp theo" if plan.open_ended else ""),
        "Cơ quan chủ trì": plan.lead_name,
        "Đầu mối nhận khó khăn, vướng mắc": plan.focal_name,
        "Cơ quan quyết định": plan.decider_name,
    }


def _target(target: Target) -> dict[str, str]:
    value = format_number(target.value)
    if target.value_max is not None:
        value = f"{value} đến {format_number(target.value_max)}"
    words = f"{target.get_comparator_display()} {value} {target.unit}, năm {target.year}"
    if target.before_on:
        words += f", trước {format_date(target.before_on)}"
    return {"label": target.wording, "words": words}


def _task(task: Task) -> dict[str, str]:
    bodies = [f"{one.get_part_display()}: {one.name}" for one in task.bodies.all()]
    parts = [*bodies, task.get_recurrence_display()]
    if task.before_on:
        parts.append(f"trước {format_date(task.before_on)}")
    if task.due_day:
        parts.append(
            f"hạn mỗi kỳ: trước ngày {task.due_day}" + (f"/{task.due_month}" if task.due_month else "")
        )
    return {"label": task.text, "words": "; ".join(parts)}
