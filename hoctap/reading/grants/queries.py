"""Bookcases that were given, and what became of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from hoctap.core.actor import Actor
from hoctap.libraries.models import Loan, LoanTally
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
    """At the shelf it became, since it was given, by card or by notebook; None where nobody writes any down."""


def rows_of(grants: Sequence[BookcaseGrant]) -> list[GrantRow]:
    """Three queries, however many grants."""
    last: dict[UUID, GrantVisit] = {}
    visits = GrantVisit.objects.filter(grant__in=[one.pk for one in grants])
    for visit in visits.order_by("on", "recorded_at", "id"):
        last[visit.grant_id] = visit
    shelves = [one.library_id for one in grants if one.library_id is not None]
    lent: dict[UUID, list[tuple[dt.date, int]]] = {}
    loans = Loan.objects.standing().filter(library__in=shelves).order_by().values_list("library", "lent_on")
    tallies = LoanTally.objects.standing().filter(library__in=shelves).order_by()
    for rows in (
        loans.annotate(n=Count("pk")),
        tallies.values_list("library", "first").annotate(n=Sum("taken_home")),
    ):
        for library, on, n in rows:
            lent.setdefault(library, []).append((on, n))
    return [GrantRow(one, last.get(one.pk), _since(one, lent)) for one in grants]


def _since(grant: BookcaseGrant, lent: Mapping[UUID, Sequence[tuple[dt.date, int]]]) -> int | None:
    if grant.library_id is None or grant.library_id not in lent:
        return None
    return sum(n for on, n in lent[grant.library_id] if on >= grant.on)


def by_kind(grants: QuerySet[BookcaseGrant]) -> list[tuple[str, int, int]]:
    """Kind of point, bookcases, books: the five kinds always. One query."""
    counted: dict[str, list[int]] = {one.value: [0, 0] for one in PointKind}
    for kind, books in grants.order_by().values_list("kind", "books"):
        counted[kind][0] += 1
        counted[kind][1] += books
    return [(one.label, counted[one.value][0], counted[one.value][1]) for one in PointKind]
