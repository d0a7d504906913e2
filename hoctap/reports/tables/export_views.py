"""Downloads of what is seen: HTTP and nothing else."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.http import Request, download, requires, streamed
from hoctap.core.permissions import Permission
from hoctap.core.sheet_stream import LongSheet, csv_pieces, xlsx
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.places.models import Place
from hoctap.reports import queries as report_queries
from hoctap.reports.heat import heat_table
from hoctap.reports.tables import queries, seen
from hoctap.reports.tables.rules import from_kept
from hoctap.reports.tables.views import asked_in, find_place
from hoctap.reports.trends import trend_table

CSV = "text/csv; charset=utf-8"
type Sheet = Callable[[Request, Place, int], LongSheet]


@require_GET
@requires(Permission.RESULT_READ)
def adhoc_csv(request: Request) -> StreamingHttpResponse:
    """Bảng tùy chọn dạng CSV"""
    place = find_place(request)
    asked = asked_in(request.GET, place)
    table = queries.table_of(place, asked, most_cells=False)
    return streamed(
        csv_pieces(seen.adhoc_sheet(table)), CSV, f"{seen.file_name('bang', place, asked.year)}.csv"
    )


@require_GET
@requires(Permission.RESULT_READ)
def adhoc_xlsx(request: Request) -> HttpResponse:
    """Bảng tùy chọn dạng Excel, lập ngay khi không quá lớn"""
    place = find_place(request)
    asked = asked_in(request.GET, place)
    table = queries.table_of(place, asked)
    if table.reasons:
        raise Http404
    sheet = seen.taken(seen.adhoc_sheet(table), place, request.actor)
    return download(xlsx(sheet), files.XLSX, f"{seen.file_name('bang', place, asked.year)}.xlsx")


@require_GET
@requires(Permission.RESULT_READ)
def result_csv(request: Request) -> StreamingHttpResponse:
    """Bảng kết quả của một danh hiệu dạng CSV"""
    place, year, title = _asked(request)
    as_of = from_kept({"as_of": [request.GET.get("as_of", "")]}, this_year=year, today=today()).as_of
    table = report_queries.season_table(place, year, title, as_of=as_of)
    name = f"{seen.file_name('ket-qua', place, title.value, year)}.csv"
    return streamed(csv_pieces(seen.season_sheet_of(table)), CSV, name)


@require_GET
@requires(Permission.RESULT_READ)
def result_heat_csv(request: Request) -> StreamingHttpResponse:
    """Các tỷ lệ đặt cạnh nhau, dạng CSV"""
    place, year, _ = _asked(request)
    sheet = seen.heat_sheet(heat_table(place, year, request.GET.get("sort", "")))
    return streamed(csv_pieces(sheet), CSV, f"{seen.file_name('ty-le', place, year)}.csv")


@require_GET
@requires(Permission.RESULT_READ)
def result_heat_xlsx(request: Request) -> HttpResponse:
    """Các tỷ lệ đặt cạnh nhau, dạng Excel"""
    place, year, _ = _asked(request)
    sheet = seen.heat_sheet(heat_table(place, year, request.GET.get("sort", "")))
    content = xlsx(seen.taken(sheet, place, request.actor))
    return download(content, files.XLSX, f"{seen.file_name('ty-le', place, year)}.xlsx")


@require_GET
@requires(Permission.RESULT_READ)
def result_trend_csv(request: Request) -> StreamingHttpResponse:
    """Tỷ lệ qua năm năm, dạng CSV"""
    place, year, title = _asked(request)
    sheet = seen.trend_sheet(trend_table(place, year, title))
    return streamed(csv_pieces(sheet), CSV, f"{seen.file_name('qua-cac-nam', place, title.value, year)}.csv")


@require_GET
@requires(Permission.RESULT_READ)
def result_trend_xlsx(request: Request) -> HttpResponse:
    """Tỷ lệ qua năm năm, dạng Excel"""
    place, year, title = _asked(request)
    sheet = seen.trend_sheet(trend_table(place, year, title))
    content = xlsx(seen.taken(sheet, place, request.actor))
    return download(content, files.XLSX, f"{seen.file_name('qua-cac-nam', place, title.value, year)}.xlsx")


def _asked(request: Request) -> tuple[Place, int, Title]:
    """As the pages of results read it: a year that is none is not found, another title is the families'."""
    place = find_place(request)
    year = request.GET.get("year", "")
    if year and str(asked_in(request.GET, place).year) != year:
        raise Http404
    title = request.GET.get("title", "")
    chosen = Title(title) if title in season_titles([place]) else Title.LEARNING_FAMILY
    return place, int(year) if year else report_queries.last_season(place), chosen
