"""Reading places: what a code means, the communes somebody works in, the hamlets of one with their
figures.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places import catalogue, lineage, rules
from hoctap.places.models import (
    FigureKind,
    Level,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Place,
    PlaceName,
    PopulationFigure,
)
from hoctap.places.registry import figure_columns, hamlet_columns


class NotInstalled(catalogue.UnknownCode):
    """The place is known, nobody has set it up here."""


def resolve_code(code: str, year: int | None = None, on: dt.date | None = None) -> Place:
    """The installed place that a code means in a year, on a day, or ever.

    A code that means two places, here or in the catalogue, is refused with both names (`AmbiguousCode`);
    one that means none is `UnknownCode`.
    """
    code = code.strip()
    rows = _holders(code)
    known = catalogue.Catalogue(places=tuple(rows), edges=())
    row = known.resolve_year(code, year) if on is None and year is not None else known.resolve(code, on)
    place = Place.objects.filter(pk=row.id).first()
    if place is None:
        raise NotInstalled(
            f"{row.full_name[:1].upper()}{row.full_name[1:]} (mã {code}, {row.period}) "
            "chưa được lập trong hệ thống này. "
            f"Hãy lập bằng: hoctap init --place {code} --year NĂM --admin 'HỌ TÊN'.",
            (row,),
        )
    return place


def _holders(code: str) -> list[catalogue.PlaceRow]:
    """Installed places first; a catalogue row counts only where no installed place bears the code at
    that time.
    """
    rows = [
        catalogue.PlaceRow(
            id=place.pk,
            level=catalogue.Level(place.level),
            kind=place.kind,
            code=place.code,
            name=place.name,
            parent_id=place.parent_id,
            valid_from=place.valid_from,
            valid_to=place.valid_to,
            source="",
            note="",
        )
        for place in Place.objects.filter(code=code, level__in=[level.value for level in catalogue.Level])
    ]
    for row in catalogue.load().holders(code):
        if not any(row.level == held.level and held.overlaps(row.valid_from, row.valid_to) for held in rows):
            rows.append(row)
    return rows


def communes_for(actor: Actor, permission: Permission) -> list[Place]:
    """The communes where the actor has the right: those below his places, or the one a hamlet of his
    lies in. Living ones first.
    """
    granted = actor.places_with(permission)
    above = {
        place_id
        for path in Place.objects.filter(pk__in=granted).values_list("path", flat=True)
        for place_id in path
    }
    communes = Place.objects.filter(level=Level.COMMUNE)
    found = communes if actor.system_job else communes.within(granted) | communes.filter(pk__in=above)
    return sorted(
        found.select_related("parent").distinct(), key=lambda place: (not place.is_current, place.sort_key)
    )


@dataclass(frozen=True)
class HamletRow:
    hamlet: Place
    figures: list[int]
    title: str = ""
    """What it was called at the end of the year."""
    now: str = ""
    """What it is called today, where that is something else."""
    was: list[PlaceName] = field(default_factory=list)
    """What it was called before."""
    groups: int = 0


@dataclass(frozen=True)
class HamletTable:
    labels: list[str]
    rows: list[HamletRow]
    totals: list[int]
    ended: list[Place] = field(default_factory=list)
    """Those of before, that ended before the commune did; the last first."""


def hamlet_table(commune: Place, year: int) -> HamletTable:
    """The hamlets a commune had at the end of a year in natural order, with the figures that higher apps know of them.

    Four queries and one a column.
    """
    hamlets = hamlets_at_end_of(commune, year)
    ids = [hamlet.pk for hamlet in hamlets]
    columns = [column.count(ids, year) for column in hamlet_columns]
    past: dict[UUID, list[PlaceName]] = {}
    for name in PlaceName.objects.filter(place__in=ids):
        past.setdefault(name.place_id, []).append(name)
    groups = Counter(
        Place.objects.filter(parent__in=ids, level=Level.GROUP, valid_to__isnull=True)
        .order_by()
        .values_list("parent_id", flat=True)
    )
    last = dt.date(year, 12, 31)
    rows = []
    for hamlet in hamlets:
        names = past.get(hamlet.pk, [])
        borne = next((name.title for name in names if name.from_day <= last < name.to_day), hamlet.title)
        rows.append(
            HamletRow(
                hamlet,
                [column.get(hamlet.pk, 0) for column in columns],
                title=borne,
                now=hamlet.title if borne != hamlet.title else "",
                was=[name for name in names if name.to_day <= last],
                groups=groups[hamlet.pk],
            )
        )
    totals = [sum(row.figures[index] for row in rows) for index in range(len(columns))]
    return HamletTable([column.label for column in hamlet_columns], rows, totals, ended_hamlets(commune))


def ended_hamlets(commune: Place) -> list[Place]:
    ended = commune.children.filter(level=Level.HAMLET, valid_to__isnull=False)
    return sorted(
        (one for one in ended if one.valid_to != commune.valid_to),
        key=lambda one: (one.valid_to or dt.date.max, one.sort_key),
        reverse=True,
    )


def hamlets_of(commune: Place) -> list[Place]:
    """Those that stand as long as the commune: the ones that were merged or dissolved before are not among them."""
    hamlets = commune.children.filter(level=Level.HAMLET)
    return list(hamlets.filter(Q(valid_to__isnull=True) | Q(valid_to=commune.valid_to)))


def hamlets_at_end_of(commune: Place, year: int) -> list[Place]:
    """Those of that year's figures: standing on its last day, or until the commune itself ended."""
    last = dt.date(year, 12, 31)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=last) | Q(valid_to=commune.valid_to)
    return list(commune.children.filter(standing, level=Level.HAMLET, valid_from__lte=last))


