"""Who is honoured on a door: communes, hamlets, units and clans by name; families by the name of the head and the ấp, as law and consent
allow. Never who was not recognised, never a score, never another member of a family.

The names are asked for each time: whoever objects is gone with the next page. They are read past the models: a page that everybody may read
leaves no row of a reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from hoctap.assessments.models import Assessment, FileState
from hoctap.core.dates import today
from hoctap.criteria.titles import Title
from hoctap.people.subject_queries import publishable
from hoctap.places.models import Place, title_of
from hoctap.portal.models import Door
from hoctap.recognition.models import Dossier, DossierState, PostingOptOut

MOST_BODIES = 400


@dataclass(frozen=True)
class HonouredBodies:
    title: str
    names: tuple[str, ...]


def bodies(place: Place) -> list[HonouredBodies]:
    """Those whose title holds today. One query."""
    day = today()
    rows = (
        Assessment.objects.filter(
            place__path__contains=[place.pk], state=FileState.RECOGNISED, decided_on__lte=day
        )
        .exclude(title="learning_centre")
        .exclude(valid_until__lt=day)
        .exclude(revoked_on__lte=day)
        .select_related("place", "unit", "clan")
        .order_by("title", "-year", "place__sort_key", "id")
    )
    found: dict[str, dict[str, None]] = {}
    for one in rows[:MOST_BODIES]:
        found.setdefault(one.title_name, {}).setdefault(one.subject_name, None)
    return [HonouredBodies(title, tuple(names)) for title, names in found.items()]


@dataclass(frozen=True)
class HonouredFamilies:
    year: int
    hamlets: list[tuple[UUID, str]]
    chosen: UUID | None
    heads: list[str]
    """Of the chosen hamlet; empty where none is chosen."""


@dataclass(frozen=True)
class _Row:
    hamlet: UUID
    hamlet_title: str
    head: UUID
    name: str


def families(place: Place, hamlet: UUID | None) -> HonouredFamilies | None:
    """Of the last year that has decided ones; names only of the chosen ấp. Four queries at most; None where no family is recognised."""
    rows = _recognised(place)
    if not rows:
        return None
    hamlets = list({row.hamlet: row.hamlet_title for _year, row in rows}.items())
    chosen = hamlet if hamlet in {pk for pk, _title in hamlets} else None
    of_hamlet = [row for _year, row in rows if row.hamlet == chosen]
    allowed = publishable([row.head for row in of_hamlet], place) if of_hamlet else set()
    return HonouredFamilies(
        rows[0][0], hamlets, chosen, [row.name for row in of_hamlet if row.head in allowed]
    )


def _recognised(place: Place) -> Sequence[tuple[int, _Row]]:
    """Households whose recognition stands, of the last year of the commune, but for those who did not want to hang on a board."""
    decided = Dossier.objects.filter(
        title=Title.LEARNING_FAMILY,
        state=DossierState.RECOGNISED,
        person__isnull=True,
        hamlet__path__contains=[place.pk],
    )
    against = PostingOptOut.objects.filter(dossier=OuterRef("pk"), undone_at__isnull=True)
    rows = (
        decided.filter(
            year=Subquery(decided.order_by("-year").values("year")[:1]),
            household__head__erased_on__isnull=True,
            household__head__merged_into__isnull=True,
        )
        .exclude(Exists(against))
        .order_by("hamlet__sort_key", "sort_key", "pk")
        .values_list(
            "year", "hamlet", "hamlet__name", "hamlet__kind", "household__head", "household__head__full_name"
        )
    )
    return [
        (year, _Row(hamlet, title_of(name, kind), head, full_name))
        for year, hamlet, name, kind, head, full_name in rows
    ]


@dataclass(frozen=True)
class HonourPage:
    bodies: list[HonouredBodies]
    families: HonouredFamilies | None


def honour_page(door: Door, *, with_bodies: bool, with_families: bool, hamlet: UUID | None) -> HonourPage:
    return HonourPage(
        bodies(door.place) if with_bodies and hamlet is None else [],
        families(door.place, hamlet) if with_families else None,
    )
