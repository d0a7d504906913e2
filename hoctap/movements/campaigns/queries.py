"""Who joined a movement and what came of it; who registered for its titles and was recognised, read from their own records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from hoctap.assessments.models import Assessment, FileState
from hoctap.core.actor import Actor
from hoctap.criteria.models import LearningTitle
from hoctap.criteria.titles import RoadKind, SubjectKind, Title, remember, shipped_titles
from hoctap.learning.models import Activity, ActivityState
from hoctap.movements.campaigns.models import (
    JoiningKind,
    Movement,
    MovementUnit,
    UnitResult,
)
from hoctap.places.models import Level, Place
from hoctap.recognition.measures import dossiers_url
from hoctap.recognition.models import Dossier, DossierQuerySet, DossierState, RecognitionRound


def titles_at(place: Place) -> list[Title]:
    """Which a movement of the place may be about: those of the program, then those that the place and those above added. One query."""
    shipped = [
        Title(code) for code, facts in shipped_titles().items() if facts.subject_kind != SubjectKind.CENTRE
    ]
    return shipped + [
        remember(row.facts) for row in LearningTitle.objects.filter(place__in=place.path).order_by("name")
    ]


def is_of_households(title: Title) -> bool:
    return title.subject_kind == SubjectKind.HOUSEHOLD


# ---------------------------------------------------------------- units


@dataclass(frozen=True)
class Counts:
    """Of units that stand: how many told of a result, how many met what they set out to do, people by the last result of each."""

    units: int
    households: int
    reported: int
    met: int
    people: int | None


def last_results(units: QuerySet[MovementUnit]) -> QuerySet[UnitResult]:
    return UnitResult.objects.filter(unit__in=units).order_by("unit_id", "-id").distinct("unit_id")


def counts_of(units: QuerySet[MovementUnit]) -> Counts:
    """Two queries."""
    standing = units.filter(withdrawn_on__isnull=True)
    rows = standing.order_by().values_list("households", flat=True)
    households = list(rows)
    last = list(last_results(standing).values_list("is_met", "people"))
    people = [number for _, number in last if number is not None]
    return Counts(
        len(households),
        sum(number or 0 for number in households),
        len(last),
        sum(met is True for met, _ in last),
        sum(people) if people else None,
    )


@dataclass(frozen=True)
class UnitRow:
    unit: MovementUnit
    last: UnitResult | None


def unit_rows(units: Sequence[MovementUnit]) -> list[UnitRow]:
    """With the last result of each. One query."""
    last = {
        one.unit_id: one
        for one in last_results(MovementUnit.objects.filter(pk__in=[one.pk for one in units]))
    }
    return [UnitRow(one, last.get(one.pk)) for one in units]


@dataclass(frozen=True)
class ChildRow:
    place: Place
    kinds: list[tuple[str, int]]
    """The word of each kind, with how many."""
    units: int
    reported: int


def by_child(movement: Movement, place: Place, actor: Actor) -> list[ChildRow]:
    """Units of a movement by what lies directly below a place. Three queries."""
    children = list(Place.objects.filter(parent=place).exclude(level=Level.GROUP))
    ids = {child.pk for child in children}
    units = MovementUnit.objects.visible_to(actor).standing().filter(movement=movement)
    units = units.filter(place__path__contains=[place.pk])
    told = set(
        UnitResult.objects.filter(unit__in=units).order_by().values_list("unit_id", flat=True).distinct()
    )
    kinds: dict[UUID, Counter[str]] = {}
    reported: Counter[UUID] = Counter()
    for pk, kind, path in units.order_by().values_list("pk", "kind", "place__path"):
        child = next((one for one in path if one in ids), None)
        if child is not None:
            kinds.setdefault(child, Counter())[kind] += 1
            reported[child] += pk in told
    return [
        ChildRow(
            child,
            [(kind.label, kinds.get(child.pk, Counter())[kind.value]) for kind in JoiningKind],
            sum(kinds.get(child.pk, Counter()).values()),
            reported[child.pk],
        )
        for child in children
        if child.valid_to is None or child.pk in kinds
    ]


def with_units(rows: QuerySet[Movement], actor: Actor) -> QuerySet[Movement]:
    """`joined`: units of the reader's own places, as he sees no others."""
    own = MovementUnit.objects.visible_to(actor).standing()
    found: QuerySet[Movement] = rows.annotate(
        joined=Count("units", filter=Q(units__in=own.values("pk")), distinct=True)
    )
    return found


