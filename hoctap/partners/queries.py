"""What partners promised beside what the records say they delivered, and the lists around it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from hoctap.centres.models import Centre, Topic
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.learning.models import Activity, ActivityBody, BodyRole, Session
from hoctap.learning.queries import turnout
from hoctap.partners.models import Agreement, Commitment, Partner
from hoctap.places.models import Place


def places_to_keep(actor: Actor) -> QuerySet[Place]:
    """Communes, and the units above them whose own partners somebody keeps there."""
    return (
        Place.objects.filter(path__overlap=actor.places_with(Permission.PARTNER_KEEP), valid_to__isnull=True)
        .exclude(level__in=["hamlet", "group"])
        .order_by("sort_key", "id")
    )


def partners_of(actor: Actor, *, place: Place | None, name: str = "", kind: str = "") -> QuerySet[Partner]:
    rows = Partner.objects.visible_to(actor).select_related("place", "organisation")
    if place is not None:
        rows = rows.filter(place=place)
    if name:
        rows = rows.filter(name__icontains=name)
    if kind:
        rows = rows.filter(kind=kind)
    found: QuerySet[Partner] = rows.annotate(
        agreed=Count("agreements", filter=Q(agreements__ended_on=None), distinct=True)
    ).order_by("ended_on", "place__sort_key", "sort_key", "id")
    return found


@dataclass(frozen=True)
class Held:
    """One activity in which the partner took part."""

    activity: Activity
    people: int | None


@dataclass
class Delivered:
    activities: list[Held] = field(default_factory=list)

    @property
    def times(self) -> int:
        return len(self.activities)

    @property
    def people(self) -> int | None:
        """Of those that were counted; None where none was."""
        counted = [one.people for one in self.activities if one.people is not None]
        return sum(counted) if counted else None


@dataclass(frozen=True)
class DeliveryRow:
    commitment: Commitment
    delivered: Delivered

    @property
    def is_met(self) -> bool:
        return self.delivered.times >= self.commitment.times


def delivery_rows(commitments: Iterable[Commitment]) -> list[DeliveryRow]:
    """Read with partner and topic. A fixed number of queries, whatever the number of promises."""
    rows = list(commitments)
    if not rows:
        return []
    years = {one.year for one in rows}
    partners = {one.partner_id: one.partner for one in rows}
    below = _topics_below()
    held = _held_by(partners.values(), years)
    people = _people_of({one.activity.pk for found in held.values() for one in found})
    made = []
    for one in rows:
        wanted = below.get(one.topic_id, {one.topic_id})
        found = [
            Held(row.activity, people.get(row.activity.pk))
            for row in held[one.partner_id]
            if row.activity.topic_id in wanted and row.activity.starts_on.year == one.year
        ]
        made.append(DeliveryRow(one, Delivered(found)))
    return made


def _held_by(partners: Collection[Partner], years: Collection[int]) -> dict[UUID, list[Held]]:
    """Partner → activities held below its place in which it took part, by its record or its name, each once. One query."""
    by_body: dict[UUID, list[Partner]] = defaultdict(list)
    by_name: dict[str, list[Partner]] = defaultdict(list)
    named = Q()
    for one in partners:
        if one.organisation_id:
            by_body[one.organisation_id].append(one)
        by_name[one.name.casefold()].append(one)
        named |= Q(name__iexact=one.name)
    rows = (
        ActivityBody.objects.filter(
            Q(organisation__in=list(by_body)) | named,
            activity__state="held",
            activity__starts_on__year__in=years,
            activity__place__path__overlap=[one.place_id for one in partners],
        )
        .select_related("activity__topic", "activity__place")
        .order_by("activity__starts_on", "activity_id")
    )
    found: dict[UUID, dict[UUID, Held]] = {one.pk: {} for one in partners}
    for row in rows:
        matched = [
            *(by_body.get(row.organisation_id, []) if row.organisation_id else []),
            *by_name.get(row.name.casefold(), []),
        ]
        for partner in matched:
            if partner.place_id in row.activity.place.path:
                found[partner.pk][row.activity_id] = Held(row.activity, None)
    return {pk: list(of_partner.values()) for pk, of_partner in found.items()}


def _people_of(activities: Collection[UUID]) -> dict[UUID, int]:
    """Lượt người dự per activity; what nobody counted is not there. Two queries."""
    counted = turnout(Session.objects.filter(activity__in=activities), "activity")
    return {activity: number for (activity,), number in counted.items()}


def _topics_below() -> dict[UUID, set[UUID]]:
    """Topic → itself and all below it. One query."""
    parents = dict(Topic.objects.order_by().values_list("pk", "parent_id"))
    below: dict[UUID, set[UUID]] = {pk: {pk} for pk in parents}
    for pk in parents:
        seen = {pk}
        at: UUID | None = parents[pk]
        while at is not None and at not in seen:
            below[at].add(pk)
            seen.add(at)
            at = parents.get(at)
    return below


def commitments_of(actor: Actor, year: int, place: Place | None = None) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(actor).filter(year=year)
    if place is not None:
        rows = rows.filter(partner__place=place)
    return rows.select_related("partner__place", "topic").order_by(
        "partner__place__sort_key", "partner__sort_key", "topic__sort_key", "id"
    )


def joint_activities(actor: Actor, year: int, place: Place | None = None) -> list[Activity]:
    """Held by several hosts together. Two queries."""
    rows = Activity.objects.visible_to(actor).of_year(year).held()
    if place is not None:
        rows = rows.filter(place__path__overlap=[place.pk])
    return list(
        rows.filter(bodies__role=BodyRole.JOINT)
        .distinct()
        .select_related("place")
        .prefetch_related("bodies")
        .order_by("-starts_on", "-id")[:100]
    )


def of_agreement(agreement: Agreement, parties: Sequence[Partner], today: dt.date) -> list[Held]:
    """What was held in its time with one of its parties. Three queries."""
    last = min(day for day in (agreement.ended_on, agreement.to_on, today) if day is not None)
    if not parties or last < agreement.from_on:
        return []
    held = _held_by(parties, range(agreement.from_on.year, last.year + 1))
    every = {
        one.activity.pk: one
        for found in held.values()
        for one in found
        if agreement.from_on <= one.activity.starts_on <= last
    }
    people = _people_of(set(every))
    return [
        Held(one.activity, people.get(pk))
        for pk, one in sorted(every.items(), key=lambda row: row[1].activity.starts_on, reverse=True)
    ]


def mirrored(partner: Partner, year: int, actor: Actor) -> list[tuple[Partner, int, int]]:
    """The same body in each place below: how much it promised for the year, how much of that is met."""
    rows = delivery_rows(
        Commitment.objects.visible_to(actor)
        .filter(partner__above=partner, year=year)
        .select_related("partner__place", "topic")
    )
    counted: dict[UUID, list[bool]] = defaultdict(list)
    for row in rows:
        counted[row.commitment.partner_id].append(row.is_met)
    below = (
        Partner.objects.visible_to(actor)
        .filter(above=partner)
        .select_related("place")
        .order_by("place__sort_key", "sort_key")
    )
    return [(one, len(counted[one.pk]), sum(counted[one.pk])) for one in below]


def centre_section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    if not actor.may(Permission.CENTRE_READ, at=centre):
        return None
    rows = delivery_rows(commitments_of(actor, year, centre.place))
    agreed = Agreement.objects.filter(place=centre.place, ended_on=None).count()
    met = sum(row.is_met for row in rows)
    lines = [
        SectionLine(
            "Cam kết của đối tác",
            f"{format_number(met)} / {format_number(len(rows))} đã đủ số lần" if rows else "chưa ghi",
            f"{reverse('delivery_list')}?centre={centre.pk}&year={year}",
        ),
        SectionLine(
            "Chương trình phối hợp đang thực hiện",
            format_number(agreed),
            f"{reverse('agreement_list')}?centre={centre.pk}",
        ),
    ]
    return CentreSection("Đối tác", tuple(lines), f"{reverse('partner_list')}?centre={centre.pk}", 70)
