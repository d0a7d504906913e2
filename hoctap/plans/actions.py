"""Typing in plans and their targets. Who holds the right at the plan's place may; those below only read."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.measures.registry import measures
from hoctap.places.models import Level, Place
from hoctap.plans import rules
from hoctap.plans.indicators import indicators
from hoctap.plans.models import Plan, PlanState, Target, TargetShare
from hoctap.plans.rows import cleaned, details_of, lock_plan, names_of, write
from hoctap.plans.rules import PlanDetails, TargetDetails


@transaction.atomic
def record_plan(place: Place, details: PlanDetails, *, state: str = PlanState.ISSUED, by: Actor) -> Plan:
    """A draft has neither tasks under way nor targets that bind: `issue_plan` sets it going."""
    by.must(Permission.PLAN_EDIT, at=place)
    if place.level in (Level.HAMLET, Level.GROUP):
        raise Refused([Reason("Kế hoạch do cấp xã trở lên ban hành.", field="place")])
    details = cleaned(details)
    plan = Plan(place=place, state=PlanState(state))
    _refuse_plan(plan, details)
    write(plan, details)
    plan.save()
    audit.record(by, "plans.plan.recorded", plan, fields=names_of(details))
    return plan


@transaction.atomic
def edit_plan(plan: Plan, details: PlanDetails, *, by: Actor) -> None:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    details = cleaned(details)
    _refuse_plan(plan, details)
    if changed := write(plan, details):
        plan.save()
        audit.record(by, "plans.plan.changed", plan, fields=changed)


@transaction.atomic
def add_target(plan: Plan, details: TargetDetails, *, by: Actor) -> Target:
    plan = lock_plan(plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target(plan=plan, position=plan.targets.count() + 1)
    _refuse_target(target, details)
    write(target, details)
    target.save()
    audit.record(by, "plans.target.added", target, fields=names_of(details))
    return target


@transaction.atomic
def edit_target(target: Target, details: TargetDetails, *, by: Actor) -> None:
    plan = lock_plan(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    _refuse_target(target, details)
    if changed := write(target, details):
        target.save()
        audit.record(by, "plans.target.changed", target, fields=changed)


@transaction.atomic
def drop_target(target: Target, *, by: Actor) -> None:
    plan = lock_plan(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    audit.record(by, "plans.target.dropped", target)
    target.delete()


@transaction.atomic
def hand_down(target: Target, shares: Mapping[UUID, Decimal | None], *, by: Actor) -> int:
    """Giao chỉ tiêu: another value for each place, by its id; None takes it back. How many changed."""
    plan = lock_plan(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    below = Place.objects.within([plan.place_id]).exclude(pk=plan.place_id).in_bulk(list(shares))
    if set(shares) - set(below):
        raise Refused([Reason("Chỉ giao cho những nơi thuộc địa bàn của kế hoạch.", field="shares")])
    kept = {share.place_id: share for share in target.shares.select_related("place")}
    wanted = {pk: share.value for pk, share in kept.items()} | dict(shares)
    names = {share.place_id: share.place.title for share in kept.values()} | {
        pk: place.title for pk, place in below.items()
    }
    reasons = rules.share_blockers(
        target.kind,
        target.unit,
        target.value,
        {names[pk]: value for pk, value in wanted.items() if value is not None},
        all_places=_communes_of(plan).count(),
    )
    if reasons:
        raise Refused(reasons)
    changed = 0
    for pk, value in shares.items():
        if value is None:
            changed += target.shares.filter(place=pk).delete()[0]
        elif pk not in kept or kept[pk].value != value:
            TargetShare.objects.update_or_create(target=target, place=below[pk], defaults={"value": value})
            changed += 1
    if changed:
        audit.record(by, "plans.target.handed_down", target, count=changed)
    return changed


@transaction.atomic
def stop_target(target: Target, *, on: dt.date, why: str, by: Actor) -> None:
    """A target about what no longer exists keeps its last value and says why."""
    plan = lock_plan(target.plan)
    by.must(Permission.PLAN_EDIT, at=plan)
    target = Target.objects.select_for_update(of=("self",)).select_related("plan__place").get(pk=target.pk)
    if target.stopped_on:
        raise Refused("Chỉ tiêu này đã thôi theo dõi.")
    if not clean(why):
        raise Refused([Reason("Ghi lý do thôi theo dõi chỉ tiêu.", field="why")])
    target.stopped_on, target.stopped_why = on, clean(why)
    target.save(update_fields=["stopped_on", "stopped_why"])
    audit.record(by, "plans.target.stopped", target, fields=["stopped_on", "stopped_why"])


def _communes_of(plan: Plan) -> QuerySet[Place]:
    return Place.objects.within([plan.place_id]).filter(level=Level.COMMUNE).valid_in(plan.year_to)


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
    known = {measure.code: measure.unit for measure in measures.at(plan.place.path)}
    reasons = rules.target_blockers(
        details,
        details_of(plan),
        known_units=known | {one.code: one.unit for one in indicators},
        taken=set(others),
    )
    if details.parent_id and not plan.targets.exclude(pk=target.pk).filter(pk=details.parent_id).exists():
        reasons.append(Reason("Chỉ tiêu lớn hơn phải ở cùng kế hoạch này.", field="parent_id"))
    if reasons:
        raise Refused(reasons)
