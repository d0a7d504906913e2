"""Which standard holds where, and which culture houses live up to it in a year."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from hoctap.centres.facilities.queries import Institution, institutions
from hoctap.centres.models import Centre, Topic, Venue
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.learning.models import ActivityKind, ActivityState, Club, RegularityStandard, Session
from hoctap.learning.regularity.rules import PROPOSED, Regular, Standing, why_not_active
from hoctap.places.models import Level, Place


@dataclass(frozen=True)
class InForce:
    regular: Regular
    standard: RegularityStandard | None
    """None: nobody has set one, the proposed one is used."""


def standards_at(paths: Iterable[Sequence[UUID]], day: dt.date) -> dict[UUID, InForce]:
    """For the place at the end of each path. What a place above asks for is never softened below it. One query."""
    wanted = [tuple(path) for path in paths]
    rows = RegularityStandard.objects.filter(
        place__in={pk for path in wanted for pk in path}, from_on__lte=day
    ).select_related("place")
    current: dict[UUID, RegularityStandard] = {}
    for row in rows.order_by("from_on", "set_at", "id"):
        current[row.place_id] = row
    found = {}
    for path in wanted:
        best = InForce(PROPOSED, None)
        for pk in path:
            if pk not in current:
                continue
            regular = Regular(current[pk].activities, current[pk].months)
            if best.standard is None or not regular.is_softer_than(best.regular):
                best = InForce(regular, current[pk])
        found[path[-1]] = best
    return found


def standard_above(place: Place, day: dt.date) -> InForce:
    """Without the place's own."""
    path = list(place.path[:-1])
    return standards_at([path], day)[path[-1]] if path else InForce(PROPOSED, None)


def places_that_set(actor: Actor) -> list[Place]:
    """Where the actor keeps plans: whoever keeps the target says what it means."""
    rows = Place.objects.visible_to(actor, Permission.PLAN_EDIT).filter(
        level__in=[Level.PROVINCE, Level.DISTRICT, Level.COMMUNE], valid_to__isnull=True
    )
    return sorted(rows, key=lambda one: (len(one.path), one.sort_key))[:300]


def standards_of(actor: Actor) -> list[RegularityStandard]:
    rows = RegularityStandard.objects.visible_to(actor).select_related("place")
    return list(rows.order_by("-from_on", "-set_at", "-id")[:100])


# ---------------------------------------------------------------- institutions


@dataclass(frozen=True)
class Dated:
    """An institution, with since when it stands where that is on record."""

    institution: Institution
    since: dt.date | None

    @property
    def key(self) -> UUID:
        found = self.institution.venue_id or self.institution.centre_id
        assert found is not None
        return found

    @property
    def kind(self) -> str:
        return "nhà văn hóa ấp, khóm" if self.institution.venue_id else "trung tâm xã"


def institutions_below(place_ids: Sequence[UUID], year: int) -> list[Dated]:
    """Those that stood on the last day of the year, or stand today. Five queries."""
    wanted = set(place_ids)
    paths = Place.objects.filter(pk__in=wanted).values_list("path", flat=True)
    above = {pk for path in paths for pk in path}
    communes = Place.objects.filter(
        Q(path__overlap=list(wanted)) | Q(pk__in=above), level=Level.COMMUNE
    ).values_list("pk", flat=True)
    found = institutions(list(communes), min(today(), dt.date(year, 12, 31)))
    found = [one for one in found if wanted & set(one.place.path)]
    since: dict[UUID | None, dt.date | None] = dict(
        Venue.objects.filter(pk__in=[one.venue_id for one in found]).values_list("pk", "valid_from")
    )
    centres = Centre.objects.filter(pk__in=[one.centre_id for one in found])
    since |= dict(centres.values_list("pk", "organisation__valid_from"))
    return [
        Dated(one, _later(since.get(one.venue_id or one.centre_id), one.place.valid_from)) for one in found
    ]


def _later(since: dt.date | None, place_from: dt.date) -> dt.date:
    """An institution of a new commune is asked about nothing before it."""
    return place_from if since is None else max(since, place_from)


