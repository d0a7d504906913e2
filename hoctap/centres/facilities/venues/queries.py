"""The list of venues, the network beside its plan, one venue, what was asked for it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from hoctap.centres.facilities.bookings import queries as bookings
from hoctap.centres.facilities.bookings.queries import Slot
from hoctap.centres.facilities.bookings.rules import Use
from hoctap.centres.facilities.venues.models import Upgrade, UpgradeNote, UpgradeState, VenuePlan, VenueShare
from hoctap.centres.models import Booking, Centre, Equipment, Ownership, Venue, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.dates import VIETNAM
from hoctap.places.models import Place

UPGRADE_TONES = {
    UpgradeState.SENT: "waiting",
    UpgradeState.AGREED: "working",
    UpgradeState.REFUSED: "refused",
    UpgradeState.DONE: "done",
    UpgradeState.WITHDRAWN: "neutral",
}


def listed(
    actor: Actor,
    *,
    centre: Centre | None = None,
    place: Place | None = None,
    kind: str = "",
    ownership: str = "",
    ended: bool = False,
) -> QuerySet[Venue]:
    rows = bookings.of_centre(Venue.objects.visible_to(actor), centre)
    rows = rows.filter(place__path__contains=[place.pk]) if place is not None else rows
    rows = rows if ended else rows.standing()  # type: ignore[attr-defined]
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(ownership=ownership) if ownership else rows
    return rows.select_related("place", "centre__organisation").order_by("place__path", "kind", "name", "id")


@dataclass(frozen=True)
class KindRow:
    """Of one kind: what stands by who owns it, and what plans want."""

    kind: str
    label: str
    public: int
    non_public: int
    community: int
    wanted: int | None
    """None: no plan on record says anything of this kind."""

    @property
    def total(self) -> int:
        return self.public + self.non_public + self.community


@dataclass(frozen=True)
class PlaceRow:
    place: Place
    label: str
    wanted: int
    existing: int
    by_year: int
    document: str

    @property
    def missing(self) -> int:
        return max(self.wanted - self.existing, 0)


@dataclass(frozen=True)
class Network:
    kinds: Sequence[KindRow]
    places: Sequence[PlaceRow]


def network_of(actor: Actor) -> Network:
    """All that the actor sees, in two queries. Of what was planned for a place and a kind, what was recorded last counts."""
    standing: dict[tuple[UUID, str], int] = {}
    by_kind: dict[tuple[str, str], int] = {}
    counted = Venue.objects.visible_to(actor).standing().order_by()
    for row in counted.values("place", "kind", "ownership").annotate(n=Count("pk")):
        key = (row["place"], row["kind"])
        standing[key] = standing.get(key, 0) + row["n"]
        owned = (row["kind"], row["ownership"])
        by_kind[owned] = by_kind.get(owned, 0) + row["n"]
    plans: dict[tuple[UUID, str], VenuePlan] = {}
    for plan in VenuePlan.objects.visible_to(actor).select_related("place__parent").order_by("id"):
        plans[plan.place_id, plan.kind] = plan
    kinds = []
    for kind in VenueKind:
        wanted = [plan.wanted for (_, of), plan in plans.items() if of == kind]
        owned_by = {one: by_kind.get((kind.value, one.value), 0) for one in Ownership}
        if wanted or any(owned_by.values()):
            kinds.append(
                KindRow(
                    kind.value,
                    kind.label,
                    owned_by[Ownership.PUBLIC],
                    owned_by[Ownership.NON_PUBLIC],
                    owned_by[Ownership.COMMUNITY],
                    sum(wanted) if wanted else None,
                )
            )
    places = [
        PlaceRow(
            plan.place,
            plan.get_kind_display(),
            plan.wanted,
            standing.get((plan.place_id, plan.kind), 0),
            plan.by_year,
            plan.document,
        )
        for plan in plans.values()
    ]
    places.sort(key=lambda row: (str(row.place.parent_id), row.place.sort_key, row.label))
    return Network(kinds, places)


@dataclass(frozen=True)
class VenuePage:
    venue: Venue
    use: Use
    """Of the month so far."""
    month: dt.date
    shares: Sequence[VenueShare]
    ahead: Sequence[tuple[dt.date, Slot]]
    equipment: Sequence[Equipment]
    upgrades: Sequence[Upgrade]


def venue_page(venue: Venue, actor: Actor, *, day: dt.date) -> VenuePage:
    first = day.replace(day=1)
    rows = Booking.objects.standing().filter(venue=venue, ends_at__gt=timezone.now())[:8]
    ahead = []
    for row in rows:
        start, end = row.starts_at.astimezone(VIETNAM), row.ends_at.astimezone(VIETNAM)
        ahead.append((start.date(), Slot(row, start.time(), end.time())))
    return VenuePage(
        venue=venue,
        use=bookings.use_of([venue], first, day)[venue.pk],
        month=first,
        shares=list(venue.shares.standing().select_related("centre__organisation")),
        ahead=ahead,
        equipment=list(
            Equipment.objects.visible_to(actor).standing().filter(venue=venue).select_related("kind")
        ),
        upgrades=list(Upgrade.objects.visible_to(actor).filter(venue=venue)[:5]),
    )


def upgrades_for(actor: Actor, *, centre: Centre | None, show: str) -> QuerySet[Upgrade]:
    rows = Upgrade.objects.visible_to(actor)
    if centre is not None:
        rows = rows.filter(centre=centre)
    if show == "open":
        rows = rows.filter(state__in=[UpgradeState.SENT, UpgradeState.AGREED])
    return rows.select_related("place", "centre__organisation", "venue")


def notes_of(upgrade: Upgrade) -> list[UpgradeNote]:
    return list(upgrade.notes.all())
