"""The learning centres of a commune in reports, from their files: which stand, what they have, who works there, what they were given, how they
are ranked.

As on the last day read; a thing told later counts from the day it is told of. A commune where none of it was ever written down is missing,
not zero; where it has several centres, each must have its word: a sum of some would be taken for the whole. What was written in reports
before stays as it was, so these keep their codes.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.assessments.models import Ranking
from hoctap.centres.board.models import BoardSeat, SeatRole
from hoctap.centres.facilities.equipment.models import FundSource
from hoctap.centres.facilities.equipment.queries import CentreMoney, good_by_centre, money_of
from hoctap.centres.facilities.queries import standing_on
from hoctap.centres.facilities.venues.models import VenueShare
from hoctap.centres.facts.models import CentreFact, FactKind
from hoctap.centres.models import Centre, EquipmentKind, Speaker, Venue, VenueKind
from hoctap.centres.teaching.models import RequestState, TeacherRequest
from hoctap.core.dates import today
from hoctap.core.text import clean
from hoctap.places.models import Place
from hoctap.reports.quantities.periods import Period
from hoctap.reports.quantities.registry import Asked, Found

type Counts = Mapping[UUID, int]

_FACTS = {"own_building": FactKind.BUILDING, "seal": FactKind.SEAL, "account": FactKind.ACCOUNT}
# Kinds that come with the program and those that places name themselves are known by these words.
_THINGS = {
    "internet": re.compile(r"\b(internet|wi-?fi|modem)\b"),
    "loudspeakers": re.compile(r"\b(loa|ti ?vi|tv)\b"),
    "bookcases": re.compile(r"\b(tủ|kệ|giá) sách\b"),
}
# The codes of grades are each province's own; these words are the law's.
_GRADES = {"good": "tốt", "fair": "khá", "average": "trung bình"}
# Only what was written under these very names: whether money of a project or of an association is one of the two is nowhere said.
_MONEY = {"money.budget": FundSource.BUDGET, "money.donated": FundSource.SOCIAL}
_MANAGERS = (SeatRole.DIRECTOR, SeatRole.DEPUTY)
# A school has named nobody yet, or took back whom it named.
_NOBODY_SENT = (RequestState.ASKED, RequestState.FORWARDED, RequestState.REFUSED)


def read_files_of_centres(asked: Asked) -> Mapping[str, Mapping[UUID, Found]]:
    """A fixed number of queries for any number of communes: two, and of each kind of record that is asked for at most three."""
    day = min(asked.as_of or asked.period.ends_on, asked.period.ends_on, today())
    files = _Files(asked, day)
    return {
        code: {commune: Found(number) for commune, number in _READ[code](files).items()}
        for code in asked.codes
    }


@dataclass
class _Files:
    """What is known of the centres of these communes on a day; each kind of record is read once, when it is first asked for."""

    asked: Asked
    day: dt.date

    @cached_property
    def centres(self) -> dict[UUID, list[Centre]]:
        """Commune → those that stand on the day. A commune that never had one in the books is not there."""
        rows = Centre.objects.filter(organisation__place__in=self.asked.communes)
        known = dict(rows.order_by().values_list("pk", "organisation__place"))
        found: dict[UUID, list[Centre]] = {commune: [] for commune in known.values()}
        for one in rows.working_on(self.day).select_related("organisation__place"):
            found[one.organisation.place_id].append(one)
        return found

    @property
    def standing(self) -> list[Centre]:
        return [one for rows in self.centres.values() for one in rows]

    @property
    def communes(self) -> Counts:
        rows = Place.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=self.day), pk__in=self.asked.communes
        )
        return dict.fromkeys(rows.order_by().values_list("pk", flat=True), 1)

    def counted(self, told: Mapping[UUID, int]) -> Counts:
        """By commune, of what is told of centres: only where each of its centres has its word."""
        return {
            commune: sum(told[one.pk] for one in rows)
            for commune, rows in self.centres.items()
            if all(one.pk in told for one in rows)
        }

    @cached_property
    def facts(self) -> dict[str, dict[UUID, int]]:
        rows = CentreFact.objects.filter(centre__in=self.standing, since__lte=self.day)
        found: dict[str, dict[UUID, int]] = defaultdict(dict)
        # The latest is the first of its kind.
        for fact in rows:
            found[fact.kind].setdefault(fact.centre_id, int(fact.has))
        return found

    @cached_property
    def seats(self) -> list[BoardSeat]:
        """All that began by the day, also those that are over: a board that anybody wrote down is known."""
        return list(BoardSeat.objects.filter(centre__in=self.standing, starts_on__lte=self.day).order_by())

    def people(self, roles: Sequence[str], others: Mapping[UUID, list[tuple[str, UUID | None]]]) -> Counts:
        """In these roles on the day and those others, each person once in a commune; unknown where a centre has no board in the books."""
        written = {seat.centre_id for seat in self.seats}
        found = {}
        for commune, rows in self.centres.items():
            ids = {one.pk for one in rows}
            if ids <= written:
                seated = [
                    (seat.full_name, seat.person_id)
                    for seat in self.seats
                    if seat.centre_id in ids
                    and seat.role in roles
                    and (seat.ended_on is None or seat.ended_on > self.day)
                ]
                found[commune] = _persons([*seated, *others.get(commune, [])])
        return found

    @property
    def managers(self) -> Counts:
        return self.people(_MANAGERS, {})

    @property
    def teachers(self) -> Counts:
        """With a seat as one who was seconded, or sent by a school for what is still being taught."""
        rows = TeacherRequest.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=self.day),
            centre__in=self.standing,
            teacher__isnull=False,
            assigned_on__lte=self.day,
        ).exclude(state__in=_NOBODY_SENT)
        sent: dict[UUID, list[tuple[str, UUID | None]]] = defaultdict(list)
        columns = ("centre__organisation__place", "teacher__full_name", "teacher__person")
        for commune, name, person in rows.order_by().values_list(*columns):
            sent[commune].append((name, person))
        return self.people((SeatRole.TEACHER,), sent)

    @property
    def speakers(self) -> Counts:
        rows = list(
            Speaker.objects.filter(place__in=self.asked.communes)
            .order_by()
            .values_list("place", "started_on", "ended_on")
        )
        counted: Counter[UUID] = Counter(
            commune
            for commune, began, ended in rows
            if (began is None or began <= self.day) and (ended is None or ended > self.day)
        )
        return {commune: counted[commune] for commune, _, _ in rows}

    @cached_property
    def things(self) -> dict[UUID, dict[UUID, int]]:
        """Centre → kind → how many work: of a day gone by as the last check before it found them."""
        return good_by_centre(self.standing, self.day)

    @cached_property
    def kinds(self) -> list[EquipmentKind]:
        return list(EquipmentKind.objects.filter(pk__in={pk for held in self.things.values() for pk in held}))

    @property
    def computers(self) -> Counts:
        wanted = {kind.pk for kind in self.kinds if kind.is_computer}
        return self.counted(
            {pk: sum(n for kind, n in held.items() if kind in wanted) for pk, held in self.things.items()}
        )

    def having(self, words: re.Pattern[str]) -> Counts:
        """How many centres have at least one such thing that works."""
        wanted = {kind.pk for kind in self.kinds if words.search(kind.name.lower())}
        return self.counted(
            {pk: int(any(held[kind] for kind in held if kind in wanted)) for pk, held in self.things.items()}
        )

    @cached_property
    def money(self) -> dict[UUID, CentreMoney]:
        return money_of(self.asked.communes, self.asked.period.starts_on, self.day)

    def given(self, source: str) -> Counts:
        """đồng of the period, also of centres that ended in it; known where each that stands wrote anything in the year."""
        sums: Counter[UUID] = Counter()
        for one in self.money.values():
            sums[one.commune] += one.by_source.get(source, 0)
        return {
            commune: sums[commune]
            for commune, rows in self.centres.items()
            if commune in sums and all(one.pk in self.money for one in rows)
        }

    @property
    def culture_houses(self) -> Counts:
        """Centres that own a nhà văn hóa or use one by agreement; known where the venues of the commune are in the books."""
        communes = self.asked.communes
        recorded = Venue.objects.filter(place__path__overlap=list(communes)).order_by()
        known = {pk for path in recorded.values_list("place__path", flat=True) for pk in path}
        houses = standing_on(self.day).filter(kind=VenueKind.HAMLET_HOUSE).order_by()
        shared = VenueShare.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=self.day), started_on__lte=self.day, venue__in=houses
        ).order_by()
        joined = {
            *houses.filter(centre__in=self.standing).values_list("centre", flat=True),
            *shared.filter(centre__in=self.standing).values_list("centre", flat=True),
        }
        return {
            commune: sum(one.pk in joined for one in rows)
            for commune, rows in self.centres.items()
            if commune in known
        }

    @cached_property
    def grades(self) -> dict[UUID, Counter[str]]:
        """Of the rankings of the year that were decided by the day, also after the year was over, and not revoked by then. A commune
        where none was is not there.
        """
        ranked = Ranking.objects.in_force(self.asked.as_of or today()).filter(
            year=self.asked.year,
            centre__organisation__place__in=self.asked.communes,
        )
        found: dict[UUID, Counter[str]] = defaultdict(Counter)
        for one in ranked.select_related("edition", "centre__organisation"):
            found[one.centre.organisation.place_id][clean(one.grade_label).casefold()] += 1
        return found


def _persons(named: Iterable[tuple[str, UUID | None]]) -> int:
    """Rows of one name are one person, unless the register tells them apart."""
    by_name: dict[str, set[UUID | None]] = defaultdict(set)
    for name, person in named:
        by_name[clean(name).casefold()].add(person)
    return sum(max(1, len(persons - {None})) for persons in by_name.values())


_READ: dict[str, Callable[[_Files], Counts]] = {
    "centre.count": lambda files: {commune: len(rows) for commune, rows in files.centres.items()},
    "centre.communes": lambda files: files.communes,
    "centre.communes_with": lambda files: {
        commune: int(bool(rows)) for commune, rows in files.centres.items()
    },
    **{
        f"centre.{part}": lambda files, kind=kind: files.counted(files.facts[kind])  # type: ignore[misc]
        for part, kind in _FACTS.items()
    },
    "centre.managers": lambda files: files.managers,
    "centre.teachers": lambda files: files.teachers,
    "centre.speakers": lambda files: files.speakers,
    "centre.computers": lambda files: files.computers,
    **{
        f"centre.{part}": lambda files, words=words: files.having(words)  # type: ignore[misc]
        for part, words in _THINGS.items()
    },
    "centre.culture_houses": lambda files: files.culture_houses,
    **{
        f"centre.{part}": lambda files, source=source: files.given(source)  # type: ignore[misc]
        for part, source in _MONEY.items()
    },
    **{
        f"centre.grade.{part}": lambda files, word=word: {  # type: ignore[misc]
            commune: counted[word] for commune, counted in files.grades.items()
        }
        for part, word in _GRADES.items()
    },
}
CODES = tuple(_READ)

_PAGES = {
    "managers": "seat_list",
    "teachers": "seat_list",
    "speakers": "speaker_list",
    "computers": "equipment_list",
    "culture_houses": "venue_list",
    **dict.fromkeys(_THINGS, "equipment_list"),
    **dict.fromkeys(_MONEY, "support_list"),
}


def opens(code: str) -> Callable[[Place, Period], str]:
    """The list of the records that the figure counts, at the place."""
    part = code.removeprefix("centre.")

    def drill_url(place: Place, period: Period) -> str:
        query: dict[str, object] = {"place": place.pk}
        if part.startswith("grade."):
            return reverse("ranking_list", query={**query, "year": period.year, "state": "ranked"})
        page = _PAGES.get(part, "centre_list")
        if page == "support_list":
            query |= {"year": period.year, "source": _MONEY[part].value}
            if (period.starts_on, period.ends_on) != (
                dt.date(period.year, 1, 1),
                dt.date(period.year, 12, 31),
            ):
                query |= {"from": period.starts_on.isoformat(), "until": period.ends_on.isoformat()}
        if page == "seat_list":
            query["on"] = min(period.ends_on, today()).isoformat()
        return reverse(page, query=query)

    return drill_url
