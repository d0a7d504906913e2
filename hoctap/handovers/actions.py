"""Bàn giao, one act: work, roles, devices and the minutes go together or not at all; on its day, where that was set ahead."""

import dataclasses
import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts import actions as accounts
from hoctap.accounts import handing
from hoctap.accounts.capacities.queries import term_of
from hoctap.accounts.models import Capacity
from hoctap.accounts.queries import within_reach
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.handovers import contents, queries, rules
from hoctap.handovers.models import PLANNED_TRANSITIONS, Handover, PlannedHandover, PlannedState
from hoctap.notices import actions as notices
from hoctap.papers import actions as papers
from hoctap.papers.actions import About


@transaction.atomic
def hand_over(
    giver: Capacity,
    receiver: Capacity,
    *,
    handed_on: dt.date | None = None,
    ends_giver: bool,
    gives_roles: bool,
    decision: str,
    things: str = "",
    planned: PlannedHandover | None = None,
    by: Actor,
) -> Handover:
    """Everything open of the giver's position goes to the receiver's; the giver's ends that day, or goes on.

    Roles are given first, then asked for: a receiver who could not go on with a piece of the work gets none of it. `planned` is
    what this carries out; any other that waits for the giver is called off first.
    """
    giver, receiver = _lock(giver, receiver, by)
    day = handed_on or today()
    # Before anything moves: who is given roles must fit this, whatever comes out of it.
    if gives_roles and giver.pk != receiver.pk:
        for held in giver.roles.select_related("place").order_by("pk"):
            accounts.give_role(receiver, Role(held.role), held.place, by=by)
        receiver = _with_roles(receiver)
    work = queries.open_work(giver)
    facts = rules.HandoverFacts(
        handed_on=day,
        today=today(),
        decision=clean(decision),
        is_same=giver.pk == receiver.pk,
        giver=str(giver),
        giver_starts_on=giver.starts_on,
        giver_ended_on=giver.ends_on,
        receiver=str(receiver),
        receiver_holds=term_of(receiver).covers(today()),
        receiver_can_sign_in=receiver.user.is_active,
        receiver_name=receiver.user.full_name,
        missing=queries.missing_rights(work, receiver.actor()),
        waits_for=_waits_for(giver, but=planned),
    )
    if reasons := rules.handover_blockers(facts):
        raise Refused(reasons)
    for one in work:
        if one.item.move is not None:
            one.item.move([line.id for line in one.lines], giver, receiver, by)
    ended = 0
    if ends_giver:
        if giver.ends_on is None or giver.ends_on > day:
            accounts.end_capacity(giver, day, by=by)
        ended = handing.end_sessions(giver.user)
    handover = Handover(
        giver=giver,
        receiver=receiver,
        place=giver.organisation.place,
        handed_on=day,
        ended_giver=ends_giver,
        gave_roles=gives_roles,
        decision=clean(decision),
        things=things.strip(),
        lines=[
            {"label": one.item.label, "count": len(one.lines), "lines": [line.text for line in one.lines]}
            for one in work
        ],
        sessions_ended=ended,
        made_by=f"{by.described}, theo {by.on_behalf_of}"[:300] if by.on_behalf_of else by.described,
    )
    # The right to hand over includes its minutes; signing and filing them stays with who files papers.
    file_it = Grant(handover.place.pk, frozenset({Permission.PAPER_FILE}))
    handover.paper = papers.create_paper(
        "handover",
        issuer=giver.organisation,
        place=handover.place,
        year=day.year,
        title=f"Bàn giao công việc: {giver.user.full_name}, {giver.title}",
        content=contents.minutes(handover),
        about=About("handovers.handover", str(handover.pk)),
        by=dataclasses.replace(by, grants=(*by.grants, file_it)),
    )
    handover.save()
    audit.record(by, "handovers.handover.made", handover, count=sum(len(one.lines) for one in work) or 1)
    return handover


@transaction.atomic
def plan_handover(
    giver: Capacity,
    receiver: Capacity,
    *,
    handed_on: dt.date,
    ends_giver: bool,
    gives_roles: bool,
    decision: str,
    things: str = "",
    by: Actor,
) -> PlannedHandover:
    """Set a day to come. Nothing moves before it; what could not be done today for reasons that can be seen is refused now."""
    giver, receiver = _lock(giver, receiver, by)
    if by.capacity_id is None:
        raise Forbidden(
            "Hãy làm việc này trong một tư cách: đến ngày, bàn giao được làm theo quyền của tư cách ấy."
        )
    then = receiver.actor()
    if gives_roles:
        then = dataclasses.replace(then, grants=(*then.grants, *giver.actor().grants))
    facts = rules.HandoverFacts(
        handed_on=handed_on,
        today=today(),
        decision=clean(decision),
        is_same=giver.pk == receiver.pk,
        giver=str(giver),
        giver_starts_on=giver.starts_on,
        giver_ended_on=giver.ends_on,
        receiver=str(receiver),
        receiver_holds=term_of(receiver).covers(handed_on),
        receiver_can_sign_in=receiver.user.is_active,
        receiver_name=receiver.user.full_name,
        missing=queries.missing_rights(queries.open_work(giver), then),
        waits_for=_waits_for(giver),
    )
    if reasons := rules.plan_blockers(facts):
        raise Refused(reasons)
    planned = PlannedHandover.objects.create(
        giver=giver,
        receiver=receiver,
        place=giver.organisation.place,
        handed_on=handed_on,
        ends_giver=ends_giver,
        gives_roles=gives_roles,
        decision=clean(decision),
        things=things.strip(),
        planned_by_id=by.capacity_id,
    )
    _tell_both(planned, f"Ngày {handed_on:%d/%m/%Y} sẽ bàn giao")
    audit.record(by, "handovers.planned.made", planned)
    return planned


