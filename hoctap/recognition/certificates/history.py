"""Since when a family or citizen has held a title, by the decisions in this system. What was decided before it is not known here."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Min, Q

from hoctap.criteria.models import Title
from hoctap.people.models import Household
from hoctap.recognition.certificates.rules import Kept
from hoctap.recognition.models import Dossier, DossierState, RecognitionRound


def subject_field(title: str) -> str:
    """Whose years they are: the family's household, or the person."""
    return "person" if Title(title).is_of_persons else "household"


def kept_by(season: RecognitionRound, dossiers: Iterable[Dossier]) -> dict[UUID, Kept]:
    """For dossiers of one round, in two queries. A title that was withdrawn does not count; one that was kept elsewhere does.

    A family that split off or took another one in goes on with the years of the one it came from.
    """
    field = subject_field(season.title)
    own = {dossier.pk: getattr(dossier, f"{field}_id") for dossier in dossiers}
    forebears = _forebears(set(own.values())) if field == "household" else {}
    wanted = {*own.values(), *(one for found in forebears.values() for one in found)}
    years: dict[UUID, set[int]] = defaultdict(set)
    earlier = Dossier.objects.filter(
        title=season.title, year__lt=season.year, state=DossierState.RECOGNISED, **{f"{field}__in": wanted}
    )
    for subject, year in earlier.order_by().values_list(field, "year"):
        years[subject].add(year)
    kept = {}
    for dossier_id, subject in own.items():
        held = set(years[subject]).union(*(years[one] for one in forebears.get(subject, ())))
        running = 1
        while season.year - running in held:
            running += 1
        kept[dossier_id] = Kept(is_first=not held, running=running)
    return kept


def _forebears(households: set[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    related = Household.objects.filter(
        Q(pk__in=households, came_from__isnull=False) | Q(joined_into__in=households)
    )
    for pk, came_from, joined_into in related.order_by().values_list("pk", "came_from", "joined_into"):
        if came_from is not None and pk in households:
            found[pk].add(came_from)
        if joined_into is not None and joined_into in households:
            found[joined_into].add(pk)
    return found


def first_year_known(season: RecognitionRound) -> int | None:
    """The first year of this title that the place has decisions of in this system."""
    first: int | None = Dossier.objects.filter(
        title=season.title, hamlet__path__contains=[season.place_id], state=DossierState.RECOGNISED
    ).aggregate(first=Min("year"))["first"]
    return first
