"""What joining or mapping hamlets did, kept so that it can be taken back: the rows as they were and as they became.

The record is made by comparing the commune before and after (`photograph`), not by each step telling what it did: a step that is
added later is taken back too.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoctap.core.refusals import Reason
from hoctap.core.vietnamese import format_date
from hoctap.places import rules
from hoctap.places.boundaries.registry import Carriage, boundary_carriers
from hoctap.places.lineage import Change, residents
from hoctap.places.models import HamletJoining, Level, LineageEdge, Organisation, Place
from hoctap.places.registry import joining_undo_blockers, residents_carriers

_PLACE = ("name", "kind", "sort_key", "valid_to", "ended_why", "ended_by")
_BODY = ("name", "valid_to", "ended_by", "successor_id")


@dataclass(frozen=True)
class Photograph:
    """Hamlets, Tổ, boards and edges of a commune and of the hamlets that join, and who lives in these."""

    places: dict[str, list[Any]]
    bodies: dict[str, list[Any]]
    edges: set[str]
    residents: dict[str, dict[str, Any]]


def photograph(commune: Place, sources: Sequence[Place]) -> Photograph:
    """Four queries and one for each residents' carrier."""
    below = Place.objects.within([commune.pk, *(source.pk for source in sources)]).filter(
        level__in=[Level.HAMLET, Level.GROUP]
    )
    places = {str(row[0]): _plain(row[1:]) for row in below.values_list("pk", *_PLACE)}
    bodies = Organisation.objects.filter(place__in=list(places)).values_list("pk", *_BODY)
    edges = LineageEdge.objects.filter(successor__in=list(places)).values_list("pk", flat=True)
    ids = [source.pk for source in sources]
    return Photograph(
        places,
        {str(row[0]): _plain(row[1:]) for row in bodies},
        {str(pk) for pk in edges},
        {name: carrier.snapshot(ids) for name, carrier in residents_carriers.items()},
    )


def keep(
    kind: HamletJoining.Kind,
    commune: Place,
    sources: Sequence[Place],
    into: Place,
    before: Photograph,
    change: Change,
    by: str,
) -> HamletJoining:
    joined = HamletJoining(
        kind=kind,
        place=commune,
        into_name=into.title,
        source_names=", ".join(_shown(source, commune) for source in sources),
        on=change.on,
        decision=change.decision_in_words,
        done_by=by,
    )
    carriage = Carriage(joined.pk, change.on, {source.pk: into.pk for source in sources})
    carried = {name: one.join(carriage) for name, one in boundary_carriers.items() if one.join}
    after = photograph(commune, sources)
    joined.done = {
        "into": str(into.pk),
        "sources": [str(source.pk) for source in sources],
        "places": _difference(before.places, after.places),
        "bodies": _difference(before.bodies, after.bodies),
        "edges": sorted(after.edges - before.edges),
        "residents": before.residents,
        "carried": carried,
    }
    joined.save(force_insert=True)
    return joined


def _shown(source: Place, commune: Place) -> str:
    """With its commune of before: "Ấp 1" may go into another "Ấp 1"."""
    if source.parent is None or source.parent_id == commune.pk:
        return source.title
    return rules.with_origin(source.title, source.parent.full_name)


def _plain(values: Sequence[Any]) -> list[Any]:
    """As JSON gives them back."""
    return [
        value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, UUID) else value
        for value in values
    ]


