"""Screens of visits: a phone's tally, the counter at the door, a notebook's month, corrections, growth."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import Library
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked
from hoctap.reading.models import Purpose, VisitLine, Who
from hoctap.reading.visits import actions, growth, queries
from hoctap.reading.visits.forms import (
    CorrectionForm,
    GateForm,
    GrowthForm,
    LoansForm,
    NotebookForm,
    TallyForm,
)

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def visit_list(request: Request) -> HttpResponse:
    """Lượt người đến thư viện, bảo tàng, nhà văn hóa trong năm"""
    year, place, library = asked.year(request), asking.place(request), asking.library(request)
    rows = queries.institutions(request.actor, place, year)
    if library is not None:
        rows = rows.filter(pk=library.pk)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counted = queries.years_of(list(page), year)
    values = {
        "page": page,
        "rows": [
            (one, counted[one.pk], one.valid_to is None and request.actor.may(KEEP, at=one)) for one in page
        ],
        "year": year,
        "place": place,
        "library": library,
    }
    return render(request, "reading/visit_list.html", values)


@require_GET
@requires(READ)
def visit_detail(request: Request, pk: UUID) -> HttpResponse:
    """Lượt người đến một nơi trong năm: từng ngày, cách đếm, ai đã sửa"""
    library, year = asking.one(request, pk), asked.year(request)
    sheets = queries.sheets_of(library, year)
    values = {
        "library": library,
        "year": year,
        "counted": queries.years_of([library], year)[library.pk],
        "purposes": queries.by_purpose([library.pk], dt.date(year, 1, 1), dt.date(year, 12, 31)),
        "page": Paginator(sheets, 62).get_page(request.GET.get("page")),
        "keeps": request.actor.may(KEEP, at=library),
        "where": where(request, place=library.place, year=year),
    }
    return render(request, "reading/visit_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def visit_tally(request: Request, pk: UUID) -> HttpResponse:
    """Đếm lượt người bằng điện thoại: mỗi mục đích một nút cộng"""
    library = asking.one(request, pk, KEEP)
    on = _day_asked(request)
    form = TallyForm(posted(request), on=on)

    def act(typed: dict[str, Any]) -> None:
        day = typed["on"] or on
        purpose, who, people = typed["purpose"], typed["who"] or Who.ANYBODY, typed["people"]
        actions.tally_visits(
            library,
            on=day,
            purpose=purpose,
            who=who,
            people=1 if people is None else people,
            by=request.actor,
        )

    if carried_out(form, act):
        day = form.cleaned_data["on"] or on
        return redirect(reverse("visit_tally", args=[pk], query={"on": day.isoformat()}))
    values = {
        "library": library,
        "day": queries.day_of(library, on),
        "yesterday": on - ONE_DAY,
        "tomorrow": on + ONE_DAY if on < today() else None,
        "where": where(request, place=library.place, year=on.year),
    }
    return form_page(request, "reading/visit_tally.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def visit_gate(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số của máy đếm ở cửa: đầu ngày, cuối ngày"""
    library = asking.one(request, pk, KEEP)
    form = GateForm(posted(request), initial={"on": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.record_gate(library, **(typed | {"on": typed["on"] or today()}), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi số máy đếm.")
        return redirect("visit_detail", pk)
    return _form(request, "reading/visit_gate.html", form, library)


@require_POST
@requires(KEEP)
def visit_loans(request: Request, pk: UUID) -> HttpResponse:
    """Lấy lượt người của một ngày theo sổ mượn, trả"""
    library = asking.one(request, pk, KEEP)
    form = LoansForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.count_by_loans(library, on=typed["on"] or today(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lấy lượt người theo sổ mượn, trả.")
        return redirect("visit_detail", pk)
    on = _day_asked(request)
    values = {
        "library": library,
        "day": queries.day_of(library, on),
        "yesterday": on - ONE_DAY,
        "tomorrow": on + ONE_DAY if on < today() else None,
    }
    return form_page(request, "reading/visit_tally.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def visit_notebook(request: Request, pk: UUID) -> HttpResponse:
    """Ghi số cộng tháng của sổ tay"""
    library = asking.one(request, pk, KEEP)
    last = today().replace(day=1) - ONE_DAY
    form = NotebookForm(posted(request), initial={"year": last.year, "month": str(last.month)})

    def act(typed: dict[str, Any]) -> None:
        month = int(typed["month"]) if typed["month"] else None
        actions.record_month(library, year=typed["year"], month=month, people=form.people(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi số của tháng.")
        return redirect("visit_detail", pk)
    return _form(request, "reading/visit_notebook.html", form, library)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def visit_correct(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một số lượt đã ghi, có lý do; số cũ vẫn xem được"""
    rows = VisitLine.objects.visible_to(request.actor).select_related("sheet__library__place")
    line = get_object_or_404(rows, pk=pk)
    request.actor.must(KEEP, at=line)
    form = CorrectionForm(posted(request), initial={"now": line.people})

    def act(typed: dict[str, Any]) -> None:
        actions.correct_visits(line, **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã sửa. Số cũ và lý do vẫn xem được.")
        return redirect("visit_detail", line.sheet.library_id)
    return _form(
        request,
        "reading/visit_correct.html",
        form,
        line.sheet.library,
        line=line,
        label=Purpose(line.purpose).label,
    )


@require_GET
@requires(READ)
def growth_detail(request: Request) -> HttpResponse:
    """Mức tăng lượt người bình quân mỗi năm so với năm gốc, như kế hoạch tính"""
    libraries = list(queries.institutions(request.actor).lending())
    form = GrowthForm(request.GET or None, libraries=libraries)
    library, base, year = None, None, today().year - 1
    if form.is_bound and form.is_valid():
        library, base = form.cleaned_data["library"], form.cleaned_data["base"]
        year = form.cleaned_data["year"] or year
    in_time = all(number is None or 1900 < number < 2200 for number in (base, year))
    values: dict[str, Any] = {"form": form, "library": library, "year": year}
    if library is not None and in_time:
        values["told"] = growth.growth_of(library, base, year)
        values["targets"] = growth.targets_at(library, values["told"])
        values["where"] = where(request, place=library.place, year=year)
    return render(request, "reading/growth_detail.html", values)


def _form(request: Request, template: str, form: Any, library: Library, **values: object) -> HttpResponse:
    line = where(request, place=library.place)
    return form_page(request, template, form, library=library, where=line, **values)


def _day_asked(request: Request) -> dt.date:
    text = request.GET.get("on", "") or request.POST.get("on", "")
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return today()
    return day if 1900 < day.year < 2200 else today()
