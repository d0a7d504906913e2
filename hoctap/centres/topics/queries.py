"""The tree of topics as somebody may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places.models import Place


@dataclass(frozen=True)
class TopicRow:
    topic: Topic
    depth: int
    may_drop: bool


@dataclass(frozen=True)
class TopicField:
    field: Topic
    rows: Sequence[TopicRow]


def tree_for(actor: Actor) -> list[TopicField]:
    """One query."""
    rows = list(Topic.objects.visible_to(actor).select_related("place").order_by("sort_key", "id"))
    below: dict[UUID | None, list[Topic]] = {}
    known = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def tree(topic: Topic, depth: int) -> list[TopicRow]:
        own = (
            topic.place is not None
            and topic.dropped_on is None
            and actor.may(Permission.CENTRE_KEEP, at=topic.place)
        )
        deeper = [one for child in below.get(topic.pk, []) for one in tree(child, depth + 1)]
        return [TopicRow(topic, depth, own), *deeper]

    return [TopicField(top, tree(top, 0)[1:]) for top in below.get(None, [])]


def places_to_keep(actor: Actor) -> list[Place]:
    """Communes at which the actor keeps centres, and the places above at which the right was given."""
    own = Place.objects.filter(pk__in=actor.places_with(Permission.CENTRE_KEEP), valid_to__isnull=True)
    below = Place.objects.visible_to(actor, Permission.CENTRE_KEEP).filter(
        level="commune", valid_to__isnull=True
    )
    found = {place.pk: place for place in [*own, *below.order_by("sort_key", "id")]}
    return [place for place in found.values() if place.level not in ("hamlet", "group")]
