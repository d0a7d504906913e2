"""Rotation as it was planned beside what was done, and one trip."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from hoctap.core.actor import Actor
from hoctap.reading.models import Rotation, RotationLeg, Trip, TripCopy, TripState


@dataclass(frozen=True)
class LegRow:
    leg: RotationLeg
    trips: Sequence[Trip]
    sent: int
    """Books that really went."""
    missing: int

    @property
    def is_done(self) -> bool:
        return self.sent >= self.leg.books


def annotated(rows: QuerySet[Trip]) -> QuerySet[Trip]:
    """`missing`: of both, those with codes and those that were only counted."""
    uncounted = F("counted") - Coalesce("counted_back", "counted")
    return rows.annotate(
        packed=Count("copies"),
        missing=Count("copies", filter=Q(copies__is_missing=True)) + uncounted,
    )


def legs_of(rotations: Sequence[UUID]) -> list[LegRow]:
    """Two queries."""
    legs = list(
        RotationLeg.objects.filter(rotation__in=rotations)
        .select_related("sender", "receiver", "rotation")
        .order_by("rotation", "out_on", "id")
    )
    trips: dict[UUID, list[Trip]] = {}
    for trip in annotated(Trip.objects.filter(leg__in=[one.pk for one in legs])).order_by("made_at"):
        assert trip.leg_id is not None
        trips.setdefault(trip.leg_id, []).append(trip)
    return [_row(leg, trips.get(leg.pk, [])) for leg in legs]


def _row(leg: RotationLeg, trips: Sequence[Trip]) -> LegRow:
    gone = [one for one in trips if one.state != TripState.PACKING]
    return LegRow(
        leg,
        trips,
        sum(one.packed + one.counted for one in gone),  # type: ignore[attr-defined]
        sum(one.missing for one in gone),  # type: ignore[attr-defined]
    )


@dataclass(frozen=True)
class RotationRow:
    rotation: Rotation
    points: int
    """Points that were to receive books."""
    reached: int
    books: int
    sent: int
    missing: int


def rotation_rows(actor: Actor, year: int) -> list[RotationRow]:
    """Three queries."""
    rotations = list(
        Rotation.objects.visible_to(actor)
        .filter(year=year)
        .select_related("place")
        .order_by("place__sort_key")
    )
    legs = legs_of([one.pk for one in rotations])
    return [row_of(one, [row for row in legs if row.leg.rotation_id == one.pk]) for one in rotations]


def row_of(rotation: Rotation, legs: Sequence[LegRow]) -> RotationRow:
    """`legs`: its own."""
    return RotationRow(
        rotation,
        len({row.leg.receiver_id for row in legs}),
        len({row.leg.receiver_id for row in legs if row.sent}),
        sum(row.leg.books for row in legs),
        sum(row.sent for row in legs),
        sum(row.missing for row in legs),
    )


def trips_of(actor: Actor, *, library: UUID | None = None) -> QuerySet[Trip]:
    rows = annotated(Trip.objects.visible_to(actor)).select_related("sender__place", "receiver__place")
    if library is not None:
        rows = rows.filter(Q(sender=library) | Q(receiver=library))
    return rows.order_by("-made_at", "-id")


@dataclass(frozen=True)
class TripPage:
    trip: Trip
    copies: Sequence[TripCopy]
    is_late: bool

    @property
    def missing(self) -> list[TripCopy]:
        return [one for one in self.copies if one.is_missing]

    @property
    def books(self) -> int:
        return len(self.copies) + self.trip.counted


def page_of(trip: Trip, today: dt.date) -> TripPage:
    """One query."""
    copies = list(trip.copies.select_related("copy__title").order_by("copy__title__sort_key", "copy__code"))
    out = trip.state in (TripState.SENT, TripState.ARRIVED)
    return TripPage(trip, copies, out and trip.due_on < today)
