"""Movements are launched, changed, joined, reported on, reviewed, concluded or called off."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from hoctap.assessments.models import Assessment, FileState
from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.learning.models import Activity
from hoctap.movements.campaigns import queries, rules
from hoctap.movements.campaigns.matching import Joining, joinings
from hoctap.movements.campaigns.models import (
    MOVEMENT_TRANSITIONS,
    JoiningKind,
    Launcher,
    Movement,
    MovementKind,
    MovementReview,
    MovementState,
    MovementUnit,
    Stage,
    UnitResult,
)
from hoctap.movements.campaigns.rules import MovementTyped, ResultTyped
from hoctap.movements.choosing import UPPER
from hoctap.places.models import Place

KEEP, JOIN = Permission.MOVEMENT_KEEP, Permission.MOVEMENT_JOIN


@transaction.atomic
def launch_movement(place: Place, typed: MovementTyped, *, by: Actor) -> Movement:
    by.must(KEEP, at=place)
    _lock(place)
    reasons = _reasons(place, typed, Movement.objects.filter(place=place))
    if place.level not in UPPER or place.valid_to is not None:
        reasons.append(Reason("Phong trào phát động ở xã, huyện, tỉnh đang hoạt động.", "place"))
    if reasons:
        raise Refused(reasons)
    made = Movement(place=place, made_by=by.described)
    _write(made, typed)
    audit.record(by, "movements.movement.launched", made)
    return made


@transaction.atomic
def change_movement(movement: Movement, typed: MovementTyped, *, by: Actor) -> None:
    """Also how its time is made longer."""
    by.must(KEEP, at=movement)
    _lock(movement.place)
    row = _open(movement)
    others = Movement.objects.filter(place=row.place).exclude(pk=row.pk)
    if reasons := _reasons(row.place, typed, others):
        raise Refused(reasons)
    _write(row, typed)
    audit.record(by, "movements.movement.changed", row)


@transaction.atomic
def cancel_movement(movement: Movement, *, why: str, by: Actor) -> None:
    by.must(KEEP, at=movement)
    row = _open(movement)
    check_move(MovementState(row.state), MovementState.CANCELLED, MOVEMENT_TRANSITIONS)
    if not clean(why):
        raise Refused([Reason("Ghi vì sao thôi thực hiện.", "why")])
    row.state, row.ended_on, row.ended_why = MovementState.CANCELLED, today(), clean(why)[:300]
    row.save(update_fields=["state", "ended_on", "ended_why"])
    audit.record(by, "movements.movement.cancelled", row)


@transaction.atomic
def join_movement(
    movement: Movement,
    place: Place,
    kind: str,
    names: Sequence[str],
    *,
    households: int | None = None,
    registered_on: dt.date | None = None,
    by: Actor,
) -> list[MovementUnit]:
    """Units of a place join: by themselves, or from a list of whoever has the right there. Each once."""
    by.must(JOIN, at=place)
    row = _locked(movement)
    if kind not in JoiningKind.values:
        raise Refused([Reason("Chọn loại đơn vị.", "kind")])
    found, reasons = joinings(place, JoiningKind(kind), [clean(one) for one in names if clean(one)])
    standing = MovementUnit.objects.filter(movement=row, kind=kind, withdrawn_on=None)
    at = {one.place.pk for one in found}
    taken = standing.filter(place__in=at).values_list("name_key", flat=True)
    reasons += rules.joining_reasons(
        [one.name for one in found] if not reasons else ["…"],
        is_open=row.state == MovementState.LAUNCHED,
        ended_on=row.ended_on,
        last_on=row.last_on,
        launched_on=row.launched_on,
        registered_on=registered_on or today(),
        is_within=row.place_id in place.path,
        taken=set(taken),
        today=today(),
    )
    reasons += rules.households_reasons(kind, households)
    if place.valid_to is not None:
        reasons.append(Reason("Địa bàn này đã kết thúc. Đăng ký ở nơi kế tục.", "place"))
    if reasons:
        raise Refused(reasons)
    made = [_join(row, kind, one, households, registered_on or today(), by) for one in found]
    audit.record(by, "movements.movement.joined", row, count=len(made))
    return made


@transaction.atomic
def withdraw_unit(unit: MovementUnit, *, why: str, by: Actor) -> None:
    """Its results stay to be read and count no more."""
    by.must(JOIN, at=unit)
    movement = _locked(unit.movement)
    row = MovementUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    reasons = rules.withdrawing_reasons(
        is_withdrawn=row.withdrawn_on is not None,
        is_open=movement.state == MovementState.LAUNCHED,
        why=clean(why),
    )
    if reasons:
        raise Refused(reasons)
    row.withdrawn_on, row.withdrawn_why = today(), clean(why)[:300]
    row.save(update_fields=["withdrawn_on", "withdrawn_why"])
    audit.record(by, "movements.unit.withdrawn", row)


@transaction.atomic
def record_result(
    unit: MovementUnit,
    typed: ResultTyped,
    *,
    activity: Activity | None = None,
    assessment: Assessment | None = None,
    content: bytes | None = None,
    by: Actor,
) -> UnitResult:
    """What a unit did so far; what was told before stays beside it."""
    by.must(JOIN, at=unit)
    movement = _locked(unit.movement)
    row = MovementUnit.objects.select_related("place").get(pk=unit.pk)
    reasons = rules.result_reasons(
        typed,
        stages=Stage.values,
        is_withdrawn=row.withdrawn_on is not None,
        is_open=movement.state == MovementState.LAUNCHED,
        first_on=movement.first_on,
        today=today(),
    )
    reasons += rules.evidence_reasons(
        activity_fits=activity is None or _activity_fits(activity, row, movement),
        title_fits=assessment is None or _title_fits(assessment, row, movement),
    )
    if reasons or typed.reported_on is None:
        raise Refused(reasons)
    made = UnitResult(
        unit=row,
        stage=typed.stage,
        reported_on=typed.reported_on,
        text=typed.text[:2000],
        people=typed.people,
        is_met=typed.is_met,
        activity=activity,
        assessment=assessment,
        recorded_by=by.described,
    )
    if content is not None:
        stored = files.take(content, allowed=files.IMAGE_TYPES | {files.PDF})
        made.sha256, made.media_type, made.size = stored.sha256, stored.media_type, stored.size
    made.save()
    audit.record(by, "movements.unit.result_recorded", made)
    return made


@transaction.atomic
def review_movement(
    movement: Movement, *, stage: str, held_on: dt.date | None, text: str, by: Actor
) -> MovementReview:
    """Sơ kết keeps the counts of the day; tổng kết does, and ends the movement."""
    by.must(KEEP, at=movement)
    row = _open(movement)
    text = text.strip()
    reasons = rules.review_reasons(
        stage, held_on, text, stages=Stage.values, first_on=row.first_on, today=today()
    )
    if reasons or held_on is None:
        raise Refused(reasons)
    counts = queries.counts_of(MovementUnit.objects.filter(movement=row))
    made = MovementReview.objects.create(
        movement=row,
        stage=stage,
        held_on=held_on,
        text=text[:3000],
        units=counts.units,
        reported=counts.reported,
        met=counts.met,
        people=counts.people,
        recorded_by=by.described,
    )
    if stage == Stage.FINAL:
        check_move(MovementState(row.state), MovementState.CONCLUDED, MOVEMENT_TRANSITIONS)
        row.state, row.ended_on = MovementState.CONCLUDED, held_on
        row.save(update_fields=["state", "ended_on"])
    audit.record(by, "movements.movement.reviewed", made)
    return made


# ---------------------------------------------------------------- parts


def _reasons(place: Place, typed: MovementTyped, others: QuerySet[Movement]) -> list[Reason]:
    """`others`: movements of the place beside this one."""
    offered = queries.titles_at(place)
    there = others.exclude(state=MovementState.CANCELLED).order_by().values_list("name", "first_on")
    taken = {rules.name_key(name) for name, first_on in there if first_on == typed.first_on}
    return rules.movement_reasons(
        typed,
        kinds=MovementKind.values,
        launchers=Launcher.values,
        titles={str(one) for one in offered},
        of_households={str(one) for one in offered if queries.is_of_households(one)},
        taken=taken,
        today=today(),
    )


def _write(row: Movement, typed: MovementTyped) -> None:
    assert typed.launched_on is not None
    assert typed.first_on is not None
    assert typed.last_on is not None
    row.name, row.kind, row.launcher = clean(typed.name)[:300], typed.kind, typed.launcher
    row.launcher_name, row.document = clean(typed.launcher_name)[:200], clean(typed.document)[:200]
    row.launched_on, row.first_on, row.last_on = typed.launched_on, typed.first_on, typed.last_on
    row.goal, row.tasks = typed.goal.strip()[:3000], typed.tasks.strip()[:3000]
    row.channels, row.units_wanted = clean(typed.channels)[:300], typed.units_wanted
    row.titles, row.oldest_head = sorted(set(typed.titles)), typed.oldest_head
    row.save()


def _lock(place: Place) -> None:
    """One after the other at a place."""
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)


def _locked(movement: Movement) -> Movement:
    return Movement.objects.select_for_update(of=("self",)).select_related("place").get(pk=movement.pk)


def _open(movement: Movement) -> Movement:
    row = _locked(movement)
    if row.state != MovementState.LAUNCHED:
        raise Refused(f"Phong trào này {row.get_state_display()}, không sửa được nữa.")
    return row


def _join(
    movement: Movement, kind: str, one: Joining, households: int | None, on: dt.date, by: Actor
) -> MovementUnit:
    return MovementUnit.objects.create(
        movement=movement,
        place=one.place,
        kind=kind,
        name=one.name,
        name_key=rules.name_key(one.name),
        organisation=one.organisation,
        work_unit=one.work_unit,
        clan=one.clan,
        households=households,
        registered_on=on,
        registered_by=by.described,
        by_itself=one.place.pk in by.places_given(JOIN),
    )


def _activity_fits(activity: Activity, unit: MovementUnit, movement: Movement) -> bool:
    inside = unit.place_id in activity.place.path or activity.place_id in unit.place.path
    return inside and activity.starts_on <= movement.last_on and movement.first_on <= activity.ends_on


def _title_fits(assessment: Assessment, unit: MovementUnit, movement: Movement) -> bool:
    return (
        assessment.state == FileState.RECOGNISED
        and assessment.title in movement.titles
        and unit.place_id in assessment.place.path
    )