def organisations_below(place_ids: list[UUID]) -> list[Organisation]:
    """Organisations at the places and below them: the place's own first, then those of its hamlets."""
    organisations = Organisation.objects.filter(place__path__overlap=place_ids)
    organisations = organisations.select_related("place", "successor").prefetch_related("aliases")
    return sorted(organisations, key=lambda one: (len(one.place.path), one.place.sort_key, one.name))


def organisation_in(place: Place, kind: OrganisationKind, year: int) -> Organisation | None:
    """The body of that kind which existed at the place in the year; the latest where one followed another."""
    return (
        Organisation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1)),
            place=place,
            kind=kind,
            valid_from__lte=dt.date(year, 12, 31),
        )
        .select_related("place")
        .order_by("-valid_from")
        .first()
    )


def usual_kind(commune: Place) -> str:
    """What hamlets are called there: as the ones already listed, else as in the province, where that is known."""
    present = commune.children.filter(level=Level.HAMLET).first()
    if present:
        return present.kind
    province = Place.objects.filter(pk__in=commune.path, level=Level.PROVINCE).first()
    return rules.usual_kind(province.name if province else "", commune.kind)


# ---------------------------------------------------------------- organisations


def organisations_named(text: str, on: dt.date, *, within: Place) -> list[Organisation]:
    """Those at the place and below it that were so called on that day, by name, other name or abbreviation: written
    exactly, else without accents. Several are all given; which one is meant, a person says. Two queries.
    """
    standing = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    there = Organisation.objects.filter(standing, place__path__overlap=[within.pk], valid_from__lte=on)
    by_id = {str(one.pk): one for one in there.select_related("place")}
    names = [
        rules.Called(key, name, None, None)
        for key, one in by_id.items()
        for name in (one.name, one.symbol)
        if name
    ]
    names += [
        rules.Called(str(alias.organisation_id), alias.name, alias.from_day, alias.to_day)
        for alias in OrganisationAlias.objects.filter(organisation__in=list(by_id))
    ]
    found = [by_id[key] for key in rules.named(text, on, names)]
    return sorted(found, key=lambda one: (len(one.place.path), one.place.sort_key, one.name))


# ---------------------------------------------------------------- dated figures


def figures_of(place_ids: list[UUID], what: str, as_of: dt.date) -> dict[UUID, PopulationFigure]:
    """The figure that counts for each place on that cut-off day: the one recorded last. One query."""
    rows = PopulationFigure.objects.filter(place__in=place_ids, what=what, as_of=as_of)
    return {row.place_id: row for row in rows.order_by("recorded_at", "id")}


