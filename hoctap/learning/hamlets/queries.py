"""Difficult hamlets of a year, and which of them had no class."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity, ActivityKind, ActivityState, DifficultHamlet
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class DifficultRow:
    spell: DifficultHamlet
    hamlet: Place
    classes: int
    """Lớp, chuyên đề, buổi lồng ghép that were held there."""
    activities: int
    """All that was held there."""


def difficult_in(place: Place, year: int) -> list[DifficultRow]:
    """Of a place and all below it. Two queries."""
    spells = DifficultHamlet.objects.in_year(year).filter(hamlet__path__contains=[place.pk])
    return _rows(spells, year)


def difficult_for(actor: Actor, year: int) -> list[DifficultRow]:
    return _rows(DifficultHamlet.objects.visible_to(actor).in_year(year), year)


def _rows(spells: QuerySet[DifficultHamlet], year: int) -> list[DifficultRow]:
    ordered = spells.select_related("hamlet__parent").order_by(
        "hamlet__parent__sort_key", "hamlet__sort_key", "-since"
    )
    found = list(ordered)
    held = _held([one.hamlet_id for one in found], year)
    taught = (ActivityKind.CLASS, ActivityKind.TALK, ActivityKind.EMBEDDED)
    rows: dict[UUID, DifficultRow] = {}
    for one in found:
        kinds = held.get(one.hamlet_id, {})
        classes = sum(kinds.get(kind, 0) for kind in taught)
        rows.setdefault(one.hamlet_id, DifficultRow(one, one.hamlet, classes, sum(kinds.values())))
    return list(rows.values())


def _held(hamlets: Sequence[UUID], year: int) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = {}
    rows = Activity.objects.filter(
        place__in=hamlets, state=ActivityState.HELD, starts_on__year=year
    ).order_by()
    for place, kind in rows.values_list("place", "kind"):
        kinds = found.setdefault(place, {})
        kinds[kind] = kinds.get(kind, 0) + 1
    return found


def hamlets_to_mark(actor: Actor) -> QuerySet[Place]:
    rows = Place.objects.visible_to(actor, Permission.CENTRE_KEEP).filter(
        level=Level.HAMLET, valid_to__isnull=True
    )
    return rows.order_by("parent__sort_key", "sort_key", "id")
