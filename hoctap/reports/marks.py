"""The mark of figures that come of an edition nobody verified: wherever they are looked at as figures, and wherever they leave the program.

One question for all screens, tables, files and papers. Screens show it with `{% sample_mark %}`, a `LongSheet` carries it as its `mark`.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hoctap.assessments.effect import in_effect
from hoctap.assessments.models import Assessment, FileState
from hoctap.criteria.models import CriteriaEdition, Title, Verification
from hoctap.criteria.titles import RoadKind, shipped_titles
from hoctap.measures.geometry import OnTodaysBoundary
from hoctap.measures.queries import read_scope
from hoctap.measures.registry import Measure, measures
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound


def sample_mark(communes: Iterable[UUID], years: int | Iterable[int], titles: Iterable[str]) -> str:
    """Of an unverified edition by which somebody was judged there: in a season of the years, by a file of them or by one that is still in
    effect. Empty where there is none. One query.
    """
    places, named = list(communes), sorted(set(titles))
    asked = sorted({years} if isinstance(years, int) else set(years))
    if not places or not named or not asked:
        return ""
    seasons = RecognitionRound.objects.filter(title__in=named, year__in=asked, place__in=places)
    judged = Q(Exists(seasons.filter(edition=OuterRef("pk"))))
    if by_file := [title for title in named if Title(title).facts.road is RoadKind.FILE]:
        of_files = Q(title__in=by_file, year__in=asked) & ~Q(state=FileState.WITHDRAWN)
        for year in asked:
            of_files |= in_effect(by_file, year)
        files = Assessment.objects.filter(of_files, place__path__overlap=places)
        judged |= Q(Exists(files.filter(edition=OuterRef("pk"))))
    found = CriteriaEdition.objects.filter(judged, verification=Verification.SAMPLE).first()
    return found.sample_mark if found else ""


def mark_at(place: Place, years: Iterable[int], titles: Iterable[str]) -> str:
    """The same of all communes that a place has in each of the years. One query for each year and one for the mark."""
    asked = sorted(set(years))
    scopes = [read_scope(place, year, with_children=False) for year in asked]
    return sample_mark({commune.pk for scope in scopes for commune in scope.communes}, asked, titles)


def titles_of(wanted: Iterable[Measure]) -> set[str]:
    """The titles whose editions decide what these measures say; a count of the register has none."""
    return {title for measure in wanted for title in measure.counted_from}


def titles_of_codes(codes: Iterable[str]) -> set[str]:
    """The same of quantities and of measures, by code."""
    found: set[str] = set()
    for code in codes:
        name = code.removeprefix("measure:").rpartition(":")[0] if code.startswith("measure:") else code
        measure = measures.get(name)
        found |= measure.counted_from if measure else {name.partition(".")[0]} & set(shipped_titles())
    return found


def communes_behind(parts: Iterable[OnTodaysBoundary]) -> set[UUID]:
    """The communes, also of before, whose records figures on today's boundary are put together from."""
    places = (source.place for part in parts for row in part.rows for source in row.sources)
    return {place.parent_id for place in places if place.parent_id}
