"""The culture of reading of communes by year, requests of readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Min, QuerySet

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.libraries.models import Copy, Library, Title
from hoctap.places.models import Level, Place
from hoctap.reading.culture.rules import GRADES, QUESTIONS
from hoctap.reading.models import BookRequest, ReadingAssessment


@dataclass(frozen=True)
class PlaceRow:
    place: Place
    found: ReadingAssessment | None
    before: ReadingAssessment | None
    """Of the year before."""


def assessments_of(actor: Actor, year: int) -> list[PlaceRow]:
    """Communes of the actor's, those not yet judged too. Two queries."""
    places = list(
        Place.objects.visible_to(actor, Permission.LIBRARY_READ)
        .filter(level=Level.COMMUNE)
        .valid_in(year)
        .order_by("sort_key", "id")
    )
    found: dict[tuple[UUID, int], ReadingAssessment] = {}
    rows = ReadingAssessment.objects.filter(place__in=[one.pk for one in places], year__in=[year, year - 1])
    for row in rows.order_by("as_of", "judged_at", "id"):
        found[row.place_id, row.year] = row
    return [PlaceRow(one, found.get((one.pk, year)), found.get((one.pk, year - 1))) for one in places]


def answers_of(row: ReadingAssessment) -> list[tuple[str, str]]:
    return [(QUESTIONS[code], GRADES[grade]) for code, grade in row.answers.items() if code in QUESTIONS]


def requests_of(actor: Actor, library: Library | None = None, state: str = "") -> QuerySet[BookRequest]:
    rows = BookRequest.objects.visible_to(actor).select_related("library__place", "title")
    if library is not None:
        rows = rows.filter(library=library)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("state", "-on", "-id")


def titles_added(libraries: Sequence[Library], year: int) -> int:
    """Titles of which one of these shelves got its first copy in the year."""
    here = Copy.objects.filter(library__in=[one.pk for one in libraries]).order_by().values("title")
    return here.annotate(first=Min("acquired_on")).filter(first__year=year).count()


def lately_added(library: Library) -> list[Title]:
    """What may answer a request: the last titles that the shelf got."""
    rows = Title.objects.filter(copies__library=library).distinct().order_by("-added_on", "sort_key")
    return list(rows[:100])
