"""The register of a centre, what it lacks, its checks and repairs, what was put into it, and the figures that targets point at."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from hoctap.centres.facilities.equipment.models import (
    CheckLine,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    EquipmentStandard,
    FundSource,
    StandardLine,
    StandardSubject,
    SupportKind,
    SupportLine,
)
from hoctap.centres.facilities.equipment.rules import Lack, Wanted, lacking
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.centres.models import Centre, Venue, VenueKind
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.places.models import Place
from hoctap.plans.indicators import Provided

# What a centre earns itself, and what nobody can say the giver of.
_NOT_GIVEN = (FundSource.OWN, FundSource.UNKNOWN)

# ---------------------------------------------------------------- what is required


@dataclass(frozen=True)
class Required:
    """The list that holds at a place on a day: its own, else the nearest above it, else the one that comes with the program."""

    standard: EquipmentStandard
    lines: Sequence[Wanted]


def required_at(places: Iterable[Place], subject: str, day: dt.date) -> dict[UUID, Required]:
    """By place, in two queries whatever their number."""
    rows = list(places)
    ids = {pk for place in rows for pk in place.path}
    found = EquipmentStandard.objects.filter(
        Q(place__isnull=True) | Q(place__in=ids), subject=subject, valid_from__lte=day
    ).order_by("valid_from", "id")
    newest: dict[UUID | None, EquipmentStandard] = {one.place_id: one for one in found}
    lines: dict[UUID, list[Wanted]] = {}
    wanted = StandardLine.objects.filter(standard__in=newest.values()).select_related("kind")
    for line in wanted.order_by("kind__sort_key"):
        lines.setdefault(line.standard_id, []).append(Wanted(line.kind_id, line.kind.name, line.least))
    told = {}
    for place in rows:
        nearest: list[UUID | None] = [*reversed(place.path), None]
        standard = next((newest[pk] for pk in nearest if pk in newest), None)
        if standard is not None:
            told[place.pk] = Required(standard, lines.get(standard.pk, []))
    return told


@dataclass(frozen=True)
class Gap:
    """What is required beside what is there. `lacks` empty: everything is there."""

    standard: EquipmentStandard
    wanted: Sequence[Wanted]
    lacks: Sequence[Lack]

    @property
    def is_whole(self) -> bool:
        return not self.lacks

    @property
    def words(self) -> str:
        return ", ".join(f"{one.name} ({one.good}/{one.least})" for one in self.lacks)


def gaps_of(centres: Sequence[Centre], day: dt.date) -> dict[UUID, Gap]:
    """Of centres with anything in the register, in three queries. A centre that recorded nothing is not there: nobody knows."""
    required = required_at([centre.place for centre in centres], StandardSubject.CENTRE, day)
    held = good_by_centre(centres, day)
    return {
        centre.pk: _gap(required[centre.place.pk], held[centre.pk])
        for centre in centres
        if centre.pk in held and centre.place.pk in required
    }


def gap_of_venue(venue: Venue, day: dt.date) -> Gap | None:
    """Of a nhà văn hóa with anything in its register."""
    if venue.kind != VenueKind.HAMLET_HOUSE:
        return None
    rows = Equipment.objects.standing().filter(venue=venue).values("kind").annotate(n=Sum("good")).order_by()
    held = {row["kind"]: row["n"] for row in rows}
    required = required_at([venue.place], StandardSubject.HAMLET_HOUSE, day).get(venue.place_id)
    return _gap(required, held) if held and required else None


def _gap(required: Required, good: Mapping[UUID, int]) -> Gap:
    return Gap(required.standard, required.lines, lacking(required.lines, good))


def good_by_centre(centres: Sequence[Centre], day: dt.date) -> dict[UUID, dict[UUID, int]]:
    """Usable things by centre and kind: of today from the register, of a day gone by from the last check before it in that year."""
    found: dict[UUID, dict[UUID, int]] = {}
    if day >= today():
        rows = Equipment.objects.standing().filter(centre__in=centres).order_by()
        for row in rows.values("centre", "kind").annotate(n=Sum("good")):
            found.setdefault(row["centre"], {})[row["kind"]] = row["n"]
        return found
    checks = EquipmentCheck.objects.filter(
        centre__in=centres, checked_on__lte=day, checked_on__year=day.year
    ).order_by("centre_id", "-checked_on", "-id")
    last = checks.distinct("centre_id").values("pk")
    lines = CheckLine.objects.filter(taken_at__in=last).order_by()
    counted = lines.values_list("taken_at__centre", "equipment__kind").annotate(n=Sum("good"))
    for centre_id, kind_id, good in counted:
        found.setdefault(centre_id, {})[kind_id] = good
    return found


# ---------------------------------------------------------------- figures


def equipped(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """centre.equipped: centres with everything required over centres. A place where no centre recorded anything is missing, not zero."""
    day = as_of(year)
    centres = _centres_below(places, day)
    gaps = gaps_of(centres, day)
    return _share(places, centres, {pk: gap.is_whole for pk, gap in gaps.items()}, day)


def with_computers(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """centre.computers: centres with at least one computer that works over centres."""
    day = as_of(year)
    centres = _centres_below(places, day)
    held = good_by_centre(centres, day)
    kinds = {pk for one in held.values() for pk in one}
    computers = set(
        EquipmentKind.objects.filter(pk__in=kinds, is_computer=True).values_list("pk", flat=True).order_by()
    )
    has = {pk: any(good and kind in computers for kind, good in one.items()) for pk, one in held.items()}
    return _share(places, centres, has, day)


def as_of(year: int) -> dt.date:
    return min(dt.date(year, 12, 31), today()) if year <= today().year else dt.date(year, 12, 31)


def _centres_below(places: Sequence[UUID], day: dt.date) -> list[Centre]:
    if day > today():
        return []
    rows = Centre.objects.working_on(day).filter(organisation__place__path__overlap=list(places))
    return list(rows.select_related("organisation__place"))


def _share(
    places: Sequence[UUID],
    centres: Sequence[Centre],
    answers: Mapping[UUID, bool],
    day: dt.date,
    book: str = "sổ thiết bị",
) -> dict[UUID, Provided]:
    told = {}
    for place in places:
        below = [one for one in centres if place in one.place.path]
        known = [one for one in below if one.pk in answers]
        if not known:
            continue
        top, whole = sum(answers[one.pk] for one in known), len(below)
        value = (Decimal(top) * 100 / whole).quantize(Decimal("0.01"))
        source = f"{book} của {len(known)}/{whole} trung tâm"
        told[place] = Provided(value, Decimal(top), Decimal(whole), day, source)
    return told


# ---------------------------------------------------------------- the register


@dataclass(frozen=True)
class EquipmentRow:
    equipment: Equipment
    lent: int


def register_of(
    actor: Actor, *, centre: Centre | None, place: Place | None = None, dropped: bool = False
) -> QuerySet[Equipment]:
    """Of a centre, or of the centres and venues at a place and below."""
    rows = Equipment.objects.visible_to(actor)
    rows = rows if dropped else rows.standing()
    rows = rows.filter(centre=centre) if centre is not None else rows
    if place is not None:
        of_centres = Q(centre__organisation__place__path__contains=[place.pk])
        rows = rows.filter(of_centres | Q(venue__place__path__contains=[place.pk]))
    return rows.select_related("kind", "centre__organisation__place", "venue__place").order_by(
        "kind__sort_key", "id"
    )


def with_loans(rows: Sequence[Equipment]) -> list[EquipmentRow]:
    lent = lent_of(rows)
    return [EquipmentRow(row, lent.get(row.pk, 0)) for row in rows]


def lent_of(rows: Iterable[Equipment]) -> dict[UUID, int]:
    """How many of each are out now."""
    out = EquipmentLoan.objects.out().filter(equipment__in=list(rows)).order_by()
    return {row["equipment"]: row["n"] for row in out.values("equipment").annotate(n=Sum("quantity"))}


@dataclass(frozen=True)
class SourceSum:
    label: str
    rows: int
    value: int | None
    """Of those with a price; None where none has one."""


def sums_by_source(rows: QuerySet[Equipment]) -> list[SourceSum]:
    told = rows.order_by().values("source").annotate(n=Count("pk"), worth=Sum("value"))
    by_source = {row["source"]: row for row in told}
    return [
        SourceSum(one.label, by_source[one.value]["n"], by_source[one.value]["worth"])
        for one in FundSource
        if one.value in by_source
    ]


def standing_of(centre: Centre) -> list[Equipment]:
    rows = Equipment.objects.standing().filter(centre=centre).select_related("kind", "venue")
    return list(rows.order_by("kind__sort_key", "id"))


def last_check(centre: Centre) -> dt.date | None:
    told: dt.date | None = centre.checks.aggregate(day=Max("checked_on"))["day"]
    return told


def unchecked_centres(centres: QuerySet[Centre], year: int) -> QuerySet[Centre]:
    """With something in the register and no check in the year."""
    has = Equipment.objects.standing().filter(centre__isnull=False).values("centre")
    checked = EquipmentCheck.objects.filter(checked_on__year=year).values("centre")
    return centres.filter(pk__in=has).exclude(pk__in=checked)


# ---------------------------------------------------------------- money and things put in


@dataclass(frozen=True)
class SupportSum:
    label: str
    amount: int | None
    """Money."""
    worth: int | None
    """What things are worth, of those that have a price."""
    count: int
    in_kind: int
    """Lines without a price."""


@dataclass(frozen=True)
class SupportTable:
    by_kind: Sequence[SupportSum]
    by_source: Sequence[SupportSum]
    total: int | None
    worth: int | None


def support_of(
    actor: Actor,
    *,
    centre: Centre | None,
    year: int,
    place: Place | None = None,
    source: str = "",
    within: tuple[dt.date, dt.date] | None = None,
) -> QuerySet[SupportLine]:
    """Of the year; `within`: of these days instead."""
    rows = SupportLine.objects.visible_to(actor)
    rows = rows.filter(on__range=within) if within else rows.filter(on__year=year)
    rows = rows.filter(centre=centre) if centre is not None else rows
    rows = rows.at_place(place) if place is not None else rows
    rows = rows.filter(source=source) if source else rows
    return rows.select_related("centre__organisation", "equipment__kind")


def support_sums(rows: QuerySet[SupportLine]) -> SupportTable:
    """Of lines that stand; what has no price is counted beside the sums, never as zero."""
    standing = rows.filter(voided_at__isnull=True).order_by()
    by_kind = _sums(standing, "kind", SupportKind)
    by_source = _sums(standing, "source", FundSource)
    return SupportTable(
        by_kind, by_source, _total(one.amount for one in by_kind), _total(one.worth for one in by_kind)
    )


def _total(amounts: Iterable[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def _sums(rows: QuerySet[SupportLine], name: str, choices: type) -> list[SupportSum]:
    told = rows.values(name).annotate(
        money=Sum("amount", filter=Q(is_in_kind=False)),
        worth=Sum("amount", filter=Q(is_in_kind=True)),
        n=Count("pk"),
        priced=Count("amount"),
    )
    found = {row[name]: row for row in told}
    return [
        SupportSum(one.label, row["money"], row["worth"], row["n"], row["n"] - row["priced"])
        for one in choices  # type: ignore[attr-defined]
        if (row := found.get(one))
    ]


@dataclass(frozen=True)
class CentreMoney:
    """Of a centre in a time: by source, money alone. A source that is not there gave none."""

    commune: UUID
    by_source: Mapping[str, int]


def money_of(communes: Sequence[UUID], begins_on: dt.date, ends_on: dt.date) -> dict[UUID, CentreMoney]:
    """Of centres of these communes that have a line, be it of things, by the last day in that year: whoever wrote nothing is not there.
    What things are worth is no money. One query.
    """
    told = (
        SupportLine.objects.standing()
        .filter(
            centre__organisation__place__in=communes,
            on__gte=min(begins_on, dt.date(ends_on.year, 1, 1)),
            on__lte=ends_on,
        )
        .order_by()
        .values_list("centre", "centre__organisation__place", "source")
        .annotate(money=Sum("amount", filter=Q(is_in_kind=False, on__gte=begins_on)))
    )
    communes_of: dict[UUID, UUID] = {}
    sums: dict[UUID, dict[str, int]] = {}
    for centre, commune, source, money in told:
        communes_of[centre] = commune
        sums.setdefault(centre, {})[source] = money or 0
    return {centre: CentreMoney(communes_of[centre], by_source) for centre, by_source in sums.items()}


def funded(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """centre.funded: centres that were given money in the year over centres. What a centre earns itself nobody gave, and what things are
    worth is no money.
    """
    day = as_of(year)
    centres = _centres_below(places, day)
    told = money_of(list({one.place.pk for one in centres}), dt.date(year, 1, 1), day)
    given = {
        pk: any(money for source, money in one.by_source.items() if source not in _NOT_GIVEN)
        for pk, one in told.items()
    }
    return _share(places, centres, given, day, "sổ đầu tư, hỗ trợ")
