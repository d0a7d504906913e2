"""Bookcases that were given, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from hoctap.core.actor import Actor
from hoctap.libraries.models import Loan
from hoctap.places.models import Place
from hoctap.reading.models import BookcaseGrant, GrantVisit, PointKind


def grants_of(actor: Actor, year: int | None = None, place: Place | None = None) -> QuerySet[BookcaseGrant]:
    rows = BookcaseGrant.objects.visible_to(actor).select_related("place", "library")
    if year is not None:
        rows = rows.filter(on__year=year)
    if place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    return rows.order_by("-on", "-id")


@dataclass(frozen=True)
class GrantRow:
    grant: BookcaseGrant
    last: GrantVisit | None
    loans: int | None
    """At the shelf it became, since it was given; None where it is no shelf with loans."""


def rows_of(grants: Sequence[BookcaseGrant]) -> list[GrantRow]:
    """Two queries, however many grants."""
    last: dict[UUID, GrantVisit] = {}
    visits = GrantVisit.objects.filter(grant__in=[one.pk for one in grants])
    for visit in visits.order_by("on", "recorded_at", "id"):
        last[visit.grant_id] = visit
    shelves = {one.library_id: one.on for one in grants if one.library_id is not None}
    loans: dict[UUID, list[object]] = {pk: [] for pk in shelves}
    rows = Loan.objects.filter(library__in=shelves).order_by().values_list("library", "lent_on")
    counted = rows.annotate(n=Count("pk"))
    found: dict[tuple[UUID, object], int] = {(library, on): n for library, on, n in counted}
    for (library, on), n in found.items():
        loans[library] += [on] * n
    return [
        GrantRow(
            one,
            last.get(one.pk),
            sum(on >= one.on for on in loans[one.library_id])  # type: ignore[operator]
            if one.library_id is not None
            else None,
        )
        for one in grants
    ]


def by_kind(grants: QuerySet[BookcaseGrant]) -> list[tuple[str, int, int]]:
    """Kind of point, bookcases, books: the five kinds always. One query."""
    counted: dict[str, list[int]] = {one.value: [0, 0] for one in PointKind}
    for kind, books in grants.order_by().values_list("kind", "books"):
        counted[kind][0] += 1
        counted[kind][1] += books
    return [(one.label, counted[one.value][0], counted[one.value][1]) for one in PointKind]