def _difference(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Id → [as it was, as it became]; what was made has no "as it was"."""
    return {pk: [before.get(pk), row] for pk, row in after.items() if before.get(pk) != row}


def made(done: dict[str, Any], what: str = "places") -> list[UUID]:
    return [UUID(pk) for pk, (was, _) in done[what].items() if was is None]


def moved(done: dict[str, Any]) -> list[UUID]:
    """Who was carried along."""
    return [UUID(pk) for kept in done["residents"].values() for pk in kept]


def _carried(done: dict[str, Any], name: str) -> dict[str, Any]:
    """What went along beside the residents; nothing did before hoctap carried it."""
    kept: dict[str, Any] = done.get("carried", {}).get(name, {})
    return kept


def undo_reasons(joining: HamletJoining) -> list[Reason]:
    """What was recorded since and leans on it; none, and it can be taken back."""
    if joining.undone_at is not None:
        return [Reason("Việc này đã hoàn tác.")]
    if joining.place.valid_to is not None:
        return [
            Reason(
                f"{joining.place.title} đã kết thúc từ {format_date(joining.place.valid_to)}, không sửa được nữa."
            )
        ]
    done = joining.done
    reasons = _followed(joining) + _changed_since(done) + _names_taken(joining)
    for name, carrier in residents_carriers.items():
        reasons += carrier.undo_blockers(done["residents"].get(name, {}), UUID(done["into"]))
    new = made(done)
    fresh_hamlet = UUID(done["into"]) in new
    carriage = Carriage(joining.pk, joining.on, {}, frozenset(new))
    for name, boundary in boundary_carriers.items():
        kept = _carried(done, name)
        # Who lives there is asked of the residents' carriers, who know how they came.
        if boundary.undo_blockers and (new or kept) and name != "people":
            reasons += boundary.undo_blockers(carriage, kept)
    if fresh_hamlet:
        added = residents(Place.objects.filter(pk=done["into"]))[UUID(done["into"])] - len(moved(done))
        if added > 0:
            reasons.append(
                Reason(f"{joining.into_name} sau đó đã có thêm {added} hộ. Hãy chuyển các hộ này trước.")
            )
    else:
        for ask in joining_undo_blockers:
            reasons += ask(UUID(done["into"]), joining.on.year, moved(done))
    return reasons


def _followed(joining: HamletJoining) -> list[Reason]:
    """Later steps of the lineage that start from what this one made."""
    later = LineageEdge.objects.filter(
        predecessor__in=[*made(joining.done), joining.done["into"]], pk__gt=joining.pk
    ).select_related("predecessor", "successor")
    return [
        Reason(
            f"{edge.predecessor.title} sau đó đã {edge.get_kind_display()} ({edge.successor.full_name}, từ "
            f"{format_date(edge.on)}). Hãy hoàn tác việc ấy trước."
        )
        for edge in later
        if edge.successor_id != edge.predecessor_id
    ]


def _changed_since(done: dict[str, Any]) -> list[Reason]:
    reasons = []
    rows = {
        str(row[0]): _plain(row[1:])
        for row in Place.objects.filter(pk__in=done["places"]).values_list("pk", *_PLACE)
    }
    for pk, (_, became) in done["places"].items():
        now = rows.get(pk)
        if now is None:
            reasons.append(Reason(f"{became[0]} không còn trong danh mục."))
        elif now[0] != became[0]:
            reasons.append(Reason(f"{became[0]} sau đó đã đổi tên thành {now[0]}. Hãy đổi lại tên trước."))
        elif now != became:
            reasons.append(Reason(f"{became[0]} sau đó đã được sửa (loại, ngày kết thúc hoặc lý do)."))
    bodies = {
        str(row[0]): _plain(row[1:])
        for row in Organisation.objects.filter(pk__in=done["bodies"]).values_list("pk", *_BODY)
    }
    for pk, (_, became) in done["bodies"].items():
        if bodies.get(pk) != became:
            reasons.append(Reason(f"{became[0]} sau đó đã được sửa. Hãy sửa lại như cũ trước."))
    new = made(done)
    for place in Place.objects.filter(parent__in=new).exclude(pk__in=new).select_related("parent"):
        reasons.append(Reason(f"{place.title} đã được thêm sau khi nhập. Hãy xem lại trước khi hoàn tác."))
    return reasons


def _names_taken(joining: HamletJoining) -> list[Reason]:
    """A hamlet that comes back needs its name free."""
    coming = {
        was[0]: was
        for pk, (was, _) in joining.done["places"].items()
        if was is not None and was[3] is None and pk in joining.done["sources"]
    }
    if joining.kind == HamletJoining.Kind.MAP:
        return []
    others = Place.objects.filter(
        parent=joining.place, level=Level.HAMLET, valid_to__isnull=True, name__in=list(coming)
    ).exclude(pk__in=list(joining.done["places"]))
    return [Reason(f"Nay đã có {one.title} khác trong xã. Hãy đổi tên ấp ấy trước.") for one in others]


def take_back(joining: HamletJoining) -> None:
    """The rows go back to what they were. The caller has asked `undo_reasons` and carried the residents back."""
    done = joining.done
    LineageEdge.objects.filter(pk__in=done["edges"]).delete()
    Organisation.objects.filter(pk__in=[pk for pk, (was, _) in done["bodies"].items() if was]).update(
        successor=None
    )
    into = {UUID(pk): UUID(done["into"]) for pk in done["sources"]}
    carriage = Carriage(joining.pk, joining.on, into, frozenset(made(done)))
    for name, boundary in boundary_carriers.items():
        if boundary.undo and (kept := _carried(done, name)):
            boundary.undo(carriage, kept)
    carriage = Carriage(joining.pk, joining.on, {}, carriage.made)
    for boundary in boundary_carriers:
        if boundary.clean:
            boundary.clean(carriage)
    Organisation.objects.filter(pk__in=made(done, "bodies")).delete()
    for level in (Level.GROUP, Level.HAMLET):
        Place.objects.filter(pk__in=made(done), level=level).delete()
    for pk, (was, _) in done["places"].items():
        if was is not None:
            Place.objects.filter(pk=pk).update(**dict(zip(_PLACE, was, strict=True)))
    for pk, (was, _) in done["bodies"].items():
        if was is not None:
            Organisation.objects.filter(pk=pk).update(**dict(zip(_BODY, was, strict=True)))


def joinings_of(commune: Place) -> list[HamletJoining]:
    """Newest first; one query."""
    return list(HamletJoining.objects.filter(place=commune).order_by("-pk"))


def touched_hamlets(joining: HamletJoining) -> list[UUID]:
    done = joining.done
    ids = [*done["sources"], done["into"]]
    return list(
        Place.objects.filter(Q(pk__in=ids) | Q(pk__in=made(done)), level=Level.HAMLET).values_list(
            "pk", flat=True
        )
    )
