"""Who is honoured on a door: communes, hamlets, units and clans by name; families by the name of the head and the ấp, as law and consent
allow. Never who was not recognised, never a score, never another member of a family.

The names are asked for each time: whoever objects is gone with the next page. They are read past the models: a page that everybody may read
leaves no row of a reader.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

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


def families(place: Place, hamlet: UUID | None) -> HonouredFamilies | None:
    """Of the last year that has decided ones; names only of the chosen ấp. One query, with an ấp five; None where no family is recognised."""
    rows = _recognised(place)
    found = list(
        rows.order_by("hamlet__sort_key", "hamlet")
        .values_list("year", "hamlet", "hamlet__name", "hamlet__kind")
        .distinct()
    )
    if not found:
        return None
    hamlets = [(pk, title_of(name, kind)) for _year, pk, name, kind in found]
    chosen = hamlet if hamlet in dict(hamlets) else None
    heads: list[tuple[UUID, str]] = []
    if chosen is not None:
        named = rows.filter(hamlet=chosen).order_by("sort_key", "pk")
        heads = list(named.values_list("household__head", "household__head__full_name"))
    allowed = publishable([head for head, _name in heads], place) if heads else set()
    return HonouredFamilies(found[0][0], hamlets, chosen, [name for head, name in heads if head in allowed])


def _recognised(place: Place) -> QuerySet[Dossier]:
    """Households whose recognition stands, of the last year of the commune, but for those who did not want to hang on a board."""
    decided = Dossier.objects.filter(
        title=Title.LEARNING_FAMILY,
        state=DossierState.RECOGNISED,
        person__isnull=True,
        hamlet__path__contains=[place.pk],
    )
    against = PostingOptOut.objects.filter(dossier=OuterRef("pk"), undone_at__isnull=True)
    return decided.filter(
        year=Subquery(decided.order_by("-year").values("year")[:1]),
        household__head__erased_on__isnull=True,
        household__head__merged_into__isnull=True,
    ).exclude(Exists(against))


@dataclass(frozen=True)
class HonourPage:
    bodies: list[HonouredBodies]
    families: HonouredFamilies | None


def honour_page(door: Door, *, with_bodies: bool, with_families: bool, hamlet: UUID | None) -> HonourPage:
    return HonourPage(
        bodies(door.place) if with_bodies and hamlet is None else [],
        families(door.place, hamlet) if with_families else None,
    )
