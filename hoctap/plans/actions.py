"""Typing in plans and their targets. Who holds the right at the plan's place may; those below only read."""

from dataclasses import asdict

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.measures.registry import measures
from hoctap.places.models import Level, Place
from hoctap.plans import rules
from hoctap.plans.models import Plan, Target
from hoctap.plans.rules import PlanDetails, TargetDetails


@transaction.atomic
def record_plan(place: Place, details: PlanDetails, *, by: Actor) -> Plan:
    by.must(Permission.PLAN_EDIT, at=place)
    if place.level in (Level.HAMLET, Level.GROUP):
        raise Refused([Reason("Kế hoạch do cấp xã trở lên ban hành.", field="place")])
    details = _cleaned(details)
    plan = Plan(place=place)
    _refuse_plan(plan, details)
    _write(plan, details)
    plan.save()
    audit.record(by, "plans.plan.recorded", plan, fields=asdict(details))
    return plan


@transaction.atomic
def edit_plan(plan: Plan, details: PlanDetails, *, by: Actor) -> None:
    plan = _locked(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = _cleaned(details)
    _refuse_plan(plan, details)
    if changed := _write(plan, details):
        plan.save()
        audit.record(by, "plans.plan.changed", plan, fields=changed)


@transaction.atomic
def add_target(plan: Plan, details: TargetDetails, *, by: Actor) -> Target:
    plan = _locked(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target(plan=plan, position=plan.targets.count() + 1)
    _refuse_target(target, details)
    _write(target, details)
    target.save()
    audit.record(by, "plans.target.added", target, fields=asdict(details))
    return target


@transaction.atomic
def edit_target(target: Target, details: TargetDetails, *, by: Actor) -> None:
    plan = _locked(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    _refuse_target(target, details)
    if changed := _write(target, details):
        target.save()
        audit.record(by, "plans.target.changed", target, fields=changed)


@transaction.atomic
def drop_target(target: Target, *, by: Actor) -> None:
    plan = _locked(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    audit.record(by, "plans.target.dropped", target)
    target.delete()


def _locked(plan: Plan) -> Plan:
    """Targets are changed under their plan's lock, so that years and targets are judged together."""
    return Plan.objects.select_for_update(of=("self",)).select_related("place").get(pk=plan.pk)


def _cleaned(details: PlanDetails) -> PlanDetails:
    return PlanDetails(
        number=clean(details.number),
        dated_on=details.dated_on,
        issuer=clean(details.issuer),
        title=clean(details.title),
        year_from=details.year_from,
        year_to=details.year_to,
    )


def _refuse_plan(plan: Plan, details: PlanDetails) -> None:
    years = set(plan.targets.values_list("year", flat=True)) if not plan._state.adding else set()
    reasons = rules.plan_blockers(details, target_years=years)
    if details.number:
        same = Plan.objects.filter(place=plan.place, number=details.number, dated_on=details.dated_on)
        if same.exclude(pk=plan.pk).exists():
            reasons.append(Reason("Kế hoạch có số và ngày này đã được nhập.", field="number"))
    if reasons:
        raise Refused(reasons)


def _refuse_target(target: Target, details: TargetDetails) -> None:
    plan = target.plan
    others = plan.targets.exclude(pk=target.pk).values_list("measure", "year")
    reasons = rules.target_blockers(
        details,
        _plan_details(plan),
        known_units={measure.code: measure.unit for measure in measures.at(plan.place.path)},
        taken=set(others),
    )
    if reasons:
        raise Refused(reasons)


def _plan_details(plan: Plan) -> PlanDetails:
    return PlanDetails(
        number=plan.number,
        dated_on=plan.dated_on,
        issuer=plan.issuer,
        title=plan.title,
        year_from=plan.year_from,
        year_to=plan.year_to,
    )


def _write(row: Plan | Target, details: PlanDetails | TargetDetails) -> list[str]:
    """Set what differs; the names of what did."""
    changed = []
    for name, value in asdict(details).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed
