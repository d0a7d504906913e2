"""Reading clans and units of work. Who counts in them: `people/counting.py`."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from hoctap.core.actor import Actor
from hoctap.people.models import (
    Clan,
    ClanShare,
    UnitMembership,
    UnitStaffCount,
    WorkUnit,
)


def clans(actor: Actor, year: int) -> QuerySet[Clan]:
    """With households and people of their latest figures, added up over the ấp. Vietnamese order."""
    latest = (
        ClanShare.objects.filter(clan=OuterRef("clan"), hamlet=OuterRef("hamlet"), as_of__year__lte=year)
        .order_by("-as_of")
        .values("pk")[:1]
    )
    shares = ClanShare.objects.filter(clan=OuterRef("pk"), pk=Subquery(latest))
    return (
        Clan.objects.visible_to(actor)
        .standing_in(year)
        .select_related("place", "representative")
        .annotate(
            households=Subquery(_sum(shares, "households")),
            persons=Subquery(_sum(shares, "persons")),
            hamlets=Subquery(shares.order_by().values("clan").annotate(n=Count("pk")).values("n")),
        )
        .order_by("sort_key", "id")
    )


def _sum(shares: QuerySet[ClanShare], field: str) -> QuerySet[ClanShare, Any]:
    return shares.order_by().values("clan").annotate(total=Sum(field)).values("total")


def units(actor: Actor, year: int) -> QuerySet[WorkUnit]:
    """With their head count of the year and the number of those named. Vietnamese order."""
    counts = UnitStaffCount.objects.filter(unit=OuterRef("pk"), year=year).values("count")
    named = (
        UnitMembership.objects.filter(
            Q(to_year__isnull=True) | Q(to_year__gt=year), unit=OuterRef("pk"), from_year__lte=year
        )
        .order_by()
        .values("unit")
        .annotate(n=Count("person", distinct=True))
        .values("n")
    )
    return (
        WorkUnit.objects.visible_to(actor)
        .standing_in(year)
        .select_related("place")
        .annotate(staff=Subquery(counts), named=Subquery(named))
        .order_by("sort_key", "id")
    )
