"""Hamlets that are joined, divided, dissolved, or carried over from the communes of before.

Each change keeps its day and its decision, and an edge from the old hamlet to the new one. Whoever changes hamlets of a
commune locks the commune's row first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places import hamlet_queries, joining, lineage, queries, rules
from hoctap.places.actions.units import add_hamlet, add_organisation, rename_hamlet
from hoctap.places.boundaries.queries import all_counted
from hoctap.places.boundaries.rules import total_blockers
from hoctap.places.carrying import carry_hamlet
from hoctap.places.lineage import Change
from hoctap.places.models import HamletJoining, Level, LineageEdge, OrganisationKind, Place
from hoctap.places.registry import residents_carriers


@dataclass(frozen=True)
class Merged:
    hamlet: Place
    households: int


@transaction.atomic
def merge_hamlets(
    hamlets: Sequence[Place],
    *,
    change: Change,
    into: Place | None = None,
    name: str = "",
    kind: str = "",
    expected: int | None = None,
    by: Actor,
) -> Merged:
    """Whole hamlets of one commune become part of another one there, or together a new one called `name`. All who live
    there go along from the year of the change on. `expected` is the number of households that were shown before: where
    it is no longer so, nothing is done.
    """
    for place in (*hamlets, *([into] if into else [])):
        by.must(Permission.PLACE_EDIT, at=place)
    if not hamlets:
        raise Refused(rules.merge_blockers([], str(into.pk) if into else "", clean(name)))
    commune = _lock_commune(hamlets[0])
    sources = _fresh(hamlets)
    target = _fresh([into])[0] if into else None
    if reasons := hamlet_queries.merger_reasons(commune, sources, target, name, kind, change.on):
        raise Refused(reasons)
    moving = sum(lineage.residents(sources).values())
    if expected is not None and expected != moving:
        raise Refused(
            f"Lúc xem thử có {expected} hộ, nay có {moving} hộ. Hãy xem lại số liệu rồi xác nhận lần nữa."
        )
    before = joining.photograph(commune, sources)
    if target is None:
        target = _new_hamlet(commune, name, kind or sources[0].kind, change, instead_of=sources, by=by)
    board = target.organisations.filter(kind=OrganisationKind.HAMLET_BOARD).first()
    carried = lineage.carry_residents(sources, target, change, by)
    for source in sources:
        lineage.carry_groups(source, target, change)
        lineage.close(source, change, f"Nhập vào {target.full_name}")
        lineage.close_board(source, change, successor=board)
        lineage.join(source, target, LineageEdge.Kind.MERGE, change)
        audit.record(by, "places.hamlet.merged", source)
    joining.keep(HamletJoining.Kind.MERGE, commune, sources, target, before, change, by.described)
    return Merged(target, carried)


@transaction.atomic
def divide_hamlet(
    hamlet: Place, names: Sequence[str], kind: str = "", *, change: Change, by: Actor
) -> list[Place]:
    """New hamlets out of one. Nobody moves by that: the households of each new hamlet are chosen by a person, and the old
    one may end once it is empty, or stay.
    """
    by.must(Permission.PLACE_EDIT, at=hamlet)
    commune = _lock_commune(hamlet)
    hamlet = _standing(hamlet, change.on)
    kind = clean(kind).lower() or hamlet.kind
    names = [rules.hamlet_name(name, kind) for name in names if clean(name)]
    others = [rules.Named(one.name, one.kind) for one in queries.hamlets_of(commune)]
    if reasons := rules.division_blockers(names, kind, others):
        raise Refused(reasons)
    made = [add_hamlet(commune, name, kind, since=change.on, by=by) for name in names]
    for new in made:
        lineage.join(hamlet, new, LineageEdge.Kind.DIVIDE, change)
    audit.record(by, "places.hamlet.divided", hamlet, count=len(made))
    return made


@transaction.atomic
def end_hamlet(hamlet: Place, why: str, *, change: Change, by: Actor) -> None:
    """Dissolved, or empty after a division. Refused while somebody lives there."""
    by.must(Permission.PLACE_EDIT, at=hamlet)
    _lock_commune(hamlet)
    hamlet = _standing(hamlet, change.on)
    living = lineage.residents([hamlet])[hamlet.pk]
    if reasons := rules.end_blockers(hamlet.title, living, why):
        raise Refused(reasons)
    for group in hamlet.children.filter(level=Level.GROUP, valid_to__isnull=True):
        lineage.close(group, change, f"{hamlet.title} kết thúc")
    lineage.close(hamlet, change, why)
    lineage.close_board(hamlet, change)
    audit.record(by, "places.hamlet.ended", hamlet)


@transaction.atomic
def map_hamlet(
    old: Place,
    commune: Place,
    *,
    change: Change,
    into: Place | None = None,
    name: str = "",
    kind: str = "",
    by: Actor,
) -> Merged:
    """A hamlet of a commune of before becomes part of a hamlet of today, or a hamlet of its own there, with all who live
    in it. Without a name it keeps its own, with its old commune beside it where the name is taken. The officer of the
    commune of today decides: the commune of before has nobody any more.
    """
    by.must(Permission.PLACE_EDIT, at=commune)
    commune = Place.objects.select_for_update(of=("self",)).get(pk=commune.pk)
    old = Place.objects.select_for_update(of=("self",)).select_related("parent").get(pk=old.pk)
    if reasons := _mapping_blockers(old, commune, into, change.on):
        raise Refused(reasons)
    before = joining.photograph(commune, [old])
    if into is None:
        into = carry_hamlet(old, commune, on=change.on, decision=change.decision, by=by)
        if clean(name) or clean(kind):
            rename_hamlet(into, clean(name) or into.name, kind, by=by)
        carried = lineage.carry_residents([old], into, change, by)
    else:
        carried = lineage.carry_residents([old], into, change, by)
        lineage.carry_groups(old, into, change)
        if old.valid_to is None:
            lineage.close(old, change, f"Chuyển sang {into.full_name}, {commune.full_name}")
        lineage.close_board(old, change)
        lineage.join(old, into, LineageEdge.Kind.MERGE, change)
    audit.record(by, "places.hamlet.mapped", into)
    joining.keep(HamletJoining.Kind.MAP, commune, [old], into, before, change, by.described)
    return Merged(into, carried)


@transaction.atomic
def undo_joining(joined: HamletJoining, *, by: Actor) -> HamletJoining:
    """Take a merger or a mapping back, to the row. Refused, with what stands in the way, once something recorded later leans on
    it. Everything counted is compared before and after.
    """
    by.must(Permission.PLACE_EDIT, at=joined)
    Place.objects.select_for_update(of=("self",)).get(pk=joined.place_id)
    joined = HamletJoining.objects.select_for_update(of=("self",)).select_related("place").get(pk=joined.pk)
    if reasons := joining.undo_reasons(joined):
        raise Refused(reasons)
    done, hamlets = joined.done, joining.touched_hamlets(joined)
    counted = all_counted()
    before = {one.label: sum(one.count(hamlets).values()) for one in counted}
    into = Place.objects.get(pk=done["into"])
    for name, carrier in residents_carriers.items():
        kept = done["residents"].get(name, {})
        if carrier.move_back(kept, into, by) != len(kept):
            raise Refused("Số hộ trở về không khớp với số hộ đã đi theo. Chưa ghi gì.")
    after = {one.label: sum(one.count(hamlets).values()) for one in counted}
    if reasons := total_blockers(before, after):
        raise Refused(reasons)
    try:
        joining.take_back(joined)
    except ProtectedError as stopped:
        kinds = sorted({str(row._meta.verbose_name) for row in stopped.protected_objects})
        raise Refused(
            f"{joined.into_name} đã có dữ liệu ghi sau đó nên không hoàn tác được: {', '.join(kinds)}."
        ) from stopped
    joined.undone_at, joined.undone_by = timezone.now(), by.described
    joined.save(update_fields=["undone_at", "undone_by"])
    audit.record(by, "places.hamlet.joining_undone", joined)
    return joined


def _mapping_blockers(old: Place, commune: Place, into: Place | None, on: dt.date) -> list[Reason]:
    if old.level != Level.HAMLET or old.parent is None:
        return [Reason(f"{old.title} không phải ấp, khóm.")]
    if not LineageEdge.objects.filter(predecessor=old.parent, successor=commune).exists():
        return [Reason(f"{old.parent.title} không phải xã cũ của {commune.full_name}.")]
    if (edge := old.successor_edges.select_related("successor").first()) is not None:
        return [Reason(f"{old.title} đã xếp vào {edge.successor.full_name}.")]
    if into is not None and (
        into.parent_id != commune.pk or not into.is_current or into.level != Level.HAMLET
    ):
        return [Reason(f"{into.title} không phải ấp, khóm đang có của {commune.full_name}.", field="into")]
    if old.valid_to is not None and on < old.valid_to:
        return [
            Reason(
                f"{old.title} còn là ấp, khóm của xã cũ đến hết ngày trước {old.valid_to:%d/%m/%Y}.",
                field="on",
            )
        ]
    known_end = rules.Period(old.title, old.valid_from, None)
    groups = lineage.groups_that_begin([old], on)
    if into is None and old.valid_to is not None and groups:
        # A hamlet of its own begins the day the old one ended; another day cannot be chosen.
        return rules.late_group_blockers(groups, old.title, commune.full_name)
    return rules.day_blockers(on, today(), [known_end, *groups])


def _new_hamlet(
    commune: Place, name: str, kind: str, change: Change, *, instead_of: Sequence[Place], by: Actor
) -> Place:
    """It may take the name of one it replaces, which ends that day."""
    kind = clean(kind).lower()
    name = rules.hamlet_name(name, kind)
    replaced = {one.pk for one in instead_of}
    others = [
        rules.Named(one.name, one.kind) for one in queries.hamlets_of(commune) if one.pk not in replaced
    ]
    if reasons := rules.kind_blockers(kind) + rules.name_blockers(name, kind, others):
        raise Refused(reasons)
    hamlet = Place.objects.create(
        level=Level.HAMLET, kind=kind, name=name, parent=commune, valid_from=change.on
    )
    audit.record(by, "places.hamlet.added", hamlet)
    add_organisation(
        hamlet,
        OrganisationKind.HAMLET_BOARD,
        f"{lineage.BOARD} {hamlet.full_name}",
        founded_by=change.decision,
        by=by,
    )
    return hamlet


def _lock_commune(hamlet: Place) -> Place:
    if hamlet.level != Level.HAMLET or hamlet.parent_id is None:
        raise Refused(f"{hamlet.title} không phải ấp, khóm.")
    return Place.objects.select_for_update(of=("self",)).get(pk=hamlet.parent_id)


def _fresh(hamlets: Sequence[Place]) -> list[Place]:
    """Read again under the lock, each once, in the order given."""
    found = Place.objects.in_bulk([one.pk for one in hamlets])
    return [found[pk] for pk in dict.fromkeys(one.pk for one in hamlets)]


def _standing(hamlet: Place, on: dt.date) -> Place:
    [fresh] = _fresh([hamlet])
    period = rules.Period(fresh.title, fresh.valid_from, fresh.valid_to)
    if reasons := rules.day_blockers(on, today(), [period]):
        raise Refused(reasons)
    return fresh
