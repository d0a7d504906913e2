"""Statistics of libraries on a page and in Excel."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.sheet_stream import LongSheet, SheetColumn, xlsx
from hoctap.core.vietnamese import format_date
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.reading.statistics import queries
from hoctap.reading.statistics.queries import COLUMNS, PERIODS, Period, Told
from hoctap.reading.visits.queries import institutions

READ = Permission.LIBRARY_READ
PAGE = 100


@require_GET
@requires(READ)
def statistics_detail(request: Request) -> HttpResponse:
    """Thống kê thư viện theo Thông tư 18/2014: vốn tài liệu, lượt lưu hành, bạn đọc, lượt người"""
    wanted = _asked(request)
    ids = [one.pk for one in wanted.libraries]
    each = list(zip(wanted.libraries, wanted.told, strict=True))
    page = Paginator(each, PAGE).get_page(request.GET.get("page"))
    values = {
        "period": wanted.period,
        "kind": wanted.kind,
        "kinds": PERIODS,
        "year": wanted.year,
        "place": wanted.place,
        "library": wanted.library,
        "heads": [head for head, _ in COLUMNS],
        "page": page,
        "rows": [(one, [(head, read(told)) for head, read in COLUMNS]) for one, told in page],
        "sums": list(zip([head for head, _ in COLUMNS], queries.summed(wanted.told), strict=True)),
        "breakdown": queries.broken_down(ids, wanted.period.last),
        "query": request.GET.urlencode(),
    }
    return render(request, "reading/statistics_detail.html", values)


@require_GET
@requires(READ)
def statistics_xlsx(request: Request) -> HttpResponse:
    """Bảng thống kê thư viện, tệp Excel"""
    wanted = _asked(request)
    columns = [
        SheetColumn("Nơi", width=24),
        SheetColumn("Thư viện, tủ sách", width=34),
        *(SheetColumn(head, "count", 11) for head, _ in COLUMNS),
    ]
    rows = [
        (one.place.title, one.name, *(read(told) for _, read in COLUMNS))
        for one, told in zip(wanted.libraries, wanted.told, strict=True)
    ]
    notes = [
        f"Kỳ: {wanted.period.label}{f'; {wanted.place.title}' if wanted.place else ''}",
        "Các mục của Thông tư 18/2014/TT-BVHTTDL, Điều 13. Mục chưa ai ghi để gạch ngang, không phải 0.",
        f"Lấy ngày {format_date(today())}",
    ]
    total = ("Cộng", "", *queries.summed(wanted.told))
    content = xlsx(LongSheet("Thống kê thư viện", "Thống kê thư viện", columns, rows, notes, total))
    return download(content, files.XLSX, f"Thống kê thư viện, {wanted.period.label.replace('/', '-')}.xlsx")


@dataclass(frozen=True)
class _Asked:
    year: int
    kind: str
    period: Period
    place: Place | None
    library: Library | None
    libraries: list[Library]
    told: list[Told]


def _asked(request: Request) -> _Asked:
    year, place, library = asked.year(request), asking.place(request), asking.library(request)
    kind = request.GET.get("period", "")
    kind = kind if kind in dict(PERIODS) else "year"
    period = queries.period_of(year, kind)
    rows = institutions(request.actor, place, year).lending()
    if library is not None:
        rows = rows.filter(pk=library.pk)
    libraries = list(rows)
    told = queries.told_of(libraries, period.first, period.last)
    return _Asked(year, kind, period, place, library, libraries, [told[one.pk] for one in libraries])
