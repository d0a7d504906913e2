"""After a reorganisation: kế thừa by a paper, chấm dứt, or chờ hướng dẫn. History stays under the old names."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.places.models import Organisation, Place
from hoctap.plans.changes.snapshots import snapshot
from hoctap.plans.models import Plan, PlanState, PlanVersion, Settlement, TaskEntry, TaskInstance
from hoctap.plans.rows import cleaned, lock_plan
from hoctap.plans.settling import rules
from hoctap.plans.settling.models import About, Outcome
from hoctap.plans.settling.rules import SettlementDetails
from hoctap.plans.tasking.models import InstanceState


@transaction.atomic
def settle_matter(
    plan: Plan,
    about: str,
    details: SettlementDetails,
    *,
    instance: TaskInstance | None = None,
    by: Actor,
) -> Settlement:
    """`about`: the plan, its lead, its focal body, or one piece of open work."""
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    about, outcome = About(about), Outcome(details.outcome)
    reasons = rules.settlement_blockers(details, about=about, on=today())
    heir = Place.objects.filter(pk=details.heir_place_id).first() if details.heir_place_id else None
    body = Organisation.objects.filter(pk=details.heir_body_id).first() if details.heir_body_id else None
    if heir is not None and not heir.is_current:
        reasons.append(Reason("Nơi kế thừa đã kết thúc. Chọn nơi hiện nay.", field="heir_place"))
    if body is not None and body.valid_to is not None and body.valid_to <= today():
        reasons.append(Reason("Cơ quan kế thừa đã kết thúc. Chọn cơ quan hiện nay.", field="heir_body"))
    if about == About.WORK and (instance is None or instance.task.plan_id != plan.pk):
        reasons.append(Reason("Chọn việc của kế hoạch này."))
    if reasons:
        raise Refused(reasons)
    if instance is not None and about == About.WORK:
        instance = TaskInstance.objects.select_for_update(of=("self",)).with_all().get(pk=instance.pk)
        if not instance.is_open:
            raise Refused("Việc này không còn đang làm.")
    settled = Settlement.objects.create(
        plan=plan,
        about=about,
        instance=instance if about == About.WORK else None,
        outcome=outcome,
        heir_place=heir if about == About.PLAN else None,
        heir_body=body if about != About.PLAN else None,
        paper_number=details.paper_number,
        paper_date=details.paper_date,
        note=details.note[:300],
        made_by=by.described[:300],
    )
    if outcome != Outcome.WAITING:
        if about == About.PLAN:
            _settle_plan(plan, settled, by)
        elif about == About.WORK and instance is not None:
            _settle_work(instance, settled, body, by)
        else:
            _settle_body(plan, about, settled, body, by)
    audit.record(by, "plans.matter.settled", plan, fields=[about.value, outcome.value])
    return settled


def _settle_plan(plan: Plan, settled: Settlement, by: Actor) -> None:
    if settled.outcome == Outcome.INHERITED:
        _keep(plan, settled, PlanVersion.Kind.AMENDED, f"Kế thừa: {settled.heir_place}", by)
        plan.heir = settled.heir_place
        plan.save(update_fields=["heir"])
        return
    _keep(plan, settled, PlanVersion.Kind.ENDED, "Chấm dứt sau sắp xếp", by)
    plan.state, plan.ended_on = PlanState.ENDED, settled.paper_date
    plan.ended_why, plan.ended_by = settled.note or "Chấm dứt sau sắp xếp", settled.paper_number
    plan.save(update_fields=["state", "ended_on", "ended_why", "ended_by"])
    for row in TaskInstance.objects.filter(task__plan=plan).running():
        _stop(row, f"Kế hoạch chấm dứt theo {settled.paper_number}", by)


def _settle_body(plan: Plan, about: About, settled: Settlement, body: Organisation | None, by: Actor) -> None:
    _keep(plan, settled, PlanVersion.Kind.AMENDED, f"Thay {about.label}", by)
    name = body.name if body else ""
    if about == About.LEAD:
        plan.lead_name, plan.lead_body = name, body
    else:
        plan.focal_name, plan.focal_body = name, body
    plan.save(update_fields=["lead_name", "lead_body", "focal_name", "focal_body"])


def _settle_work(row: TaskInstance, settled: Settlement, body: Organisation | None, by: Actor) -> None:
    """The heir has a piece of its own; the old one stops, and both say why."""
    words = f"theo {settled.paper_number}"
    if body is None:
        _stop(row, f"Chấm dứt {words}", by)
        return
    _stop(row, f"Chuyển sang {body.name} {words}", by)
    made, _ = TaskInstance.objects.get_or_create(
        task=row.task,
        part=row.part,
        place=body.place,
        body_name=body.name,
        period=row.period,
        defaults={
            "body": body,
            "period_from": row.period_from,
            "period_to": row.period_to,
            "before_on": row.before_on,
            "late_since": row.late_since,
        },
    )
    text = f"Kế thừa việc của {row.body_name} {words}"
    TaskEntry.objects.create(instance=made, kind=TaskEntry.Kind.REOPENED, text=text, by=by.described[:300])


def _stop(row: TaskInstance, why: str, by: Actor) -> None:
    TaskInstance.objects.filter(pk=row.pk).update(state=InstanceState.STOPPED)
    TaskEntry.objects.create(
        instance=row, kind=TaskEntry.Kind.STOPPED, text=why[:1000], by=by.described[:300]
    )


def _keep(plan: Plan, settled: Settlement, kind: str, what: str, by: Actor) -> None:
    assert settled.paper_date is not None
    PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        kind=kind,
        paper_number=settled.paper_number,
        paper_date=settled.paper_date,
        what=what[:500],
        before=snapshot(plan),
        made_by=by.described[:300],
    )
