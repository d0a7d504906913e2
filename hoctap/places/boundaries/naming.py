"""The part of a change of boundaries that gives a place another name or kind while it goes on, and the part that ends a
place which nothing follows.

What was done goes into `BoundaryChange.done` (`called`, `bodies`, `ended_words`), and is taken back from there. A past name is
a `PlaceName`; organisations named after their place follow it and keep the old name with its last day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.core.text import clean
from hoctap.places import lineage
from hoctap.places.boundaries import rules
from hoctap.places.boundaries.models import BoundaryChange, BoundaryName, BoundaryPart
from hoctap.places.lineage import Change
from hoctap.places.models import (
    Level,
    LineageEdge,
    Organisation,
    OrganisationAlias,
    Place,
    PlaceName,
    full_name_of,
    title_of,
)

_NOTHING_AFTER = "Không có đơn vị kế tục"


@dataclass(frozen=True)
class BodyLine:
    """An organisation that is named after the place, or stands below one that is: as it is and as it will be."""

    body: Organisation
    name: str
    parent_name: str

    @property
    def is_renamed(self) -> bool:
        return self.name != self.body.name


@dataclass(frozen=True)
class NameLine:
    place: Place
    kind: str
    name: str
    bodies: list[BodyLine]

    @property
    def becomes(self) -> str:
        return title_of(self.name, self.kind)

    @property
    def renamed_bodies(self) -> list[BodyLine]:
        return [line for line in self.bodies if line.is_renamed]

    @property
    def under_it(self) -> int:
        """Organisations below, on whose papers the name stands as the one above."""
        return len(self.bodies) - len(self.renamed_bodies)


def name_lines(change: BoundaryChange) -> list[NameLine]:
    """One query and one for each place that gets a name (as a rule one)."""
    return [
        NameLine(
            one.place, one.kind, one.name, _followers(one.place, full_name_of(one.name, one.kind), change)
        )
        for one in change.names.select_related("place__parent")
    ]


def _followers(place: Place, becomes: str, change: BoundaryChange) -> list[BodyLine]:
    was = place.full_name
    named = Organisation.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=change.on),
        Q(place=place, name__endswith=f" {was}") | Q(parent_name__endswith=f" {was}"),
        place__path__contains=[place.pk],
    )
    return [
        BodyLine(
            body,
            _followed(body.name, was, becomes) if body.place_id == place.pk else body.name,
            _followed(body.parent_name, was, becomes),
        )
        for body in named.order_by("name", "pk")
    ]


def _followed(text: str, was: str, becomes: str) -> str:
    return f"{text.removesuffix(was)}{becomes}" if text.endswith(f" {was}") else text


def namings(change: BoundaryChange) -> list[rules.Naming]:
    """What the rules look at; three queries for each place."""
    found = []
    for one in change.names.select_related("place"):
        place = one.place
        last = place.past_names.order_by("-to_day").first()
        # Provinces have no parent: they stand beside one another.
        mates = Place.objects.filter(parent=place.parent_id, level=place.level).exclude(pk=place.pk)
        standing = mates.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=change.on))
        ended = mates.filter(valid_to__lte=change.on, valid_from=place.valid_from)
        found.append(
            rules.Naming(
                id=str(place.pk),
                level=place.level,
                was=place.full_name,
                since=last.to_day if last else place.valid_from,
                ended=place.valid_to,
                kind=one.kind,
                name=one.name,
                parent=str(place.parent_id or ""),
                beside=tuple(mate.full_name for mate in standing),
                once_beside=tuple(mate.full_name for mate in ended) if place.parent_id else (),
            )
        )
    return found


def blockers(
    change: BoundaryChange, lines: Sequence[NameLine], parts: Sequence[BoundaryPart]
) -> list[Reason]:
    """What hinders applying beyond what hinders the draft."""
    reasons = rules.day_not_come_blockers(change.on, today()) if lines else []
    taken = [
        (follower.body.name, follower.name)
        for line in lines
        for follower in line.renamed_bodies
        if Organisation.objects.filter(place=follower.body.place_id, name=follower.name).exists()
    ]
    return reasons + rules.body_taken_blockers(taken) + _ending_reasons(change, parts)


def _ending_reasons(change: BoundaryChange, parts: Sequence[BoundaryPart]) -> list[Reason]:
    reasons: list[Reason] = []
    gone = {part.old_id for part in parts if part.kind != BoundaryPart.Kind.MOVE}
    for part in parts:
        if part.kind != BoundaryPart.Kind.END:
            continue
        old = part.old
        below = Place.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=change.on), parent=old, level=Level.COMMUNE
        ).exclude(pk__in=gone)
        edges = LineageEdge.objects.filter(predecessor=old).select_related("successor")
        reasons += rules.ending_blockers(
            old.full_name,
            standing_below=[place.full_name for place in below],
            successors=[edge.successor.full_name for edge in edges],
            ended=old.valid_to,
            ended_by=old.ended_by,
        )
    return reasons


def keep_names(change: BoundaryChange, names: Iterable[tuple[Place, str, str]]) -> None:
    """(place, kind, name) as typed."""
    for place, kind, name in names:
        kind = clean(kind).lower()[:40] or place.kind
        BoundaryName.objects.create(
            change=change, place=place, kind=kind, name=rules.plain_name(name, kind)[:120]
        )


# ---------------------------------------------------------------- doing and undoing


def give_names(change: BoundaryChange, done: dict[str, Any], *, by: Actor) -> None:
    """In the transaction of applying; the places are locked."""
    because = Change(change.on, change.decision)
    for line in name_lines(change):
        place = line.place
        was = {"name": place.name, "kind": place.kind}
        past = lineage.rename(place, line.name, line.kind, because)
        done["called"][str(place.pk)] = {
            "was": [was["name"], was["kind"]],
            "became": [line.name, line.kind],
            "past": str(past.pk),
        }
        for follower in line.bodies:
            _follow(follower, because, done)
        fields = [field for field, before in was.items() if getattr(place, field) != before]
        audit.record(by, "places.place.renamed_from", place, fields=fields)


def _follow(follower: BodyLine, because: Change, done: dict[str, Any]) -> None:
    body = follower.body
    before = [body.name, body.parent_name]
    alias = lineage.keep_old_name(body, because) if follower.is_renamed else None
    body.name, body.parent_name = follower.name, follower.parent_name
    body.save(update_fields=["name", "parent_name"])
    done["bodies"][str(body.pk)] = {
        "was": before,
        "became": [body.name, body.parent_name],
        "alias": str(alias.pk) if alias else "",
    }


def note_endings(change: BoundaryChange, parts: Iterable[BoundaryPart], done: dict[str, Any]) -> None:
    """Why and by which paper: beside the day, which is set already."""
    for part in parts:
        if part.kind == BoundaryPart.Kind.END:
            old = part.old
            done["ended_words"][str(old.pk)] = [old.ended_why, old.ended_by]
            old.ended_why, old.ended_by = _NOTHING_AFTER, change.decision
            old.save(update_fields=["ended_why", "ended_by"])


def undo_reasons(change: BoundaryChange) -> list[Reason]:
    """What of the names was changed since, or is borne by another place now."""
    reasons = []
    called, bodies = change.done.get("called", {}), change.done.get("bodies", {})
    for place in Place.objects.filter(pk__in=called).select_related("parent"):
        became = called[str(place.pk)]["became"]
        name, kind = called[str(place.pk)]["was"]
        if [place.name, place.kind] != became:
            reasons.append(
                Reason(
                    f"{title_of(*became)} sau đó đã đổi thành {place.full_name}. Hãy hoàn tác việc ấy trước."
                )
            )
            continue
        mates = Place.objects.filter(parent=place.parent_id, level=place.level, name=name, kind=kind)
        if (
            mates.filter(Q(valid_to__isnull=True) | Q(valid_from=place.valid_from))
            .exclude(pk__in=called)
            .exists()
        ):
            reasons.append(
                Reason(f"Nay đã có {full_name_of(name, kind)} khác ở cùng nơi. Hãy đổi tên đơn vị ấy trước.")
            )
    for body in Organisation.objects.filter(pk__in=bodies):
        became = bodies[str(body.pk)]["became"]
        if [body.name, body.parent_name] != became:
            reasons.append(Reason(f"{became[0]} sau đó đã được sửa. Hãy sửa lại như cũ trước."))
    return reasons


def take_names_back(change: BoundaryChange, *, by: Actor) -> None:
    done = change.done
    for pk, kept in done.get("called", {}).items():
        place = Place.objects.get(pk=pk)
        PlaceName.objects.filter(pk=kept["past"]).delete()
        place.name, place.kind = kept["was"]
        place.save()
        audit.record(by, "places.place.rename_undone", place, fields=["name", "kind"])
    for pk, kept in done.get("bodies", {}).items():
        name, parent_name = kept["was"]
        Organisation.objects.filter(pk=pk).update(name=name, parent_name=parent_name)
        if kept["alias"]:
            OrganisationAlias.objects.filter(pk=kept["alias"]).delete()
    for pk, (why, ended_by) in done.get("ended_words", {}).items():
        Place.objects.filter(pk=pk).update(ended_why=why, ended_by=ended_by)


def called(change: BoundaryChange) -> list[tuple[str, str]]:
    """Of an applied change: (name before, name after)."""
    return [
        (title_of(*kept["was"]), title_of(*kept["became"])) for kept in change.done.get("called", {}).values()
    ]


def ended_titles(change: BoundaryChange) -> list[str]:
    """Of an applied change: what ended with nothing after it. One query."""
    return [place.title for place in Place.objects.filter(pk__in=change.done.get("ended_words", {}))]


# ---------------------------------------------------------------- what can be chosen


def districts_to_end(granted: Sequence[UUID], *, everywhere: bool) -> list[Place]:
    """Districts that stand, or ended by the catalogue with no paper on record; also those of the provinces that became one
    of today's. Those that something follows are none of them. Two queries.
    """
    became = LineageEdge.objects.filter(successor__in=granted).values_list("predecessor", flat=True)
    districts = Place.objects.filter(
        Q(valid_to__isnull=True) | Q(ended_by="", ended_why=""),
        level=Level.DISTRICT,
        successor_edges__isnull=True,
    )
    reach = districts if everywhere else districts.within([*granted, *became])
    return list(reach.select_related("parent").order_by("parent__sort_key", "sort_key", "id"))
