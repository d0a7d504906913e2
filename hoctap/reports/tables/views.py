"""Screens of ad hoc tables: HTTP and nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Place
from hoctap.reports import queries as report_queries
from hoctap.reports.models import SavedTable
from hoctap.reports.tables import actions, queries
from hoctap.reports.tables.forms import SaveForm, TableFilter
from hoctap.reports.tables.rules import Definition, from_kept


@require_GET
@requires(Permission.RESULT_READ)
def adhoc_table(request: Request) -> HttpResponse:
    """Bảng tùy chọn: dòng, cột và điều kiện tự chọn, trên cùng số liệu với mọi trang"""
    place = find_place(request)
    return render(request, "reports/adhoc_table.html", _shown(request, place, asked_in(request.GET, place)))


def _shown(
    request: Request, place: Place, asked: Definition, saved: SavedTable | None = None
) -> dict[str, Any]:
    table = queries.table_of(place, asked)
    granted = report_queries.places_for(request.actor, Permission.RESULT_READ)
    shown = {place.pk: place} | {each.pk: each for each in granted}
    return {
        "table": table,
        "export_url": f"{reverse('tableexport_table')}?{table.query}",
        "saved": saved,
        "form": TableFilter(
            places=shown.values(), offered=queries.offered_measures(place), asked=asked, place=place
        ),
        "own": saved is not None and saved.owner_id == request.actor.user_id,
        "path_up": [
            (each, queries.table_address(each, asked))
            for each in report_queries.readable_above(place, request.actor)
        ],
        "no_such_day": bool(request.GET.get("as_of")) and asked.as_of is None,
        "where": where(request, place=place, year=table.definition.year),
    }


@require_GET
@requires(Permission.RESULT_READ)
def savedtable_list(request: Request) -> HttpResponse:
    """Các bảng đã lưu: của mình, của cơ quan, của cấp trên dùng chung xuống"""
    context = {"tables": queries.saved_tables(request.actor), "me": request.actor.user_id}
    return render(request, "reports/savedtable_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RESULT_READ)
@once
def savedtable_new(request: Request) -> HttpResponse:
    """Lưu cách xem của một bảng tùy chọn dưới một tên"""
    place = find_place(request)
    asked = asked_in(request.GET, place)
    offices = queries.offices_for(place, request.actor)
    form = SaveForm(posted(request), offices=offices)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["office"] if form.cleaned_data["sharing"] == "office" else ""
        try:
            saved = actions.save_table(
                place,
                asked,
                name=form.cleaned_data["name"],
                sharing=form.cleaned_data["sharing"],
                office=next((one for one in offices if str(one.pk) == chosen), None),
                by=acting_as(request, Permission.RESULT_READ, at=place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã lưu bảng “{saved.name}”.")
            return redirect("savedtable_detail", saved.pk)
    context = {
        "form": form,
        "place": place,
        "table_url": queries.table_address(place, asked),
        "where": where(request, place=place, year=asked.year),
    }
    return render(request, "reports/savedtable_new.html", context, status=422 if form.errors else 200)


@require_GET
@requires(Permission.RESULT_READ)
def savedtable_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một bảng đã lưu, tính lại trong quyền của người xem"""
    saved = _saved(request, pk)
    place = queries.place_for(saved, request.actor)
    if place is None:
        raise Http404
    kept = dict(saved.asked) | ({"sort": [request.GET["sort"]]} if "sort" in request.GET else {})
    asked = from_kept(kept, this_year=today().year, today=today())
    return render(request, "reports/savedtable_detail.html", _shown(request, place, asked, saved))


@require_POST
@requires(Permission.RESULT_READ)
def savedtable_drop(request: Request, pk: UUID) -> HttpResponse:
    saved = get_object_or_404(_saved_of_all(request).filter(owner=request.actor.user_id), pk=pk)
    actions.drop_table(saved, by=acting_as(request, Permission.RESULT_READ, at=saved.place))
    messages.success(request, f"Đã bỏ bảng “{saved.name}”.")
    return redirect("savedtable_list")


def _saved_of_all(request: Request) -> QuerySet[SavedTable]:
    return SavedTable.objects.visible_to(request.actor).select_related("place", "owner", "office")


def _saved(request: Request, pk: UUID) -> SavedTable:
    return get_object_or_404(_saved_of_all(request), pk=pk)


def find_place(request: Request, permission: Permission = Permission.RESULT_READ) -> Place:
    """The place in the URL, of those the actor may read; without one his own widest."""
    asked = request.GET.get("place", "")
    if not asked:
        granted = report_queries.places_for(request.actor, permission)
        if not granted:
            raise Http404
        return granted[0]
    try:
        pk = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(
        Place.objects.visible_to(request.actor, permission).exclude(level="group"), pk=pk
    )


def asked_in(query: QueryDict, place: Place) -> Definition:
    """Without a year the last season of the place."""
    kept = {name: query.getlist(name) for name in query}
    this_year = today().year if query.get("year") else report_queries.last_season(place)
    return from_kept(kept, this_year=this_year, today=today())
