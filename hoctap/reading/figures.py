"""Figures of plans' targets that the records of libraries answer. What is not known is not told, so that a figure can still be written down."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_number
from hoctap.libraries.models import Copy, Library
from hoctap.places.models import Level, Place
from hoctap.places.queries import populations
from hoctap.plans.indicators import Indicator, Provided, indicators
from hoctap.reading.counted import Subject, subjects_of
from hoctap.reading.lending import lent_between
from hoctap.reading.models import BooksDefinition, DigitalCheck, LibraryService
from hoctap.reading.registry import handed_out_at
from hoctap.reading.services.rules import is_digital
from hoctap.reading.services.standing import standards_of
from hoctap.reading.visits.queries import years_of
from hoctap.reading.visits.rules import told_months

STOCK, LENT, LENT_HANDED = "library.books_stock", "library.books_lent", "library.books_lent_handed"
NAMED = {
    STOCK: (
        "Bản sách có trong kho bình quân mỗi người dân",
        "bản/người",
        "bản sách có trong kho chia cho số dân",
    ),
    LENT: (
        "Lượt sách cho mượn bình quân mỗi người dân trong năm",
        "bản/người/năm",
        "lượt sách cho mượn chia cho số dân",
    ),
    LENT_HANDED: (
        "Lượt sách cho mượn và tài liệu phát bình quân mỗi người dân trong năm",
        "bản/người/năm",
        "lượt sách cho mượn cộng tài liệu đã phát, chia cho số dân",
    ),
}
_DEFINITIONS = {
    BooksDefinition.STOCK.value: STOCK,
    BooksDefinition.LENT.value: LENT,
    BooksDefinition.LENT_HANDED.value: LENT_HANDED,
}


def register_indicators() -> None:
    """Each meaning of books per person is an indicator of its own; none is ever shown for another."""
    for code, (label, unit, numerator) in NAMED.items():
        indicators.register(code, Indicator(code, label, unit, "ratio", numerator, level="huyện, xã"))


# ---------------------------------------------------------------- visits


def visits(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Visits of a year, from which a target's growth is reckoned. A finished year with a month nobody counted has no total."""
    found = {}
    for place, subject in subjects_of(places).items():
        told = visits_of(subject, year)
        if told is not None:
            found[place] = told
    return found


def visits_of(subject: Subject, year: int) -> Provided | None:
    """What ended stops at its last whole year, and says why."""
    if not subject.libraries:
        return None
    asked, stopped = year, ""
    if (year := subject.year_told(asked)) != asked:
        stopped = f"dừng ở số của năm cuối còn đủ tháng; {subject.why_ended}"
    counted = [one for one in years_of(subject.libraries, year).values() if one.total is not None]
    is_running = year == today().year
    if not counted or (not is_running and not all(one.is_whole for one in counted)):
        return None
    total = sum(one.total or 0 for one in counted)
    words = [f"lượt người ghi ở {subject.words}"]
    if not subject.is_own and len(counted) < len(subject.libraries):
        words.append(f"{len(counted)} nơi có đếm")
    missing = sorted({month for one in counted for month in one.missing})
    if is_running:
        words.append(f"năm {year} chưa hết, đến {format_date(today())}")
    if missing:
        words.append(f"chưa có {told_months(missing)}")
    if stopped:
        words.append(stopped)
    as_of = today() if is_running else dt.date(year, 12, 31)
    return Provided(Decimal(total), None, None, as_of, "; ".join(words))


# ---------------------------------------------------------------- yes and no


