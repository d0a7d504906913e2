"""Bàn giao, one act: work, roles, devices and the minutes go together or not at all."""

import dataclasses
import datetime as dt

from django.db import transaction

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
from hoctap.core.text import clean
from hoctap.handovers import contents, queries, rules
from hoctap.handovers.models import Handover
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
    by: Actor,
) -> Handover:
    """Everything open of the giver's position goes to the receiver's; the giver's ends that day, or goes on.

    Roles are given first, then asked for: a receiver who could not go on with a piece of the work gets none of it.
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
        made_by=by.described,
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
