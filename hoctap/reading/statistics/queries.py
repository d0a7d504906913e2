"""Statistics of libraries as Thông tư 18/2014/TT-BVHTTDL, Điều 13 asks for them. What no record tells is None, shown as a dash."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, Sum

from hoctap.libraries.circulation.models import SubjectGroup
from hoctap.libraries.models import Borrower, Copy, Library, TitleKind
from hoctap.reading.lending import lent_between
from hoctap.reading.models import DigitalCheck, VisitLine


@dataclass(frozen=True)
class Period:
    first: dt.date
    last: dt.date
    label: str
    basis: str = ""


def period_of(year: int, kind: str) -> Period:
    """`kind`: 'self' for the yearly self-assessment of libraries, which counts from 1 December; else the calendar year or its half."""
    if kind == "self":
        return Period(
            dt.date(year - 1, 12, 1),
            dt.date(year, 11, 30),
            f"01/12/{year - 1} – 30/11/{year}",
            "kỳ tự đánh giá thư viện theo Thông tư 05/2020/TT-BVHTTDL",
        )
    if kind == "half":
        return Period(dt.date(year, 1, 1), dt.date(year, 6, 30), f"6 tháng đầu năm {year}")
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), f"năm {year}")


PERIODS = (("year", "Cả năm"), ("self", "Tự đánh giá (01/12–30/11)"), ("half", "6 tháng đầu năm"))


@dataclass(frozen=True)
class Told:
    """Of one library."""

    titles: int | None = None
    copies: int | None = None
    serials: int | None = None
    databases: int | None = None
    home: int | None = None
    inside: int | None = None
    electronic: int | None = None
    readers: int | None = None
    readers_new: int | None = None
    visits: int | None = None


@dataclass(frozen=True)
class Breakdown:
    by_subject: tuple[tuple[str, int], ...]
    by_form: tuple[tuple[str, int], ...]


def told_of(libraries: Sequence[Library] | Sequence[UUID], first: dt.date, last: dt.date) -> dict[UUID, Told]:
    """Stock at the end, what happened in between. A fixed number of queries."""
    ids = [one.pk if isinstance(one, Library) else one for one in libraries]
    held = Copy.objects.held_on(last).filter(library__in=ids)
    serials = Q(title__kind=TitleKind.SERIAL)
    stock = {
        row["library"]: row
        for row in held.order_by()
        .values("library")
        .annotate(
            titles=Count("title", distinct=True, filter=~serials),
            copies=Count("pk", filter=~serials),
            serials=Count("title", distinct=True, filter=serials),
        )
    }
    databases: dict[UUID, int | None] = {}
    checks = DigitalCheck.objects.filter(library__in=ids, as_of__lte=last, databases__isnull=False)
    for pk, number in checks.order_by("as_of", "recorded_at", "id").values_list("library", "databases"):
        databases[pk] = number
    cards = Borrower.objects.filter(library__in=ids, since__lte=last).order_by()
    standing = Q(ended_on__isnull=True) | Q(ended_on__gt=last)
    readers = {
        row["library"]: row
        for row in cards.values("library").annotate(
            n=Count("pk", filter=standing), new=Count("pk", filter=Q(since__gte=first))
        )
    }
    visits = dict(
        VisitLine.objects.filter(sheet__library__in=ids, sheet__from_on__gte=first, sheet__to_on__lte=last)
        .order_by()
        .values_list("sheet__library")
        .annotate(n=Sum("people"))
    )
    lent = lent_between(ids, first, last)
    found = {}
    for pk in ids:
        loans, of_stock, of_cards = lent.get(pk), stock.get(pk), readers.get(pk)
        found[pk] = Told(
            titles=of_stock["titles"] if of_stock else None,
            copies=of_stock["copies"] if of_stock else None,
            serials=of_stock["serials"] if of_stock else None,
            databases=databases.get(pk),
            home=loans.home if loans else None,
            inside=loans.inside if loans else None,
            electronic=loans.electronic if loans else None,
            readers=of_cards["n"] if of_cards else None,
            readers_new=of_cards["new"] if of_cards else None,
            visits=visits.get(pk),
        )
    return found


def broken_down(libraries: Sequence[UUID], last: dt.date) -> Breakdown:
    """Copies by subject and by form. One query."""
    subjects: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    held = Copy.objects.held_on(last).filter(library__in=libraries).order_by()
    rows = held.values_list("title__classification", "title__kind").annotate(n=Count("pk"))
    for classification, kind, n in rows:
        digit = classification[:1]
        subjects[digit if digit in SubjectGroup.values else SubjectGroup.UNKNOWN.value] += n
        forms[kind] += n
    named = [(one.label, forms[one.value]) for one in TitleKind if forms[one.value]]
    ordered = [(one.label, subjects[one.value]) for one in SubjectGroup if subjects[one.value]]
    return Breakdown(tuple(ordered), tuple(named))


COLUMNS: tuple[tuple[str, Callable[[Told], int | None]], ...] = (
    ("Đầu sách", lambda told: told.titles),
    ("Bản sách", lambda told: told.copies),
    ("Báo, tạp chí (tên)", lambda told: told.serials),
    ("Cơ sở dữ liệu", lambda told: told.databases),
    ("Lượt tài liệu tại chỗ", lambda told: told.inside),
    ("Lượt tài liệu về nhà", lambda told: told.home),
    ("Lượt tài liệu điện tử", lambda told: told.electronic),
    ("Bạn đọc thường xuyên (thẻ còn dùng)", lambda told: told.readers),
    ("Bạn đọc mới", lambda told: told.readers_new),
    ("Lượt người đọc", lambda told: told.visits),
)


def summed(told: Sequence[Told]) -> list[int | None]:
    """Of what is known; a column of which nothing is known stays unknown."""
    found = []
    for _, read in COLUMNS:
        known = [number for one in told if (number := read(one)) is not None]
        found.append(sum(known) if known else None)
    return found
