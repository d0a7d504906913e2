"""Screens of long lists: asking, how far it is, the file."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires, streamed
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.refusals import Refused
from hoctap.core.sheet_stream import csv_pieces
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.reports.models import TableExport
from hoctap.reports.tables import actions, lists, seen
from hoctap.reports.tables.forms import ListForm
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.rules import KEPT_DAYS
from hoctap.reports.tables.views import asked_in, find_place


@require_GET
@requires(Permission.RESULT_READ)
def tableexport_list(request: Request) -> HttpResponse:
    """Các tệp danh sách đã yêu cầu: đang ghi đến đâu, còn giữ đến bao giờ"""
    context = {"exports": _own(request)[:50], "kept_days": KEPT_DAYS}
    return render(request, "reports/tableexport_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.DOSSIER_READ)
@once
def tableexport_new(request: Request) -> HttpResponse:
    """Lập tệp Excel của mọi hồ sơ sau một con số, có điểm từng chỉ số"""
    place = find_place(request, Permission.DOSSIER_READ)
    year = asked_in(request.GET, place).year
    titles = season_titles([place])
    first = {"title": request.GET.get("title", ""), "part": request.GET.get("part", "")}
    form = ListForm(posted(request), titles=titles, initial=first)
    if request.method == "POST" and form.is_valid():
        wanted = DossierList(place, year, Title(form.cleaned_data["title"]), form.cleaned_data["part"])
        by = acting_as(request, Permission.DOSSIER_READ, at=place)
        try:
            export = actions.ask_for_dossiers(wanted, by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("tableexport_detail", export.pk)
    context = {
        "form": form,
        "place": place,
        "year": str(year),
        "kept_days": KEPT_DAYS,
        "where": where(request, place=place, year=year),
    }
    return render(request, "reports/tableexport_new.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.RESULT_READ)
@once
def tableexport_table(request: Request) -> HttpResponse:
    """A table too large for a page, as a file."""
    place = find_place(request)
    by = acting_as(request, Permission.RESULT_READ, at=place)
    export = actions.ask_for_table(place, asked_in(request.GET, place), by=by)
    return redirect("tableexport_detail", export.pk)


@require_GET
@requires(Permission.RESULT_READ)
def tableexport_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một tệp danh sách: đang ghi đến đâu, dừng, tải về"""
    export = _export(request, pk)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={} if export.is_at_work else {"HX-Refresh": "true"})
    context = {
        "export": export,
        "kept_days": KEPT_DAYS,
        "where": where(request, place=export.place, year=export.year),
    }
    return render(request, "reports/tableexport_detail.html", context)


@require_GET
@requires(Permission.RESULT_READ)
def tableexport_file(request: Request, pk: UUID) -> HttpResponse:
    """Tải tệp danh sách"""
    export = get_object_or_404(_own(request).exclude(sha256=""), pk=pk)
    content = actions.take_export(export, by=request.actor)
    if export.has_names:
        saw(unnamed=export.total)
    return download(content, files.XLSX, f"{seen.file_name('danh-sach', export.place, export.year)}.xlsx")


@require_POST
@requires(Permission.RESULT_READ)
def tableexport_stop(request: Request, pk: UUID) -> HttpResponse:
    export = _export(request, pk)
    actions.stop_export(export, by=request.actor)
    messages.success(request, "Đã dừng. Chưa giữ tệp nào.")
    return redirect("tableexport_detail", export.pk)


@require_POST
@requires(Permission.RESULT_READ)
def tableexport_resume(request: Request, pk: UUID) -> HttpResponse:
    export = _export(request, pk)
    try:
        actions.resume_export(export, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("tableexport_detail", export.pk)


@require_GET
@requires(Permission.DOSSIER_READ)
def tableexport_csv(request: Request) -> StreamingHttpResponse | HttpResponse:
    """Danh sách hồ sơ dạng CSV, gửi ngay từng dòng"""
    place = find_place(request, Permission.DOSSIER_READ)
    year = asked_in(request.GET, place).year
    first = {"title": Title.LEARNING_FAMILY.value, "part": "denominator"}
    said = {name: request.GET.get(name) or usual for name, usual in first.items()}
    form = ListForm(said, titles=season_titles([place]))
    if not form.is_valid():
        return redirect(f"{reverse('tableexport_new')}?place={place.pk}&year={year}")
    wanted = DossierList(place, year, Title(form.cleaned_data["title"]), form.cleaned_data["part"])
    ids = actions.take_list(wanted, by=request.actor)
    lists.note_read(ids)
    pieces = csv_pieces(lists.dossier_sheet(wanted, ids))
    return streamed(pieces, "text/csv; charset=utf-8", f"{seen.file_name('danh-sach', place, year)}.csv")


def _own(request: Request) -> QuerySet[TableExport]:
    return TableExport.objects.visible_to(request.actor).select_related("place")


def _export(request: Request, pk: UUID) -> TableExport:
    return get_object_or_404(_own(request), pk=pk)