def populations(place_ids: Iterable[UUID], day: dt.date) -> dict[UUID, PopulationFigure]:
    """What counts as the population of a place on that day: the latest figure of the year, or of the one before. One query."""
    rows = PopulationFigure.objects.filter(
        place__in=list(place_ids),
        what=FigureKind.PERSONS,
        as_of__lte=day,
        as_of__gte=dt.date(day.year - 1, 1, 1),
    )
    return {row.place_id: row for row in rows.order_by("as_of", "recorded_at", "id")}


@dataclass(frozen=True)
class FigureRow:
    place: Place
    title: str
    figure: PopulationFigure | None
    was: list[PopulationFigure]
    """Other figures of the year: older ones of the same cut-off day, and those of other days."""
    register: int
    columns: list[int]
    labels: list[str]

    @property
    def labelled(self) -> list[tuple[str, int]]:
        return list(zip(self.labels, self.columns, strict=True))

    @property
    def difference(self) -> int | None:
        """Figure − register; None where there is no figure."""
        return None if self.figure is None else self.figure.value - self.register


@dataclass(frozen=True)
class FigureTable:
    labels: list[str]
    rows: list[FigureRow]
    commune: FigureRow
    """The commune's own figure beside the register's total."""
    total: int | None
    """Of the hamlets' figures; None until every hamlet has one of the same cut-off day."""
    missing: list[str]
    days: list[dt.date]
    warnings: list[str]


def figure_table(commune: Place, year: int, what: str) -> FigureTable:
    """Per hamlet the latest figure of the year beside the register's own count and the households not assessed, reason by
    reason. Nothing is subtracted, nothing shared out. Three queries and one a column.
    """
    hamlets = hamlets_at_end_of(commune, year)
    ids = [hamlet.pk for hamlet in hamlets]
    register_column = hamlet_columns.get("households")
    register = register_column.count(ids, year) if register_column else {}
    columns = [column.count(ids, year) for column in figure_columns]
    labels = [column.label for column in figure_columns]
    recorded: dict[UUID, list[PopulationFigure]] = {}
    of_the_year = PopulationFigure.objects.filter(
        place__in=[commune.pk, *ids], what=what, as_of__year=year
    ).order_by("-as_of", "-recorded_at", "-id")
    for figure in of_the_year:
        recorded.setdefault(figure.place_id, []).append(figure)
    titles = lineage.titles_on(hamlets, dt.date(year, 12, 31))

    def row(place: Place, title: str, counted: int, of_columns: list[int]) -> FigureRow:
        figures = recorded.get(place.pk, [])
        return FigureRow(
            place, title, figures[0] if figures else None, figures[1:], counted, of_columns, labels
        )

    rows = [
        row(one, titles[one.pk], register.get(one.pk, 0), [column.get(one.pk, 0) for column in columns])
        for one in hamlets
    ]
    sums = [sum(one.columns[index] for one in rows) for index in range(len(columns))]
    whole = row(commune, commune.title, sum(one.register for one in rows), sums)
    days = sorted({one.figure.as_of for one in rows if one.figure}, reverse=True)
    missing = [one.title for one in rows if one.figure is None]
    complete = bool(rows) and not missing and len(days) == 1
    return FigureTable(
        labels=labels,
        rows=rows,
        commune=whole,
        total=sum(one.figure.value for one in rows if one.figure) if complete else None,
        missing=missing,
        days=days,
        warnings=_above(whole, rows),
    )


def _above(whole: FigureRow, rows: list[FigureRow]) -> list[str]:
    """Compared for each cut-off day for which the commune has a figure."""
    latest: dict[tuple[UUID, dt.date], tuple[str, int]] = {}
    for one in (whole, *rows):
        for figure in reversed([figure for figure in (one.figure, *one.was) if figure]):
            title = one.place.full_name if one is whole else one.title
            latest[one.place.pk, figure.as_of] = (title, figure.value)
    warnings = []
    for (place_id, day), of_commune in latest.items():
        if place_id == whole.place.pk:
            below = [value for (other, as_of), value in latest.items() if as_of == day and other != place_id]
            warnings += [
                f"Ngày chốt {day:%d/%m/%Y}: {text}" for text in rules.above_its_commune(of_commune, below)
            ]
    return warnings