@transaction.atomic
def call_off(planned: PlannedHandover, *, why: str, by: Actor) -> None:
    planned = _locked(planned)
    by.must(Permission.ACCOUNT_MANAGE, at=planned)
    check_move(PlannedState(planned.state), PlannedState.CALLED_OFF, PLANNED_TRANSITIONS)
    if reasons := rules.call_off_blockers(clean(why)):
        raise Refused(reasons)
    planned.state = PlannedState.CALLED_OFF
    planned.called_off_by, planned.called_off_at = by.described, timezone.now()
    planned.why_called_off = clean(why)
    planned.save()
    _tell_both(planned, f"Đã hủy việc bàn giao định vào ngày {planned.handed_on:%d/%m/%Y}")
    audit.record(by, "handovers.planned.called_off", planned)


@transaction.atomic
def carry_out(planned: PlannedHandover, *, by: Actor) -> Handover | None:
    """On its day or later, with the planner's rights of today. Run twice it is done once; what keeps it back is written on the row."""
    planned = _locked(planned)
    by.must(Permission.ACCOUNT_MANAGE, at=planned)
    if planned.state != PlannedState.WAITING or planned.handed_on > today():
        return None
    try:
        with transaction.atomic():
            return _done(planned, by)
    except (Refused, Forbidden) as refusal:
        _note_failure(planned, str(refusal), by)
        return None


def _done(planned: PlannedHandover, by: Actor) -> Handover:
    planner = planned.planned_by
    if not term_of(planner).covers(today()) or not planner.user.is_active:
        raise Refused(
            f"{planner.user.full_name}, người định việc này, không còn giữ tư cách {planner}. "
            "Người quản trị hiện nay hủy lần này rồi bàn giao lại."
        )
    rights = planner.actor()
    acting = dataclasses.replace(
        by, user_id=rights.user_id, capacity_id=rights.capacity_id, grants=rights.grants,
        on_behalf_of=rights.described[:200], system_job="",
    )  # fmt: skip
    handover = hand_over(
        planned.giver,
        planned.receiver,
        handed_on=planned.handed_on,
        ends_giver=planned.ends_giver,
        gives_roles=planned.gives_roles,
        decision=planned.decision,
        things=planned.things,
        planned=planned,
        by=acting,
    )
    planned.state, planned.handover, planned.failure = PlannedState.DONE, handover, ""
    planned.tried_at = timezone.now()
    planned.save()
    _tell_both(planned, f"Đã bàn giao ngày {planned.handed_on:%d/%m/%Y}")
    return handover


def _waits_for(giver: Capacity, *, but: PlannedHandover | None = None) -> dt.date | None:
    waiting = queries.waiting_for(giver)
    return waiting.handed_on if waiting is not None and (but is None or waiting.pk != but.pk) else None


def _locked(planned: PlannedHandover) -> PlannedHandover:
    related = (
        "giver__user",
        "giver__organisation__place",
        "receiver__user",
        "receiver__organisation",
        "planned_by__user",
    )
    rows = PlannedHandover.objects.select_for_update(of=("self",)).select_related("place", *related)
    return rows.get(pk=planned.pk)


def _note_failure(planned: PlannedHandover, why: str, by: Actor) -> None:
    """Each hour anew; it is said once as long as the reason stays the same."""
    is_news = planned.failure != why
    planned.failure, planned.tried_at = why, timezone.now()
    planned.save(update_fields=["failure", "tried_at"])
    if is_news:
        audit.record(by, "handovers.planned.held_up", planned)
        notices.queue(
            [planned.planned_by.user],
            f"Bàn giao định ngày {planned.handed_on:%d/%m/%Y} chưa làm được: {why}",
            reverse("plannedhandover_detail", args=[planned.pk]),
        )


def _tell_both(planned: PlannedHandover, what: str) -> None:
    giver, receiver = planned.giver, planned.receiver
    text = (
        f"{what}: công việc của {giver.user.full_name}, {giver}, cho {receiver.user.full_name}, {receiver}."
    )
    notices.queue([giver.user, receiver.user], text)


def _lock(giver: Capacity, receiver: Capacity, by: Actor) -> tuple[Capacity, Capacity]:
    """Both, in key order, so that two handovers never wait for each other crosswise."""
    rows = (
        Capacity.objects.select_for_update(of=("self",))
        .select_related("organisation__place", "user")
        .filter(pk__in=[giver.pk, receiver.pk])
        .order_by("pk")
    )
    found = {row.pk: row for row in rows}
    if not within_reach(list(found.values()), by):
        raise Forbidden("Người giao hoặc người nhận còn giữ tư cách ngoài nơi ông/bà quản lý.")
    return found[giver.pk], found[receiver.pk]


def _with_roles(capacity: Capacity) -> Capacity:
    return (
        Capacity.objects.select_related("organisation__place", "user")
        .prefetch_related("roles__place")
        .get(pk=capacity.pk)
    )
