"""Reading places: what a code means, the communes somebody works in, the hamlets of one with their
figures.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.places import catalogue
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.places.registry import hamlet_columns


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


@dataclass(frozen=True)
class HamletTable:
    labels: list[str]
    rows: list[HamletRow]
    totals: list[int]


def hamlet_table(commune: Place, year: int) -> HamletTable:
    """The hamlets of a commune in natural order, with the figures that higher apps know of them."""
    hamlets = hamlets_of(commune)
    ids = [hamlet.pk for hamlet in hamlets]
    columns = [column.count(ids, year) for column in hamlet_columns]
    rows = [HamletRow(hamlet, [column.get(hamlet.pk, 0) for column in columns]) for hamlet in hamlets]
    totals = [sum(row.figures[index] for row in rows) for index in range(len(columns))]
    return HamletTable([column.label for column in hamlet_columns], rows, totals)


def hamlets_of(commune: Place) -> list[Place]:
    return list(commune.children.filter(level=Level.HAMLET))


def organisations_below(place_ids: list[UUID]) -> list[Organisation]:
    """Organisations at the places and below them: the place's own first, then those of its hamlets."""
    organisations = Organisation.objects.filter(place__path__overlap=place_ids).select_related("place")
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
    """What hamlets are called there: as the ones already listed, else ấp in a xã, khóm in a phường or
    thị trấn (as in Đồng Tháp).
    """
    present = commune.children.filter(level=Level.HAMLET).first()
    if present:
        return present.kind
    return "ấp" if commune.kind == "xã" else "khóm"
