"""Libraries of a place, one library, and which communes and hamlets have a point where one can read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.libraries.circulation.rows import LEND, may_lend
from hoctap.libraries.models import Copy, Library
from hoctap.libraries.registry import LibraryPage, LibrarySection, PageGroup, library_pages, library_sections
from hoctap.places.models import Level, Place


def libraries_of(
    actor: Actor, *, place: Place | None = None, kind: str = "", name: str = "", ended: bool = False
) -> QuerySet[Library]:
    rows = Library.objects.visible_to(actor).select_related("place__parent", "successor")
    if place is not None:
        rows = rows.filter(place__path__contains=[place.pk])
    if kind:
        rows = rows.filter(kind=kind)
    if name:
        rows = rows.filter(name__icontains=name)
    if not ended:
        rows = rows.filter(valid_to=None)
    return rows.annotate(held=Count("copies", filter=Q(copies__gone_on=None))).order_by(
        "place__path", "kind", "sort_key", "id"
    )


@dataclass(frozen=True)
class Held:
    """What one library has."""

    titles: int
    copies: int
    here: int
    """Of whomever: what stands here now."""
    away: int
    """Own copies that stand elsewhere."""


def held_by(libraries: Sequence[Library]) -> dict[UUID, Held]:
    """Two queries, however many libraries."""
    ids = [one.pk for one in libraries]
    rows = Copy.objects.held().order_by()
    own = {
        row["library"]: row
        for row in rows.filter(library__in=ids)
        .values("library")
        .annotate(
            titles=Count("title", distinct=True),
            copies=Count("pk"),
            away=Count("pk", filter=Q(at__isnull=False) & ~Q(at=F("library"))),
        )
    }
    standing = dict(
        rows.annotate(stands=Coalesce("at", "library"))
        .filter(stands__in=ids)
        .values("stands")
        .annotate(n=Count("pk"))
        .values_list("stands", "n")
    )
    nothing = {"titles": 0, "copies": 0, "away": 0}
    return {
        pk: Held(
            own.get(pk, nothing)["titles"],
            own.get(pk, nothing)["copies"],
            standing.get(pk, 0),
            own.get(pk, nothing)["away"],
        )
        for pk in ids
    }


@dataclass(frozen=True)
class LibraryPageOf:
    library: Library
    year: int
    held: Held
    sections: Sequence[LibrarySection]
    pages: "Groups"
    predecessors: Sequence[Library]


def page_of(library: Library, year: int, actor: Actor) -> LibraryPageOf:
    made = (section(library, year, actor) for section in library_sections)
    sections = sorted((one for one in made if one is not None), key=lambda one: one.order)
    return LibraryPageOf(
        library,
        year,
        held_by([library])[library.pk],
        sections,
        pages_for(library, actor),
        list(library.predecessors.all()),
    )


type Groups = list[tuple[PageGroup, list[LibraryPage]]]


def pages_for(library: Library, actor: Actor) -> Groups:
    """Under their heads; a head without pages is left out. One query: at whose readers he may look is more than the right at the place."""
    lends = may_lend(actor, library)
    return _grouped(
        one
        for one in library_pages
        if (library.lends or not one.lending)
        and (lends if one.permission == LEND else actor.may(Permission(one.permission), at=library))
    )


def pages_of_all(actor: Actor) -> Groups:
    """Of every library of the actor's."""
    return _grouped(one for one in library_pages if actor.may_anywhere(Permission(one.permission)))


def _grouped(pages: Iterable[LibraryPage]) -> Groups:
    shown = sorted(pages, key=lambda one: one.order)
    groups = [(group, [one for one in shown if one.group == group]) for group in PageGroup]
    return [(group, of_group) for group, of_group in groups if of_group]


@dataclass(frozen=True)
class CommuneRow:
    """A commune of today: what serves it, and its hamlets without a point of their own."""

    place: Place
    own: int
    """Points of the commune itself: its library, its schools, its post office."""
    hamlets: int
    covered: int
    without: Sequence[Place]

    @property
    def is_empty(self) -> bool:
        return not self.own and not self.covered


@dataclass(frozen=True)
class Network:
    communes: Sequence[CommuneRow]

    @property
    def served(self) -> int:
        return sum(not row.is_empty for row in self.communes)

    @property
    def hamlets(self) -> int:
        return sum(row.hamlets for row in self.communes)

    @property
    def covered(self) -> int:
        return sum(row.covered for row in self.communes)


def sees_communes(actor: Actor) -> bool:
    """The list of reading points goes by communes: who sees only a hamlet finds nothing in it. One query."""
    seen = Place.objects.visible_to(actor, Permission.LIBRARY_READ)
    return seen.filter(valid_to=None, level=Level.COMMUNE).exists()


def network_of(actor: Actor, place: Place | None = None) -> Network:
    """Where one can read: any point that stands and lends. Two queries."""
    seen = Place.objects.visible_to(actor, Permission.LIBRARY_READ).filter(valid_to=None)
    if place is not None:
        seen = seen.within([place.pk])
    places = list(seen.filter(level__in=[Level.COMMUNE, Level.HAMLET]).order_by("sort_key", "id"))
    points = dict(
        Library.objects.lending()
        .filter(place__in=[one.pk for one in places], valid_to=None, is_planned=False)
        .order_by()
        .values("place")
        .annotate(n=Count("pk"))
        .values_list("place", "n")
    )
    below: dict[UUID, list[Place]] = defaultdict(list)
    for one in places:
        if one.level == Level.HAMLET and one.parent_id:
            below[one.parent_id].append(one)
    rows = []
    for one in places:
        if one.level == Level.COMMUNE:
            without = [hamlet for hamlet in below[one.pk] if not points.get(hamlet.pk)]
            total = len(below[one.pk])
            rows.append(CommuneRow(one, points.get(one.pk, 0), total, total - len(without), without))
    return Network(rows)
