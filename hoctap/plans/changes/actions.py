"""A plan is issued, amended, extended, ended; and what it descends from is named."""

import datetime as dt

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import move_blockers
from hoctap.core.text import clean
from hoctap.plans import rules as plan_rules
from hoctap.plans.changes import rules
from hoctap.plans.changes.rules import ProgrammeDetails
from hoctap.plans.changes.snapshots import snapshot
from hoctap.plans.models import (
    PLAN_TRANSITIONS,
    Plan,
    PlanState,
    PlanVersion,
    Programme,
    Task,
    TaskEntry,
)
from hoctap.plans.rows import cleaned, details_of, lock_plan, names_of
from hoctap.plans.tasking.making import make_instances
from hoctap.plans.tasking.models import InstanceState


@transaction.atomic
def issue_plan(plan: Plan, *, number: str = "", dated_on: dt.date | None = None, by: Actor) -> Plan:
    """From a draft to a plan in force: its bodies have their tasks. A number or day given here is written in."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    number = clean(number) or plan.number
    dated_on = dated_on or plan.dated_on
    reasons = move_blockers(PlanState(plan.state), PlanState.ISSUED, PLAN_TRANSITIONS)
    reasons += rules.issue_blockers(
        number, dated_on, on=today(), tasks=plan.tasks.count(), targets=plan.targets.count()
    )
    same = Plan.objects.filter(place=plan.place, number=number, dated_on=dated_on).exclude(pk=plan.pk)
    if number and same.exists():
        reasons.append(Reason("Kế hoạch có số và ngày này đã được nhập.", field="number"))
    if dated_on and not reasons:
        details = details_of(plan)
        reasons += plan_rules.plan_blockers(
            type(details)(
                **{name: getattr(details, name) for name in names_of(details)}
                | {"dated_on": dated_on, "date_partial": ""}
            )
        )
    if reasons:
        raise Refused(reasons)
    plan.number, plan.dated_on, plan.state = number, dated_on, PlanState.ISSUED
    if dated_on:
        plan.date_partial = ""
    plan.save(update_fields=["number", "dated_on", "date_partial", "state"])
    made = make_instances(_tasks(plan), on=today())
    audit.record(by, "plans.plan.issued", plan, fields=["number", "dated_on", "state"], count=len(made) or 1)
    return plan


@transaction.atomic
def begin_amendment(
    plan: Plan, *, paper_number: str, paper_date: dt.date | None, what: str, by: Actor
) -> PlanVersion:
    """Keeps all that the plan says until now; what is edited afterwards is what this paper changed."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    reasons = _paper(paper_number, paper_date, what)
    if plan.state == PlanState.DRAFT:
        reasons.append(Reason("Dự thảo thì sửa thẳng, chưa cần văn bản điều chỉnh."))
    if plan.state == PlanState.ENDED:
        reasons.append(Reason("Kế hoạch đã chấm dứt, không điều chỉnh được nữa."))
    if reasons:
        raise Refused(reasons)
    version = _keep(plan, PlanVersion.Kind.AMENDED, paper_number, paper_date, what, by)
    audit.record(by, "plans.plan.amended", plan)
    return version


@transaction.atomic
def extend_plan(
    plan: Plan, *, year_to: int, paper_number: str, paper_date: dt.date | None, what: str = "", by: Actor
) -> PlanVersion:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    what = what or f"Kéo dài đến năm {year_to}"
    reasons = move_blockers(PlanState(plan.state), PlanState.EXTENDED, PLAN_TRANSITIONS)
    reasons += _paper(paper_number, paper_date, what)
    reasons += rules.extension_blockers(year_to, now_to=plan.year_to)
    if reasons:
        raise Refused(reasons)
    version = _keep(plan, PlanVersion.Kind.EXTENDED, paper_number, paper_date, what, by)
    plan.year_to, plan.state, plan.period_to = year_to, PlanState.EXTENDED, None
    plan.save(update_fields=["year_to", "state", "period_to"])
    make_instances(_tasks(plan), on=today())
    audit.record(by, "plans.plan.extended", plan, fields=["year_to", "state"])
    return version