def activities_offered(unit: MovementUnit, actor: Actor) -> QuerySet[Activity]:
    movement = unit.movement
    rows = Activity.objects.visible_to(actor).filter(
        Q(place__path__contains=[unit.place_id]) | Q(place__in=unit.place.path),
        state=ActivityState.HELD,
        starts_on__lte=movement.last_on,
        ends_on__gte=movement.first_on,
    )
    return rows.order_by("-starts_on", "-id")


def titles_won(unit: MovementUnit, actor: Actor) -> QuerySet[Assessment]:
    """Files of the movement's titles that were recognised where the unit is."""
    rows = Assessment.objects.visible_to(actor).filter(
        title__in=unit.movement.titles, state=FileState.RECOGNISED, place__path__contains=[unit.place_id]
    )
    return rows.with_all().order_by("-year", "id")


# ---------------------------------------------------------------- titles


@dataclass(frozen=True)
class TitleRow:
    """A figure that nobody keeps records of is None, and shown as a dash."""

    title: Title
    registered: int | None
    recognised: int | None
    registered_url: str
    recognised_url: str
    young: "Young | None" = None


@dataclass(frozen=True)
class Young:
    """Of the households whose head is not older than the movement says; `unknown`: heads without a year of birth."""

    registered: int
    recognised: int
    unknown: int
    url: str


def title_rows(movement: Movement, place: Place, year: int) -> list[TitleRow]:
    """Two queries for each title that it is about, of which there are few."""
    return [
        _of_season(movement, Title(code), place, year)
        if Title(code).facts.road == RoadKind.SEASON
        else _of_files(Title(code), place, year)
        for code in movement.titles
    ]


def dossiers_of(title: str, place: Place, year: int) -> DossierQuerySet:
    """Registered ones, each household once though its head turned out to be another's double."""
    return (
        Dossier.objects.of_people_kept()
        .filter(title=title, year=year, registered_on__isnull=False)
        .filter(hamlet__path__contains=[place.pk])
    )


def is_young(year: int, oldest_head: int) -> Q:
    return Q(household__head__birth_year__gte=year - oldest_head)


def _of_season(movement: Movement, title: Title, place: Place, year: int) -> TitleRow:
    rows = dossiers_of(title, place, year).order_by()
    won = Q(state=DossierState.RECOGNISED)
    figures = {"registered": Count("pk"), "recognised": Count("pk", filter=won)}
    with_age = is_of_households(title) and movement.oldest_head is not None
    if with_age:
        assert movement.oldest_head is not None
        young = is_young(year, movement.oldest_head)
        figures |= {
            "young": Count("pk", filter=young),
            "young_won": Count("pk", filter=young & won),
            "unknown": Count("pk", filter=Q(household__head__birth_year__isnull=True)),
        }
    told = rows.aggregate(**figures)
    known = (
        told["registered"]
        or RecognitionRound.objects.filter(title=title, year=year, place__path__contains=[place.pk]).exists()
    )
    return TitleRow(
        title,
        told["registered"] if known else None,
        told["recognised"] if known else None,
        dossiers_url(place, year, "registered", title=title),
        dossiers_url(place, year, "numerator", title=title),
        Young(
            told["young"],
            told["young_won"],
            told["unknown"],
            f"{reverse('movement_title', args=[movement.pk])}?title={title}&year={year}&place={place.pk}",
        )
        if with_age and known
        else None,
    )


def _of_files(title: Title, place: Place, year: int) -> TitleRow:
    rows = Assessment.objects.filter(title=title, year=year, place__path__contains=[place.pk])
    told = (
        rows.exclude(state=FileState.WITHDRAWN)
        .order_by()
        .aggregate(registered=Count("pk"), recognised=Count("pk", filter=Q(state=FileState.RECOGNISED)))
    )
    known = bool(told["registered"])
    url = f"{reverse('assessment_list')}?title={title}&year={year}&at={place.pk}"
    return TitleRow(
        title,
        told["registered"] if known else None,
        told["recognised"] if known else None,
        url,
        f"{url}&state={FileState.RECOGNISED.value}",
    )


def households_behind(
    movement: Movement, title: str, place: Place, year: int, actor: Actor
) -> QuerySet[Dossier]:
    """Those behind the figure of young households, by name: only who may read dossiers there."""
    rows = dossiers_of(title, place, year).filter(pk__in=Dossier.objects.visible_to(actor).values("pk"))
    if movement.oldest_head is not None:
        rows = rows.filter(is_young(year, movement.oldest_head))
    found: QuerySet[Dossier] = (
        rows.named().select_related("hamlet").annotate(born=F("household__head__birth_year"))
    )
    return found.order_by("hamlet__sort_key", "sort_key", "id")
