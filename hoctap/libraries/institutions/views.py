"""Screens of libraries, bookcases, museums and culture houses."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.libraries.institutions import actions, asking, queries
from hoctap.libraries.institutions.forms import EndForm, LendingForm, LibraryFilter, LibraryForm
from hoctap.libraries.models import Library, LibraryKind
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

READ, KEEP = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
PAGE = 50


@require_GET
@requires(READ)
def library_list(request: Request) -> HttpResponse:
    """Thư viện, tủ sách, điểm bưu điện – văn hóa, bảo tàng, nhà văn hóa"""
    place = asking.place(request)
    form = LibraryFilter(request.GET or None)
    kind = request.GET.get("kind", "")
    rows = queries.libraries_of(
        request.actor,
        place=place,
        kind=kind if kind in LibraryKind.values else "",
        name=request.GET.get("name", "").replace("\0", "")[:60],
        ended=bool(request.GET.get("ended")),
    )
    values = {
        "form": form,
        "place": place,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_keep": request.actor.may_anywhere(KEEP),
        "groups": queries.pages_of_all(request.actor),
        "sees_communes": queries.sees_communes(request.actor),
    }
    return render(request, "libraries/library_list.html", values)


@require_GET
@requires(READ)
def readingpoint_list(request: Request) -> HttpResponse:
    """Mạng lưới điểm đọc: xã, ấp nào đã có, nơi nào chưa"""
    place = asking.place(request)
    network = queries.network_of(request.actor, place)
    page = Paginator(network.communes, PAGE).get_page(request.GET.get("page"))
    values = {"place": place, "network": network, "page": page}
    return render(request, "libraries/readingpoint_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(KEEP)
@once
def library_new(request: Request) -> HttpResponse:
    """Thêm thư viện, tủ sách, điểm đọc, thiết chế văn hóa"""
    form = LibraryForm(posted(request), actor=request.actor)
    made: list[Library] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.add_library(
                typed["place"],
                form.details(),
                organisation=typed["organisation"],
                venue=typed["venue"],
                by=request.actor,
            )
        )

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {made[0].name}.")
        return redirect("library_detail", pk=made[0].pk)
    return form_page(request, "libraries/library_new.html", form)


@require_GET
@requires(READ)
def library_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một thư viện: sách đang có, quy định mượn, các trang và số liệu của nó"""
    return _page(request, asking.one(request, pk))


@require_http_methods(["GET", "POST"])
@requires(KEEP)
def library_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa thông tin thư viện"""
    library = asking.one(request, pk, KEEP)
    form = LibraryForm(posted(request), actor=request.actor, library=library)

    def act(typed: dict[str, Any]) -> None:
        actions.change_library(
            library,
            form.details(),
            organisation=typed["organisation"],
            venue=typed["venue"],
            by=request.actor,
        )

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("library_detail", pk=pk)
    return form_page(
        request,
        "libraries/library_edit.html",
        form,
        library=library,
        where=where(request, place=library.place),
    )


@require_POST
@requires(KEEP)
def library_lending(request: Request, pk: UUID) -> HttpResponse:
    """Đặt quy định cho mượn"""
    library = asking.one(request, pk, KEEP)
    form = LendingForm(request.POST, library=library)
    if carried_out(form, lambda _typed: actions.set_lending(library, form.rules(), by=request.actor)):
        messages.success(request, "Đã đặt quy định cho mượn.")
        return redirect("library_detail", pk=pk)
    return _page(request, library, sent=form)


@require_POST
@requires(KEEP)
def library_end(request: Request, pk: UUID) -> HttpResponse:
    """Thư viện thôi hoạt động"""
    library = asking.one(request, pk, KEEP)
    form = EndForm(request.POST, actor=request.actor, library=library)
    if carried_out(form, lambda typed: actions.end_library(library, **typed, by=request.actor)):
        messages.success(request, f"Đã ghi {library.name} thôi hoạt động.")
        return redirect("library_detail", pk=pk)
    return _page(request, library, sent=form)


def _page(request: Request, library: Library, *, sent: forms.Form | None = None) -> HttpResponse:
    keeps = request.actor.may(KEEP, at=library) and library.valid_to is None
    year = asked.year(request)
    page = queries.page_of(library, year, request.actor)
    values = {
        "library": library,
        "page": page,
        "keeps": keeps,
        "lends": any(one.permission == Permission.LIBRARY_LEND for _, pages in page.pages for one in pages),
        "sent": sent,
        "where": where(request, place=library.place, year=year),
    }
    if keeps:
        values["lending_form"] = sent if isinstance(sent, LendingForm) else LendingForm(None, library=library)
        values["end_form"] = (
            sent
            if isinstance(sent, EndForm)
            else EndForm(None, actor=request.actor, library=library, initial={"ended_on": today()})
        )
    return render(request, "libraries/library_detail.html", values, status=422 if sent is not None else 200)