@dataclass
class InstitutionRow:
    institution: Institution
    kind: str
    regular: InForce
    groups: int
    idle: int
    activities: int
    last_on: dt.date | None
    why_not: list[str]
    club_url: str = ""
    event_url: str = ""

    @property
    def is_active(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class InstitutionTable:
    rows: list[InstitutionRow]
    unplaced: int
    """Activities of a hamlet with several houses that say none: they count for no house."""

    @property
    def active(self) -> int:
        return sum(row.is_active for row in self.rows)


@dataclass
class _Index:
    """Of which institution a record is."""

    by_venue: dict[UUID, UUID] = field(default_factory=dict)
    by_centre: dict[UUID, UUID] = field(default_factory=dict)
    by_hamlet: dict[UUID, list[UUID]] = field(default_factory=dict)
    by_commune: dict[UUID, list[UUID]] = field(default_factory=dict)

    def add(self, one: Institution) -> None:
        if one.venue_id is not None:
            self.by_venue[one.venue_id] = one.venue_id
            self.by_hamlet.setdefault(one.place.pk, []).append(one.venue_id)
        elif one.centre_id is not None:
            self.by_centre[one.centre_id] = one.centre_id
            self.by_commune.setdefault(one.place.pk, []).append(one.centre_id)

    def of(self, venue_id: UUID | None, place_id: UUID, centre_id: UUID | None) -> UUID | None:
        """Where it was held comes first, then for which hamlet, then by which centre: each record counts once."""
        if venue_id in self.by_venue:
            return self.by_venue[venue_id]
        if place_id in self.by_hamlet:
            houses = self.by_hamlet[place_id]
            return houses[0] if len(houses) == 1 else None
        if place_id in self.by_commune:
            if centre_id in self.by_centre:
                return self.by_centre[centre_id]
            centres = self.by_commune[place_id]
            return centres[0] if len(centres) == 1 else None
        return None

    def is_open_question(self, place_id: UUID) -> bool:
        return len(self.by_hamlet.get(place_id, self.by_commune.get(place_id, []))) > 1


COUNTED = (ActivityKind.CLUB, ActivityKind.CULTURE, ActivityKind.SPORT, ActivityKind.EVENT)
"""Activities that make an institution lively; classes only of culture and sport, see `sessions_counted`."""


def cultural_topics() -> set[UUID]:
    """Of the fields of culture and sport, with all below them. One query."""
    return topics_below(["culture", "sport"])


def topics_below(codes: Iterable[str]) -> set[UUID]:
    """Shipped fields by code and whatever hangs below them. One query."""
    wanted = set(codes)
    rows = list(Topic.objects.values_list("pk", "parent_id", "code", "place_id"))
    found = {pk for pk, _, code, place_id in rows if place_id is None and code in wanted}
    grown = True
    while grown:
        new = {pk for pk, parent, _, _ in rows if parent in found and pk not in found}
        found |= new
        grown = bool(new)
    return found


def institution_table(place_ids: Sequence[UUID], year: int) -> InstitutionTable:
    """Each institution with what counts for it and what is missing. Ten queries, however many there are."""
    day = today()
    dated = institutions_below(place_ids, year)
    if not dated:
        return InstitutionTable([], 0)
    index = _Index()
    for one in dated:
        index.add(one.institution)
    held = _held(place_ids, year, index)
    places = {one.institution.place.pk: one.institution.place.path for one in dated}
    in_force = standards_at(places.values(), min(day, dt.date(year, 12, 31)))
    rows = []
    for one in dated:
        place = one.institution.place
        standing = Standing(
            len(held.groups.get(one.key, ())),
            len(held.clubs.get(one.key, set()) - held.groups.get(one.key, set())),
            held.days.get(one.key, []),
        )
        regular = in_force[place.pk]
        rows.append(
            InstitutionRow(
                one.institution,
                one.kind,
                regular,
                standing.groups,
                standing.idle,
                len(standing.days),
                max(standing.days, default=None),
                why_not_active(standing, regular.regular, year, today=day, since=one.since),
                club_url=f"{reverse('club_list')}?year={year}&place={place.pk}",
                event_url=f"{reverse('culture_list')}?year={year}&place={place.pk}",
            )
        )
    rows.sort(
        key=lambda row: (row.is_active, len(row.institution.place.path), row.institution.place.sort_key)
    )
    return InstitutionTable(rows, held.unplaced)


@dataclass
class _Held:
    """Per institution."""

    clubs: dict[UUID, set[UUID]] = field(default_factory=dict)
    """On the register in the year."""
    groups: dict[UUID, set[UUID]] = field(default_factory=dict)
    """Clubs that met, and talent classes."""
    days: dict[UUID, list[dt.date]] = field(default_factory=dict)
    unplaced: int = 0


def _held(place_ids: Sequence[UUID], year: int, index: _Index) -> _Held:
    """Three queries."""
    found = _Held()
    clubs = Club.objects.filter(place__path__overlap=list(place_ids)).standing_in(year)
    for pk, venue_id, place_id, centre_id in clubs.values_list("pk", "venue_id", "place_id", "centre_id"):
        key = index.of(venue_id, place_id, centre_id)
        if key is not None:
            found.clubs.setdefault(key, set()).add(pk)
    cultural = cultural_topics()
    for (
        on,
        kind,
        topic_id,
        activity_id,
        venue_id,
        place_id,
        centre_id,
        club_id,
        club_venue,
    ) in sessions_counted(place_ids, year).values_list(
        "on",
        "activity__kind",
        "activity__topic_id",
        "activity_id",
        "activity__venue_id",
        "activity__place_id",
        "activity__centre_id",
        "activity__club_meeting__club_id",
        "activity__club_meeting__club__venue_id",
    ):
        if kind == ActivityKind.CLASS and topic_id not in cultural:
            continue
        key = index.of(venue_id or club_venue, place_id, centre_id)
        if key is None:
            found.unplaced += index.is_open_question(place_id)
            continue
        found.days.setdefault(key, []).append(on)
        if kind == ActivityKind.CLASS or club_id is not None:
            found.groups.setdefault(key, set()).add(club_id or activity_id)
    return found


def sessions_counted(place_ids: Sequence[UUID], year: int) -> QuerySet[Session]:
    return (
        Session.objects.filter(
            activity__place__path__overlap=list(place_ids),
            activity__kind__in=[*COUNTED, ActivityKind.CLASS],
            state=ActivityState.HELD,
            on__year=year,
        )
        .exclude(activity__state=ActivityState.CANCELLED)
        .order_by("on", "id")
    )


def active_institutions(place_ids: Sequence[UUID], year: int) -> Mapping[UUID, tuple[int, int]]:
    """Of each place: institutions that count, and all. A place without any is left out: it is missing, not zero."""
    found: dict[UUID, tuple[int, int]] = {}
    for row in institution_table(place_ids, year).rows:
        for place_id in place_ids:
            if place_id in row.institution.place.path:
                active, whole = found.get(place_id, (0, 0))
                found[place_id] = (active + row.is_active, whole + 1)
    return found
