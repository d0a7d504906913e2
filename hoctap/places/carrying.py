"""A hamlet becomes one of another commune: when communes are merged or divided, and when an old commune's list
is read into the new one.

The old hamlet ends, its successor begins on the same day under the new commune, a lineage edge joins the two. Records of
the years before stay with the old one. Groups below the hamlet go with it.
"""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places import rules
from hoctap.places.catalogue import NO_DECISION
from hoctap.places.lineage import BOARD
from hoctap.places.models import Level, LineageEdge, Organisation, OrganisationKind, Place
from hoctap.places.rules import CarriedName


@dataclass
class Carried:
    """What carrying one hamlet did, with what was there before: enough to take it back."""

    hamlet: Place
    """The successor."""
    created: list[UUID] = field(default_factory=list)
    """The successor and the groups made below it; empty when it had been carried before."""
    ended: dict[UUID, dt.date | None] = field(default_factory=dict)
    """Places whose last day was set, with what stood there."""
    boards_ended: dict[UUID, dt.date | None] = field(default_factory=dict)
    boards_made: list[UUID] = field(default_factory=list)
    renamed: dict[UUID, str] = field(default_factory=dict)
    """Hamlets of the new commune told apart by their old commune, with the name they had."""


def carry_hamlet(old: Place, into: Place, *, on: dt.date, decision: str, by: Actor) -> Place:
    """The hamlet of commune `into` that goes on from `old`. Safe to run again.

    Equal names of two old communes are told apart: "Ấp 1 (xã Mỹ An cũ)"; also the one that was there first, if it
    came from another old commune. The old commune must have become `into`, wholly or in part (a lineage edge).
    """
    return carry(old, into, on=on, decision=decision, by=by).hamlet


@transaction.atomic
def carry(old: Place, into: Place, *, on: dt.date, decision: str, by: Actor) -> Carried:
    """`carry_hamlet`, telling what it did."""
    by.must(Permission.PLACE_EDIT, at=into)
    into = Place.objects.select_for_update(of=("self",)).get(pk=into.pk)
    old = Place.objects.select_for_update(of=("self",)).select_related("parent__parent").get(pk=old.pk)
    if known := successor_of(old):
        if known.parent_id == into.pk:
            return Carried(known)
        commune = known.parent.full_name if known.parent else ""
        raise Refused(f"{old.title} đã chuyển thành {known.full_name} của {commune}.")
    joined = LineageEdge.objects.filter(predecessor=old.parent_id, successor=into).exists()
    reasons = rules.carrying_blockers(
        old.title,
        is_hamlet=old.level == Level.HAMLET,
        begins=old.valid_from,
        ended=old.valid_to,
        on=on,
        joined=joined,
        into=into.full_name,
    )
    # A Tổ that ended meanwhile but began on the day or later could not end on it either.
    late = old.children.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), level=Level.GROUP, valid_from__gte=on
    )
    periods = [rules.Period(group.title, group.valid_from, group.valid_to) for group in late]
    reasons += rules.late_group_blockers(periods, old.title, into.full_name)
    if reasons:
        raise Refused(reasons)
    names = rules.names_after_carrying([*present_names(into), carried_name(old)])
    done = Carried(old)
    _tell_apart(into, names, done, by)
    done.hamlet = _successor(old, into, names[str(old.pk)], on, decision, done)
    _move_board(old, done.hamlet, on, done)
    for group in old.children.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), level=Level.GROUP):
        _successor(group, done.hamlet, group.name, on, decision, done)
    audit.record(by, "places.hamlet.carried", done.hamlet)
    return done


def successor_of(hamlet: Place) -> Place | None:
    """The hamlet that it became as a whole, if it did."""
    edge = (
        LineageEdge.objects.filter(
            predecessor=hamlet, successor__level=hamlet.level, kind=LineageEdge.Kind.RENAME
        )
        .select_related("successor__parent")
        .first()
    )
    return edge.successor if edge else None


def carried_name(hamlet: Place) -> CarriedName:
    commune = hamlet.parent
    above = commune.parent.full_name if commune and commune.parent else ""
    return CarriedName(str(hamlet.pk), hamlet.name, commune.full_name if commune else "", above)


def present_names(commune: Place) -> list[CarriedName]:
    """The hamlets of a commune with the old commune each came from; two queries."""
    hamlets = list(commune.children.filter(level=Level.HAMLET))
    edges = LineageEdge.objects.filter(
        successor__in=hamlets, predecessor__level=Level.HAMLET, kind=LineageEdge.Kind.RENAME
    ).select_related("predecessor__parent__parent")
    came_from = {edge.successor_id: carried_name(edge.predecessor) for edge in edges}
    nowhere = CarriedName("", "")
    return [
        CarriedName(
            str(one.pk),
            one.name,
            came_from.get(one.pk, nowhere).origin,
            came_from.get(one.pk, nowhere).origin_above,
        )
        for one in hamlets
    ]


def _tell_apart(commune: Place, names: dict[str, str], done: Carried, by: Actor) -> None:
    for hamlet in commune.children.filter(level=Level.HAMLET):
        wanted = names[str(hamlet.pk)]
        if wanted == hamlet.name:
            continue
        done.renamed[hamlet.pk] = hamlet.name
        rename_with_board(hamlet, wanted)
        audit.record(by, "places.hamlet.renamed", hamlet, fields=["name"])


def rename_with_board(hamlet: Place, name: str) -> None:
    board_was = f"{BOARD} {hamlet.full_name}"
    hamlet.name = name
    hamlet.save()
    hamlet.organisations.filter(kind=OrganisationKind.HAMLET_BOARD, name=board_was).update(
        name=f"{BOARD} {hamlet.full_name}"
    )


def _successor(old: Place, parent: Place, name: str, on: dt.date, decision: str, done: Carried) -> Place:
    new = Place.objects.create(
        level=old.level, kind=old.kind, name=name, parent=parent, valid_from=on, valid_to=parent.valid_to
    )
    done.created.append(new.pk)
    LineageEdge.objects.create(
        predecessor=old,
        successor=new,
        kind=LineageEdge.Kind.RENAME,
        on=on,
        decision=clean(decision) or NO_DECISION,
    )
    if old.valid_to != on:
        done.ended[old.pk] = old.valid_to
        old.valid_to = on
        old.save(update_fields=["valid_to"])
    return new


def _move_board(old: Place, new: Place, on: dt.date, done: Carried) -> None:
    """Its board ends with the hamlet and begins anew: papers already made keep the old one's name."""
    for board in old.organisations.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)):
        done.boards_ended[board.pk] = board.valid_to
        board.valid_to = on
        board.save(update_fields=["valid_to"])
    made = Organisation.objects.create(
        place=new,
        kind=OrganisationKind.HAMLET_BOARD,
        name=f"{BOARD} {new.full_name}",
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )
    done.boards_made.append(made.pk)
