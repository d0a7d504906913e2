"""Which edition applies: by title and year, published, valid in that year."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hoctap.criteria.models import CriteriaEdition, LearningTitle, Verification
from hoctap.criteria.titles import RoadKind, Title, remember, shipped_titles
from hoctap.places.models import Place


def editions_for(title: str, year: int, place: Place | None = None) -> QuerySet[CriteriaEdition]:
    """Published editions that were valid on some day of the year, the newest first.

    Of a place: those of the nearest unit above it that has one in that year, else those of the country.
    """
    valid = CriteriaEdition.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1)),
        title=title,
        published_at__isnull=False,
        valid_from__lte=dt.date(year, 12, 31),
    ).order_by("-valid_from")
    if place is None:
        return valid.filter(place__isnull=True)
    owners = set(valid.filter(place__in=place.path).order_by().values_list("place_id", flat=True))
    nearest = next((pk for pk in reversed(place.path) if pk in owners), None)
    return valid.filter(place=nearest)


def season_titles(places: Iterable[Place]) -> list[Title]:
    """Titles walked by list at these places: the shipped ones, and those that a unit above one of them added of its own."""
    above = {pk for place in places for pk in place.path}
    local = LearningTitle.objects.filter(place__in=above, road=RoadKind.SEASON)
    shipped = [Title(code) for code, facts in shipped_titles().items() if facts.road is RoadKind.SEASON]
    return [*shipped, *(remember(row.facts) for row in local)]


def file_titles(places: Iterable[Place] = ()) -> list[Title]:
    """Titles that go by file: the shipped ones, and those that a unit above one of these places added of its own."""
    above = {pk for place in places for pk in place.path}
    local = LearningTitle.objects.filter(place__in=above, road=RoadKind.FILE) if above else []
    shipped = [Title(code) for code, facts in shipped_titles().items() if facts.road is RoadKind.FILE]
    return [*shipped, *(remember(row.facts) for row in local)]


def near_editions(title: str, year: int, place: Place | None = None) -> list[CriteriaEdition]:
    """For a year without an edition: the last one before it and the first one after it, of the country and of the units above a place."""
    owners = Q(place__isnull=True) | Q(place__in=place.path if place else [])
    published = CriteriaEdition.objects.filter(owners, title=title, published_at__isnull=False)
    before = published.filter(valid_from__lt=dt.date(year, 1, 1)).order_by("-valid_from").first()
    after = published.filter(valid_from__gt=dt.date(year, 12, 31)).order_by("valid_from").first()
    return [edition for edition in (before, after) if edition]


def editions_of_drafts() -> QuerySet[CriteriaEdition]:
    """Published editions with indicators whose words are those of a draft, waiting for the printed text."""
    return CriteriaEdition.objects.filter(
        published_at__isnull=False, criteria__verification=Verification.DRAFT_LABEL
    ).distinct()
