"""One activity, entered once: everything in which it counts, each with where it is shown."""

from django.db.models import Q
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date, format_number
from hoctap.evidence.models import Evidence
from hoctap.learning.activities import queries
from hoctap.learning.models import Activity, ActivityState, Attendance, CountedBy
from hoctap.learning.registry import FedGroup, FedLine, fed_providers
from hoctap.plans.models import Plan, Target

INDICATORS = ("centre.activities",)
"""Of plans' targets, those that count activities."""


def fed_by(activity: Activity, actor: Actor) -> list[FedGroup]:
    own = [_records(activity, actor), _bodies(activity), _programme(activity), _evidence(activity, actor)]
    made = [*own, _targets(activity, actor), *(provider(activity, actor) for provider in fed_providers)]
    return sorted((one for one in made if one is not None), key=lambda one: one.order)


def _records(activity: Activity, actor: Actor) -> FedGroup:
    page = queries.page_of(activity, actor)
    url = reverse("activity_detail", args=[activity.pk])
    lines = []
    for row in page.sessions:
        how = CountedBy(row.session.counted_by).label
        people = "chưa ghi người dự" if row.people is None else f"{format_number(row.people)} lượt, {how}"
        lines.append(FedLine(f"Buổi {row.session.number}, {format_date(row.session.on)}", people, url))
    if page.files:
        lines.append(FedLine("Ảnh, biên bản", f"{len(page.files)} tệp", url))
    return FedGroup("Bản ghi", tuple(lines), 10)


def _bodies(activity: Activity) -> FedGroup:
    """Each sees it in its own list; the commune counts it once."""
    year = activity.starts_on.year
    lines = [
        FedLine(
            f"{body.name}, {body.get_role_display()}",
            ""
            if body.organisation_id
            else "chưa có trong danh sách cơ quan của xã nên không có danh sách riêng",
            reverse("activity_list", query={"body": body.organisation_id, "year": year})
            if body.organisation_id
            else "",
        )
        for body in activity.bodies.all()
    ]
    whole = reverse("activity_list", query={"commune": activity.commune_id, "year": year})
    lines.append(
        FedLine(f"Số của {activity.commune.title}", "đếm một lần, dù bao nhiêu đơn vị tham gia", whole)
    )
    return FedGroup("Danh sách của từng đơn vị", tuple(lines), 20)


def _programme(activity: Activity) -> FedGroup:
    line = activity.line
    if line is None:
        return FedGroup("Chương trình năm, nhu cầu", (), 30, "Ngoài chương trình: chưa gắn với nhu cầu nào.")
    url = reverse("programme_detail", args=[line.programme_id])
    lines = [FedLine(f"{line.programme}", line.title, url)]
    lines += [
        FedLine(
            f"Nhu cầu: {need}",
            f"{format_number(need.people)} người, {need.get_state_display()}",
            f"{url}#needs",
        )
        for need in line.needs.all()
    ]
    if line.task is not None:
        lines.append(
            FedLine(
                f"Việc của {line.task.plan.label}",
                line.task.text[:120],
                reverse("plan_detail", args=[line.task.plan_id]),
            )
        )
    return FedGroup("Chương trình năm, nhu cầu", tuple(lines), 30)


def _targets(activity: Activity, actor: Actor) -> FedGroup | None:
    if not actor.may_anywhere(Permission.PLAN_READ):
        return None
    year = activity.starts_on.year
    plans = Plan.objects.visible_to(actor).filter(place__in=activity.commune.path)
    rows = Target.objects.filter(plan__in=plans, measure__in=INDICATORS, year=year).select_related("plan")
    counts = activity.state == ActivityState.HELD and activity.centre_id is not None
    lines = tuple(
        FedLine(f"Chỉ tiêu của {one.plan.label}", str(one), reverse("plan_detail", args=[one.plan_id]))
        for one in rows
    )
    empty = f"Không có chỉ tiêu nào năm {year} tính theo số hoạt động."
    return FedGroup(
        "Chỉ tiêu kế hoạch",
        lines if counts else (),
        40,
        empty if counts else "Chưa tổ chức, hoặc không thuộc trung tâm: chưa tính.",
    )


def _evidence(activity: Activity, actor: Actor) -> FedGroup | None:
    """Only names feed it, and only who may read the names hears of it."""
    names = Attendance.objects.visible_to(actor).standing().filter(session__activity=activity)
    ids = [str(pk) for pk in names.values_list("pk", flat=True)]
    sessions = [str(pk) for pk in activity.sessions.values_list("pk", flat=True)]
    if not actor.may_anywhere(Permission.EVIDENCE_READ):
        return None
    pieces = (
        Evidence.objects.visible_to(actor)
        .standing()
        .filter(Q(record_id__in=ids) | Q(record_id__in=sessions), record_kind="attendance")
        .count()
        if ids
        else 0
    )
    lines: tuple[FedLine, ...] = ()
    if pieces:
        lines = (FedLine(f"{format_number(pieces)} minh chứng", "của người dự có tên trong sổ"),)
    return FedGroup(
        "Minh chứng của người dân",
        lines,
        60,
        "Chỉ người được điểm danh theo tên mới dùng được buổi này làm minh chứng.",
    )
