"""Screens of stock-taking with a phone or a scanner that types."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.features import with_camera
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.catalogue.stocktaking import actions
from hoctap.libraries.catalogue.stocktaking.queries import expected_at
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import Library, StockScan, StockTake
from hoctap.people.pages import carried_out

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 100
TONES = {"here": "done", "foreign": "returned", "away": "returned", "lent": "returned", "gone": "returned"}


class CodesForm(forms.Form):
    codes = forms.CharField(
        label="Mã trên nhãn, mỗi dòng một mã",
        max_length=60_000,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 8, "data-ht-scan": "line", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text="Máy quét tự xuống dòng. Mất mạng vẫn quét được: mã giữ trên máy này, có mạng thì gửi.",
    )


@require_GET
@requires(READ)
def stocktake_list(request: Request) -> HttpResponse:
    """Các đợt kiểm kê của một thư viện, của mọi nơi"""
    return _list_page(request, asking.library(request))


@require_POST
@requires(KEEP)
@once
def stocktake_open(request: Request, pk: UUID) -> HttpResponse:
    """Mở đợt kiểm kê"""
    library = asking.one(request, pk, KEEP)
    try:
        made = actions.open_stocktake(library, by=request.actor)
    except Refused as refusal:
        return _list_page(request, library, refusal.reasons)
    return redirect("stocktake_detail", pk=made.pk)


def _list_page(
    request: Request, library: Library | None, reasons: list[Reason] | None = None
) -> HttpResponse:
    rows = StockTake.objects.visible_to(request.actor).select_related("library__place")
    if library is not None:
        rows = rows.filter(library=library)
    values = {
        "library": library,
        "reasons": reasons,
        "page": Paginator(rows.order_by("-started_on", "-id"), PAGE).get_page(request.GET.get("page")),
        "may_keep": request.actor.may_anywhere(KEEP),
        "may_open": library is not None and library.valid_to is None and request.actor.may(KEEP, at=library),
    }
    return render(request, "libraries/stocktake_list.html", values, status=422 if reasons else 200)


@require_GET
@requires(READ)
@with_camera
def stocktake_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đợt kiểm kê: quét mã, những bản cần xem lại, những bản còn thiếu"""
    return _page(request, _stocktake(request, pk))


@require_POST
@requires(KEEP)
@with_camera
def stocktake_scan(request: Request, pk: UUID) -> HttpResponse:
    """Gửi các mã đã quét"""
    stocktake = _kept(request, pk)
    form = CodesForm(request.POST)
    told: dict[str, int] = {}

    def act(typed: dict[str, Any]) -> None:
        told.update(actions.scan_codes(stocktake, typed["codes"].split(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, _words(told))
        return redirect(reverse("stocktake_detail", args=[pk]) + "#saved-write")
    return _page(request, stocktake, sent=form)


@require_POST
@requires(KEEP)
@with_camera
def stocktake_close(request: Request, pk: UUID) -> HttpResponse:
    """Kết thúc kiểm kê, lập danh sách thiếu"""
    stocktake = _kept(request, pk)
    try:
        missing = actions.close_stocktake(stocktake, by=request.actor)
    except Refused as refusal:
        return _page(request, stocktake, reasons=refusal.reasons)
    messages.success(
        request, f"Đã kết thúc kiểm kê: thiếu {missing} bản." if missing else "Đủ, không thiếu bản nào."
    )
    return redirect("stocktake_detail", pk=pk)


@require_POST
@requires(KEEP)
@with_camera
def stocktake_lose(request: Request, pk: UUID) -> HttpResponse:
    """Ghi mất những bản thiếu đã chọn"""
    stocktake = _kept(request, pk)
    chosen = [int(one) for one in request.POST.getlist("missing") if one.isascii() and one.isdigit()][:5_000]
    try:
        count = actions.lose_missing(stocktake, [one for one in chosen if one < 2**62], by=request.actor)
    except Refused as refusal:
        return _page(request, stocktake, reasons=refusal.reasons)
    messages.success(request, f"Đã ghi mất {count} bản.")
    return redirect("stocktake_detail", pk=pk)


def _words(told: dict[str, int]) -> str:
    labels = {**dict(StockScan.Found.choices), "again": "đã quét trước đó"}
    return "Đã nhận: " + "; ".join(f"{count} {labels[found]}" for found, count in told.items()) + "."


def _page(
    request: Request,
    stocktake: StockTake,
    *,
    sent: CodesForm | None = None,
    reasons: list[Reason] | None = None,
) -> HttpResponse:
    scans = stocktake.scans.all()
    expected = stocktake.expected
    if expected is None:
        expected = expected_at(stocktake.library).count()
    odd = scans.exclude(found=StockScan.Found.HERE).select_related("copy__title", "copy__library")
    missing = stocktake.missing.select_related("copy__title", "copy__library").order_by("copy__code")
    values = {
        "stocktake": stocktake,
        "expected": expected,
        "here": scans.filter(found=StockScan.Found.HERE).count(),
        "odd": [(one, TONES.get(one.found, "wrong")) for one in odd[:500]],
        "missing": Paginator(missing, PAGE).get_page(request.GET.get("page")),
        "lost": missing.filter(is_lost=True).count(),
        "form": sent or CodesForm(),
        "sent": sent or reasons,
        "keeps": request.actor.may(KEEP, at=stocktake),
        "draft": f"{request.actor.user_id}:write:{stocktake.pk}",
        "where": where(request, place=stocktake.library.place),
    }
    status = 422 if sent or reasons else 200
    return render(request, "libraries/stocktake_detail.html", values, status=status)


def _stocktake(request: Request, pk: UUID) -> StockTake:
    rows = StockTake.objects.visible_to(request.actor).select_related("library__place")
    return get_object_or_404(rows, pk=pk)


def _kept(request: Request, pk: UUID) -> StockTake:
    stocktake = _stocktake(request, pk)
    if not request.actor.may(KEEP, at=stocktake):
        raise Http404
    return stocktake
