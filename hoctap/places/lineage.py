"""How units become others: edges, what they were called, what became of them, and who goes along.

Small parts for actions that asked for the right already; they run in the action's transaction.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.places import rules
from hoctap.places.catalogue import NO_DECISION
from hoctap.places.models import (
    Level,
    LineageEdge,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Place,
    PlaceName,
)
from hoctap.places.registry import residents_carriers

BOARD = "Ban nhân dân"


@dataclass(frozen=True)
class Change:
    """What made it so: the first day of the new state, the paper's number (empty: none on record)."""

    on: dt.date
    decision: str = ""

    @property
    def decision_in_words(self) -> str:
        return clean(self.decision) or NO_DECISION


def join(predecessor: Place, successor: Place, kind: LineageEdge.Kind, change: Change) -> LineageEdge:
    """The edge old → new; one that is there stays as it is."""
    edge, _ = LineageEdge.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        defaults={"kind": kind, "on": change.on, "decision": change.decision_in_words},
    )
    return edge


def close(place: Place, change: Change, why: str) -> None:
    place.valid_to = change.on
    place.ended_why = clean(why)
    place.ended_by = clean(change.decision)
    place.save(update_fields=["valid_to", "ended_why", "ended_by"])


def close_board(hamlet: Place, change: Change, successor: Organisation | None = None) -> None:
    """The hamlet's board ends with it."""
    boards = hamlet.organisations.filter(kind=OrganisationKind.HAMLET_BOARD, valid_to__isnull=True)
    boards.update(valid_to=change.on, ended_by=clean(change.decision), successor=successor)


def residents(hamlets: Iterable[Place]) -> dict[UUID, int]:
    """Households living there now: what every carrier knows of, added."""
    ids = [hamlet.pk for hamlet in hamlets]
    found = dict.fromkeys(ids, 0)
    for carrier in residents_carriers:
        for hamlet_id, count in carrier.count(ids).items():
            found[hamlet_id] += count
    return found


def carry_residents(sources: Sequence[Place], into: Place, change: Change, by: Actor) -> int:
    """All of them, from the year of the change on. Before = after, or nothing happens (`Refused`)."""
    before = residents([*sources, into])
    moved = sum(
        carrier.move(source, into, change.on.year, by) for source in sources for carrier in residents_carriers
    )
    after = residents([*sources, into])
    gone = sum(before[source.pk] for source in sources)
    if moved != gone or after[into.pk] != before[into.pk] + gone or any(after[one.pk] for one in sources):
        raise Refused(
            f"Số hộ trước ({sum(before.values())}) và sau ({sum(after.values())}) không khớp. Chưa ghi gì."
        )
    return moved


def groups_that_begin(hamlets: Iterable[Place], on: dt.date) -> list[rules.Period]:
    """Tổ below them that stand and began on that day or later: they cannot end on it, and say so to `rules.day_blockers`."""
    groups = Place.objects.filter(
        parent__in=list(hamlets), level=Level.GROUP, valid_to__isnull=True, valid_from__gte=on
    )
    return [rules.Period(group.title, group.valid_from, None) for group in groups]


def carry_groups(source: Place, into: Place, change: Change) -> list[Place]:
    """Each Tổ gets a successor under the other hamlet; one whose name is taken there is told apart by its origin."""
    # One that ended but began on that very day holds its name too: two rows of one name cannot begin on one day.
    there = into.children.filter(Q(valid_to__isnull=True) | Q(valid_from=change.on), level=Level.GROUP)
    taken = {rules.group_key(name) for name in there.values_list("name", flat=True)}
    commune = source.parent.full_name if source.parent else ""
    carried = []
    for group in source.children.filter(level=Level.GROUP, valid_to__isnull=True):
        name = rules.free_group_name(group.name, source.title, commune, taken)
        taken.add(rules.group_key(name))
        new = Place.objects.create(
            level=Level.GROUP, kind=group.kind, name=name, parent=into, valid_from=change.on
        )
        close(group, change, f"{source.title} nhập vào {into.full_name}")
        join(group, new, LineageEdge.Kind.MERGE, change)
        carried.append(new)
    return carried


def rename(place: Place, name: str, kind: str, change: Change) -> PlaceName:
    """From that day another name; the old one stays on record for the days before."""
    last = place.past_names.order_by("-to_day").first()
    past = PlaceName.objects.create(
        place=place,
        name=place.name,
        kind=place.kind,
        from_day=last.to_day if last else place.valid_from,
        to_day=change.on,
        decision=clean(change.decision),
    )
    place.name, place.kind = name, kind
    place.save()
    return past


def keep_old_name(organisation: Organisation, change: Change) -> OrganisationAlias | None:
    """Its name until that day becomes one of its other names; None where it is one already."""
    alias, created = OrganisationAlias.objects.get_or_create(
        organisation=organisation,
        name=organisation.name,
        defaults={"to_day": change.on, "decision": clean(change.decision)},
    )
    return alias if created else None


def titles_on(places: Sequence[Place], on: dt.date) -> dict[UUID, str]:
    """What each was called on that day. One query."""
    titles = {place.pk: place.title for place in places}
    borne = PlaceName.objects.filter(place__in=list(titles), from_day__lte=on, to_day__gt=on)
    titles |= {name.place_id: name.title for name in borne}
    return titles


def as_called_on(places: Sequence[Place], on: dt.date) -> dict[UUID, Place]:
    """Each place as a copy that bears the name and kind of that day: to show, never to save. One query."""
    copies = {place.pk: copy(place) for place in places}
    for name in PlaceName.objects.filter(place__in=list(copies), from_day__lte=on, to_day__gt=on):
        copies[name.place_id].name, copies[name.place_id].kind = name.name, name.kind
    return copies


@dataclass(frozen=True)
class Became:
    """What a unit is today, with the last step that led there."""

    place: Place
    edge: LineageEdge

    @property
    def how(self) -> str:
        """A whole hamlet that goes on by itself is no "đổi tên" to its people, though the edge says no more."""
        return "chuyển nguyên" if self.edge.kind == LineageEdge.Kind.RENAME else self.edge.get_kind_display()


def became(places: Sequence[Place]) -> dict[UUID, list[Became]]:
    """For each unit the ones it became, followed to those that still stand; a divided one has several.

    As many queries as there are steps from the oldest to today (two as a rule).
    """
    firsts: dict[UUID, set[UUID]] = {place.pk: {place.pk} for place in places}
    found: dict[UUID, list[Became]] = {place.pk: [] for place in places}
    frontier = set(firsts)
    seen: set[UUID] = set()
    while frontier:
        seen |= frontier
        edges = LineageEdge.objects.filter(predecessor__in=frontier).select_related("successor__parent")
        frontier = set()
        for edge in edges.order_by("on", "successor__sort_key", "id"):
            origins = firsts.get(edge.predecessor_id, set())
            if edge.successor.is_current:
                for origin in origins:
                    if all(known.place.pk != edge.successor_id for known in found[origin]):
                        found[origin].append(Became(edge.successor, edge))
            elif edge.successor_id not in seen:
                frontier.add(edge.successor_id)
            firsts.setdefault(edge.successor_id, set()).update(origins)
    return found
