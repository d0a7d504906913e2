"""Centres in a change of boundaries: one whose commune ends waits for the decision that merges it; it is never passed on silently.
A commune's own topics go on in the one commune that it went into; those of a commune that was divided wait for a person.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.centres.merging.models import MergedCentre
from hoctap.centres.models import Centre, Topic
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Level, LineageEdge, Place


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    waits = Q(organisation__valid_to__isnull=True) | Q(pk__in=Centre.objects.left_over())
    rows = Centre.objects.filter(waits, organisation__place__in=place_ids)
    words = "{n} trung tâm học tập cộng đồng chưa sáp nhập: sáp nhập vào trung tâm của xã mới theo quyết định"
    topics = Topic.objects.filter(place__in=place_ids, dropped_on__isnull=True)
    return [
        *waiting_at(rows, "organisation__place", words, reverse("centre_list")),
        *waiting_at(
            topics,
            "place",
            "{n} chuyên đề của xã: sang xã mới; nếu xã chia cho nhiều xã thì lập lại ở từng xã",
            reverse("topic_list"),
        ),
    ]


def sole_successors(carriage: Carriage) -> dict[UUID, UUID]:
    """Commune that ended → the one that it went into as a whole; one that was divided has none."""
    ended = Q(predecessor__in=Place.objects.filter(pk__in=carriage.hamlets).values("parent")) | Q(
        predecessor__in=LineageEdge.objects.filter(successor__in=carriage.made).values("predecessor")
    )
    edges = LineageEdge.objects.filter(
        ended,
        predecessor__level=Level.COMMUNE,
        predecessor__valid_to=carriage.on,
        successor__level=Level.COMMUNE,
    )
    found: dict[UUID, list[UUID]] = {}
    for predecessor, successor in edges.values_list("predecessor_id", "successor_id"):
        found.setdefault(predecessor, []).append(successor)
    return {old: new[0] for old, new in found.items() if len(new) == 1}


def carry(carriage: Carriage) -> dict[str, Any]:
    """Own topics, also those that are used no more: what was held under them keeps them."""
    moved: dict[str, list[str]] = {}
    for old, new in sole_successors(carriage).items():
        topics = Topic.objects.filter(place=old)
        moved[str(old)] = [str(pk) for pk in topics.order_by("pk").values_list("pk", flat=True)]
        topics.update(place=new)
    return {"topics": moved}


def undo(_carriage: Carriage, kept: dict[str, Any]) -> None:
    for old, topics in kept.get("topics", {}).items():
        Topic.objects.filter(pk__in=topics).update(place=old)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    carried = [pk for topics in kept.get("topics", {}).values() for pk in topics]
    return [
        *recorded_since(
            Centre.objects.filter(organisation__place__in=carriage.made), "{n} trung tâm học tập cộng đồng"
        ),
        *recorded_since(
            Topic.objects.filter(place__in=carriage.made).exclude(pk__in=carried), "{n} chuyên đề của xã"
        ),
        *recorded_since(
            MergedCentre.objects.filter(
                centre__organisation__place__in=Place.objects.filter(pk__in=carriage.hamlets).values(
                    "parent"
                ),
                centre__organisation__place__valid_to=carriage.on,
            ),
            "{n} trung tâm của xã cũ sáp nhập vào,",
        ),
    ]


CENTRES = BoundaryCarrier(open_work=open_work, carry=carry, undo=undo, undo_blockers=undo_blockers)