@transaction.atomic
def end_plan(
    plan: Plan, *, ended_on: dt.date, why: str, paper_number: str, paper_date: dt.date | None, by: Actor
) -> PlanVersion:
    """Open work is stopped; what is done, late or confirmed stays as it is."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    reasons = move_blockers(PlanState(plan.state), PlanState.ENDED, PLAN_TRANSITIONS)
    reasons += _paper(paper_number, paper_date, why, field="why")
    if reasons:
        raise Refused(reasons)
    version = _keep(plan, PlanVersion.Kind.ENDED, paper_number, paper_date, why, by)
    plan.state, plan.ended_on, plan.ended_why = PlanState.ENDED, ended_on, clean(why)[:300]
    plan.ended_by = clean(paper_number)
    plan.save(update_fields=["state", "ended_on", "ended_why", "ended_by"])
    for task in plan.tasks.all():
        running = list(task.instances.running())
        task.instances.running().update(state=InstanceState.STOPPED)
        TaskEntry.objects.bulk_create(
            TaskEntry(instance=one, kind=TaskEntry.Kind.STOPPED, text=plan.ended_why, by=by.described[:300])
            for one in running
        )
    audit.record(by, "plans.plan.ended", plan, fields=["state", "ended_on", "ended_why"])
    return version


@transaction.atomic
def set_parent(plan: Plan, parent: Plan | None, *, by: Actor) -> None:
    """The plan that this one carries out: of a place above, or an earlier one of the same place."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    if parent is not None:
        parent = Plan.objects.select_related("place").get(pk=parent.pk)
        reasons = _descent_blockers(plan, parent)
        if reasons:
            raise Refused(reasons)
    plan.parent = parent
    plan.save(update_fields=["parent"])
    audit.record(by, "plans.plan.descends", plan, fields=["parent"])


@transaction.atomic
def set_programme(plan: Plan, details: ProgrammeDetails | None, *, by: Actor) -> Programme | None:
    """The national programme it carries out, known by the number of its paper; made when nobody named it before."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    programme = None
    if details is not None:
        details = cleaned(details)
        if not details.number:
            raise Refused([Reason("Ghi số, ký hiệu của chương trình, ví dụ 1520/QĐ-TTg.", field="number")])
        values = {name: getattr(details, name) for name in names_of(details) if name != "number"}
        programme, _ = Programme.objects.get_or_create(number=details.number, defaults=values)
    plan.programme = programme
    plan.save(update_fields=["programme"])
    audit.record(by, "plans.plan.descends", plan, fields=["programme"])
    return programme


def _descent_blockers(plan: Plan, parent: Plan) -> list[Reason]:
    reasons = plan_rules.descent_blockers(
        own_level=len(plan.place.path),
        parent_level=len(parent.place.path),
        own_from=plan.year_from,
        parent_to=parent.ended_on.year if parent.ended_on else 9999 if parent.open_ended else parent.year_to,
    )
    above: Plan | None = parent
    seen = {plan.pk}
    while above is not None:
        if above.pk in seen:
            reasons.append(Reason("Kế hoạch gốc lại xuất phát từ chính kế hoạch này.", field="parent"))
            break
        seen.add(above.pk)
        above = above.parent
    return reasons


def _paper(number: str, dated_on: dt.date | None, what: str, *, field: str = "what") -> list[Reason]:
    reasons = rules.paper_blockers(clean(number), dated_on, on=today())
    if not clean(what):
        words = "Ghi lý do." if field == "why" else "Ghi văn bản thay đổi điều gì."
        reasons.append(Reason(words, field=field))
    return reasons


def _keep(
    plan: Plan, kind: str, paper_number: str, paper_date: dt.date | None, what: str, by: Actor
) -> PlanVersion:
    assert paper_date is not None, "asked of the paper before"
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        kind=kind,
        paper_number=clean(paper_number),
        paper_date=paper_date,
        what=clean(what)[:500],
        before=snapshot(plan),
        made_by=by.described[:300],
    )


def _tasks(plan: Plan) -> list[Task]:
    tasks = plan.tasks.filter(dropped_on__isnull=True).select_related("plan__place")
    return list(tasks.prefetch_related("bodies__body", "bodies__capacity__organisation"))
