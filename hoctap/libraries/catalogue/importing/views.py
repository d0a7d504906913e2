"""Screens of lists of books that are handed in, and of the catalogue that goes out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires, streamed
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.sheets import table_workbook
from hoctap.libraries.catalogue.importing import actions
from hoctap.libraries.catalogue.importing.exporting import EXPORTS, exported
from hoctap.libraries.catalogue.importing.forms import ImportForm
from hoctap.libraries.catalogue.importing.reading import MAX_BYTES
from hoctap.libraries.catalogue.importing.staging import faulty
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import CatalogueImport, CatalogueRow
from hoctap.people.pages import carried_out, form_page

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50
SAMPLE_HEADS = (
    *("ISBN", "Nhan đề", "Tác giả", "Nhà xuất bản", "Năm xuất bản", "Số trang", "Phân loại", "Chủ đề"),
    *("Số bản", "Mã bản", "Nguồn", "Người tặng", "Giá", "Ngày nhập"),
)
_SAMPLE = (
    *(
        "9780306406157",
        "Dế Mèn phiêu lưu ký",
        "Tô Hoài",
        "Kim Đồng",
        2019,
        "168",
        "895.922",
        "Thiếu nhi; Truyện",
    ),
    *(2, "", "tặng", "Đoàn Thanh niên xã", 45000, "15/11/2024"),
)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def catalogueimport_new(request: Request) -> HttpResponse:
    """Nhập cả danh sách sách từ Excel, MARC21, MARCXML"""
    initial = {"library": asking.library(request, KEEP), "acquired_on": today()}
    form = ImportForm(posted(request), request.FILES or None, actor=request.actor, initial=initial)
    made: list[CatalogueImport] = []

    def act(typed: dict[str, Any]) -> None:
        file = typed.pop("file")
        made.append(
            actions.preview_books(
                typed.pop("library"), file.name, file.read(MAX_BYTES + 1), **typed, by=request.actor
            )
        )

    if carried_out(form, act):
        return redirect("catalogueimport_detail", pk=made[0].pk)
    waiting = CatalogueImport.objects.filter(library__in=asking.kept(request.actor).order_by())
    open_runs = waiting.exclude(state__in=["applied", "dropped"]).select_related("library")[:20]
    return form_page(request, "libraries/catalogueimport_new.html", form, waiting=list(open_runs))


@require_GET
@requires(KEEP)
def catalogueimport_sample(request: Request) -> HttpResponse:
    """Tệp Excel mẫu để ghi danh sách sách"""
    book = table_workbook(
        "Sách", SAMPLE_HEADS, [_SAMPLE], (16, 40, 24, 20, 10, 10, 10, 24, 8, 12, 12, 24, 10, 12)
    )
    return download(book, files.XLSX, "mau-danh-sach-sach.xlsx")


@require_GET
@requires(KEEP)
def catalogueimport_detail(request: Request, pk: UUID) -> HttpResponse:
    """Xem trước danh sách: đầu sách mới, đã có, cần sửa; tiến độ ghi"""
    run = _run(request, pk)
    response = _show(request, run)
    if request.headers.get("HX-Request") and run.state != CatalogueImport.State.WRITING:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@requires(KEEP)
def catalogueimport_faults(request: Request, pk: UUID) -> HttpResponse:
    """Các dòng cần sửa thành tệp Excel, kèm lý do"""
    run = _run(request, pk)
    rows = [(row.number, row.data.get("name", ""), row.fault) for row in faulty(run)]
    book = table_workbook(
        "Cần sửa", ("Dòng, biểu ghi số", "Nhan đề", "Cần sửa"), rows, (12, 50, 90), wrapped=(3,)
    )
    return download(book, files.XLSX, "can-sua.xlsx")


@require_POST
@requires(KEEP)
def catalogueimport_apply(request: Request, pk: UUID) -> HttpResponse:
    """Ghi danh sách vào mục lục"""

    def act(run: CatalogueImport) -> None:
        actions.order_books(
            run,
            leave_faulty=request.POST.get("leave_faulty") == "on",
            copies_of_known=request.POST.get("copies_of_known") == "on",
            by=request.actor,
        )

    return _step(request, pk, act)


@require_POST
@requires(KEEP)
def catalogueimport_stop(request: Request, pk: UUID) -> HttpResponse:
    """Dừng ghi sau loạt đang ghi"""
    return _step(request, pk, lambda run: actions.stop_books(run, by=request.actor))


@require_POST
@requires(KEEP)
def catalogueimport_resume(request: Request, pk: UUID) -> HttpResponse:
    """Ghi tiếp từ dòng chưa vào"""
    return _step(request, pk, lambda run: actions.resume_books(run, by=request.actor))


@require_POST
@requires(KEEP)
def catalogueimport_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ những dòng chưa ghi"""
    return _step(request, pk, lambda run: actions.drop_books(run, by=request.actor))


@require_GET
@requires(READ)
def catalogue_export(request: Request) -> HttpResponseBase:
    """Mục lục thành tệp Excel, MARC21 hoặc MARCXML"""
    form = request.GET.get("form", "xlsx")
    if form not in EXPORTS:
        form = "xlsx"
    library, place = asking.library(request), asking.place(request)
    media_type, name, pieces = exported(request.actor, form, library=library, place=place)
    return streamed(pieces, media_type, name)


def _step(request: Request, pk: UUID, act: Callable[[CatalogueImport], None]) -> HttpResponse:
    run = _run(request, pk)
    try:
        act(run)
    except Refused as refusal:
        return _show(request, run, refusal.reasons)
    return redirect("catalogueimport_detail", pk=pk)


def _show(request: Request, run: CatalogueImport, reasons: list[Reason] | None = None) -> HttpResponse:
    run.refresh_from_db()
    left = run.rows.filter(state__in=["new", "known", "repeat"]).count()
    total = run.counts.get("rows", 0) - run.counts.get("faulty", 0)
    page = Paginator(run.rows.filter(state=CatalogueRow.Is.FAULTY).order_by("number"), PAGE)
    values = {
        "run": run,
        "reasons": reasons or ([Reason(run.failure)] if run.failure else []),
        "counts": run.counts,
        "done": max(total - left, 0),
        "total": total,
        "share": round(100 * max(total - left, 0) / total) if total else 0,
        "faults": page.get_page(request.GET.get("page")),
        "before": _same_before(run),
        "where": where(request, place=run.library.place),
    }
    return render(request, "libraries/catalogueimport_detail.html", values, status=422 if reasons else 200)


def _same_before(run: CatalogueImport) -> CatalogueImport | None:
    same = CatalogueImport.objects.filter(
        library=run.library, sha256=run.sha256, state=CatalogueImport.State.APPLIED
    )
    return same.exclude(pk=run.pk).first()


def _run(request: Request, pk: UUID) -> CatalogueImport:
    visible = CatalogueImport.objects.visible_to(request.actor).select_related("library__place")
    return get_object_or_404(visible, pk=pk)
