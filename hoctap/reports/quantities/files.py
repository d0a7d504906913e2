"""Titles that are given by file: clans, communities, units of a commune, communes.

Registered is who keeps a file of the year or holds a title that is still in effect; recognised is who holds it at the end of the period. A
community of today is what became it whole: it had last year what one of those had. Clans and units count where they are registered, so that
one that lies in several hamlets counts once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from hoctap.assessments.effect import in_effect
from hoctap.assessments.models import Assessment, FileState
from hoctap.measures.geometry import hamlets_then
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Level, Place
from hoctap.recognition.as_of import end_of
from hoctap.reports.quantities.parts import split
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found

CLAN, HAMLET, UNIT, COMMUNE = "clan", "hamlet", "unit", "commune"
SUBJECT_OF = {
    "learning_clan": CLAN,
    "learning_community": HAMLET,
    "learning_unit": UNIT,
    "learning_unit_district": UNIT,
    "learning_community_commune": COMMUNE,
}


@dataclass
class _Subject:
    """A clan, unit, hamlet or commune, and what is known of its title."""

    places: tuple[UUID, ...]
    """Where it counts: its commune, and itself if it is a hamlet."""
    registered: bool = False
    held: bool = False
    late: bool = False
    level: str = ""
    registered_before: bool = False
    held_before: bool = False


@dataclass
class _Register:
    """The subjects of one kind that stand at the end of the year."""

    subjects: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    before: dict[UUID, set[UUID]] = field(default_factory=dict)
    """Subject → those that it was last year."""


def read_files(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    parts = {code: split(code) for code in asked.codes}
    titles = sorted({title for title, _ in parts.values()})
    registers = {kind: _register(kind, asked) for kind in {SUBJECT_OF[title] for title in titles}}
    known = _known(titles, registers, asked)
    found: dict[str, dict[UUID, Found]] = {}
    for code, (title, part) in parts.items():
        sums: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
        for subject in known[title]:
            counts = _counts(subject, part)
            for place in subject.places:
                sums[place][0] += counts
                sums[place][1] += counts and subject.late and part == "recognised"
        # A commune without any in its register has no figure: whether nobody wrote them down is not known.
        found[code] = {place: Found(int(number), int(late)) for place, (number, late) in sums.items()}
    return found


def _counts(subject: _Subject, part: str) -> bool:
    match part:
        case "total":
            return True
        case "registered":
            return subject.registered
        case "registered_again":
            return subject.registered and subject.registered_before
        case "registered_new":
            return subject.registered and not subject.registered_before
        case "recognised":
            return subject.held
        case "recognised_kept":
            return subject.held and subject.held_before
        case "recognised_new":
            return subject.held and not subject.held_before
        case "recognised_late":
            return subject.held and subject.late
        case "level_1":
            return subject.held and subject.level == "1"
        case "level_2":
            return subject.held and subject.level == "2"
    return False


def _register(kind: str, asked: Asked) -> _Register:
    """Who stands there at the end of the year; of communities with what they were a year before."""
    communes = set(asked.communes)
    if kind in (CLAN, UNIT):
        model: type[Clan] | type[WorkUnit] = Clan if kind == CLAN else WorkUnit
        rows = model.objects.standing_in(asked.year).filter(place__path__overlap=list(communes))
        subjects = {
            pk: tuple(place for place in path if place in communes)[:1]
            for pk, path in rows.order_by().values_list("pk", "place__path")
        }
        return _Register(subjects, {pk: {pk} for pk in subjects})
    last = asked.period.ends_on.replace(month=12, day=31)
    if kind == COMMUNE:
        places = list(Place.objects.filter(pk__in=communes))
        then = hamlets_then(places, asked.year - 1, level=Level.COMMUNE, until=last)
    else:
        stand = Place.objects.valid_in(asked.year).filter(parent__in=communes, level=Level.HAMLET)
        places = [place for place in stand.order_by() if place.valid_to is None or place.valid_to > last]
        then = hamlets_then(places, asked.year - 1, until=last)
    return _Register(
        {
            place.pk: (place.pk,)
            if kind == COMMUNE or place.parent_id is None
            else (place.pk, place.parent_id)
            for place in places
        },
        {pk: {one.pk for one in ones} for pk, ones in then.items()},
    )


def _known(
    titles: Sequence[str], registers: Mapping[str, _Register], asked: Asked
) -> dict[str, list[_Subject]]:
    now = _files(titles, asked.year, asked, Q(place__path__overlap=list(asked.communes)))
    were = {pk for register in registers.values() for ones in register.before.values() for pk in ones}
    of_last_year = Q(unit__in=were) | Q(clan__in=were) | Q(place__in=were, unit=None, clan=None)
    before = _files(titles, asked.year - 1, None, of_last_year)
    found: dict[str, list[_Subject]] = {}
    for title in titles:
        register = registers[SUBJECT_OF[title]]
        subjects = {pk: _Subject(places) for pk, places in register.subjects.items()}
        for key, one, holds in now[title]:
            if (subject := subjects.get(key)) is not None:
                subject.registered = True
                if holds:
                    subject.late = one.is_late if not subject.held else subject.late and one.is_late
                    subject.held = True
                    subject.level = max(subject.level, one.concluded_level or one.level)
        registered = {key for key, _, _ in before[title]}
        held = {key for key, _, holds in before[title] if holds}
        for pk, subject in subjects.items():
            was = register.before.get(pk, set())
            subject.registered_before, subject.held_before = bool(was & registered), bool(was & held)
        found[title] = list(subjects.values())
    return found


def _files(
    titles: Sequence[str], year: int, asked: Asked | None, where: Q
) -> dict[str, list[tuple[UUID, Assessment, bool]]]:
    """By title: whose file, the file, and whether it is in effect. Files of the year and those that still hold. One query."""
    day = asked.as_of if asked else None
    of_year = Q(title__in=titles, year=year) & ~Q(state=FileState.WITHDRAWN)
    if day is not None:
        of_year &= Q(opened_at__lt=end_of(day))
    rows = (
        Assessment.objects.filter(where)
        .annotate(holds=ExpressionWrapper(in_effect(titles, year, day), output_field=BooleanField()))
        .filter(of_year | Q(holds=True))
        .order_by()
        .only("title", "unit", "clan", "place", "level", "concluded_level", "is_late")
    )
    found: dict[str, list[tuple[UUID, Assessment, bool]]] = {title: [] for title in titles}
    for one in rows:
        key = one.unit_id or one.clan_id or one.place_id
        found[one.title].append((key, one, bool(one.holds)))
    return found


def files_url(code: str, place: Place, period: Period) -> str:
    title, _ = split(code)
    return (
        f"{reverse('assessment_list')}?{urlencode({'title': title, 'year': period.year, 'place': place.pk})}"
    )