def lifelong_services(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """'Có' where each public library of the place ran a service on the day; nothing where none was ever put down."""
    subjects, day = subjects_of(places), _day(year)
    rows: dict[UUID, list[LibraryService]] = {}
    for one in LibraryService.objects.filter(library__in=_own(subjects)).order_by("from_on", "id"):
        rows.setdefault(one.library_id, []).append(one)
    found = {}
    for place, subject in subjects.items():
        told = [rows.get(one.pk, []) for one in subject.libraries]
        if not subject.is_own or not all(told):
            continue
        on, stopped = _stopped(subject, day)
        running = [
            sum(one.from_on <= on and (one.to_on is None or one.to_on > on) for one in services)
            for services in told
        ]
        words = f"{sum(running)} dịch vụ đang có ở {subject.words}{stopped}"
        found[place] = Provided(Decimal(all(running)), None, None, on, words)
    return found


def digital(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """By the last check of each public library of the place, held against the standard that the place has settled."""
    subjects, day = subjects_of(places), _day(year)
    standards = standards_of(Place.objects.filter(pk__in=places), day)
    checks: dict[UUID, DigitalCheck] = {}
    rows = DigitalCheck.objects.filter(library__in=_own(subjects), as_of__lte=day)
    for one in rows.order_by("as_of", "recorded_at", "id"):
        checks[one.library_id] = one
    found = {}
    for place, subject in subjects.items():
        told = [checks[one.pk] for one in subject.libraries if one.pk in checks]
        if not subject.is_own or len(told) < len(subject.libraries):
            continue
        _, stopped = _stopped(subject, day)
        standard = standards[place]
        met = [len(set(one.met) & set(standard.items)) for one in told]
        is_met = all(is_digital(one.met, standard.items, standard.least) for one in told)
        words = f"{min(met)}/{len(standard.items)} mục đạt, cần {standard.least} ({standard.source}){stopped}"
        found[place] = Provided(Decimal(is_met), None, None, max(one.as_of for one in told), words)
    return found


def _own(subjects: dict[UUID, Subject]) -> list[UUID]:
    return [one.pk for subject in subjects.values() if subject.is_own for one in subject.libraries]


def _stopped(subject: Subject, day: dt.date) -> tuple[dt.date, str]:
    last = subject.last_day
    return (last, f"; dừng ở ngày ấy, {subject.why_ended}") if last is not None and last < day else (day, "")


def _day(year: int) -> dt.date:
    return min(today(), dt.date(year, 12, 31))


# ---------------------------------------------------------------- books per person


def books(code: str) -> Callable[[Sequence[UUID], int], dict[UUID, Provided]]:
    def provide(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
        return books_per_person(code, places, year)

    return provide


def books_as_chosen(places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Of the indicator that leaves its meaning open: by the definition that the place has chosen, and nothing before one is chosen."""
    standards = standards_of(Place.objects.filter(pk__in=places), _day(year))
    found: dict[UUID, Provided] = {}
    for definition, code in _DEFINITIONS.items():
        chosen = [pk for pk, standard in standards.items() if standard.books == definition]
        if chosen:
            found |= books_per_person(code, chosen, year)
    return found


def books_per_person(code: str, places: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """Of every shelf at and below a place, over its population; where either is not known nothing is told."""
    first, day = dt.date(year, 1, 1), _day(year)
    if day < first:
        return {}
    counted = _counted(code, places, first, day)
    people = people_of([place for place in places if place in counted], day)
    found = {}
    for place, (number, words) in counted.items():
        if place not in people or not people[place][0]:
            continue
        whole, source = people[place]
        value = (Decimal(number) / Decimal(whole)).quantize(Decimal("0.01"))
        words = f"{format_number(number)} {words} / {format_number(whole)} người ({source})"
        found[place] = Provided(value, Decimal(number), Decimal(whole), day, words)
    return found


def _counted(code: str, places: Sequence[UUID], first: dt.date, last: dt.date) -> dict[UUID, tuple[int, str]]:
    shelves = _shelves(places)
    every = {pk for ids in shelves.values() for pk in ids}
    if code == STOCK:
        held = _stock(every, last)
        return {
            place: (sum(held.get(pk, 0) for pk in ids), f"bản có trong kho ngày {format_date(last)}")
            for place, ids in shelves.items()
            if any(pk in held for pk in ids)
        }
    lent = {pk: one.home for pk, one in lent_between(every, first, last).items() if one.home is not None}
    found = {
        place: (sum(lent.get(pk, 0) for pk in ids), "lượt cho mượn")
        for place, ids in shelves.items()
        if any(pk in lent for pk in ids)
    }
    if code == LENT:
        return found
    handed = handed_out_at(places, first, last)
    return {
        place: (
            number + handed[place],
            f"({format_number(number)} lượt cho mượn + {format_number(handed[place])} bản đã phát)",
        )
        for place, (number, _) in found.items()
        if place in handed
    }


def _shelves(places: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    rows = Library.objects.lending().filter(place__path__overlap=list(places)).order_by()
    found: dict[UUID, list[UUID]] = {place: [] for place in places}
    for pk, path in rows.values_list("pk", "place__path"):
        for place in path:
            if place in found:
                found[place].append(pk)
    return found


def _stock(libraries: set[UUID], day: dt.date) -> dict[UUID, int]:
    """Copies that were held on the day; a shelf whose books are not in the books is left out."""
    there = Count("pk", Q(acquired_on__lte=day) & (Q(gone_on__isnull=True) | Q(gone_on__gt=day)))
    rows = Copy.objects.filter(library__in=libraries).order_by().values("library").annotate(n=there)
    return dict(rows.values_list("library", "n"))


def people_of(places: Sequence[UUID], day: dt.date) -> dict[UUID, tuple[int, str]]:
    """A place's own figure of population; else the sum of its communes, where each of them has one. Three queries."""
    own = populations(places, day)
    found = {pk: (row.value, f"{row.source}, {format_date(row.as_of)}") for pk, row in own.items()}
    without = [pk for pk in places if pk not in found]
    if not without:
        return found
    below: dict[UUID, list[UUID]] = {pk: [] for pk in without}
    rows = Place.objects.within(without).filter(level=Level.COMMUNE).valid_in(day.year)
    for pk, path in rows.values_list("pk", "path"):
        for place in path:
            if place in below and place != pk:
                below[place].append(pk)
    told = populations([pk for ids in below.values() for pk in ids], day)
    for place, communes in below.items():
        if communes and all(pk in told for pk in communes):
            total = sum(told[pk].value for pk in communes)
            found[place] = (total, f"cộng {len(communes)} xã")
    return found


PROVIDERS = {
    "library.lifelong_services": lifelong_services,
    "library.digital": digital,
    "library.visits_growth": visits,
    "library.books_per_person": books_as_chosen,
    **{code: books(code) for code in NAMED},
}
