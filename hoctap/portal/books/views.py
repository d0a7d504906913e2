"""Searching the shelves, and asking for a book to be kept."""

import csv
import io
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.http import Request
from hoctap.core.sheets import harmless
from hoctap.portal import pages
from hoctap.portal.books import actions, queries
from hoctap.portal.classes.queries import coming
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import Door, HoldRequest
from hoctap.portal.outside_forms import HoldForm
from hoctap.portal.pages import may_be_kept, through_door
from hoctap.portal.parts import Part
from hoctap.surveys.answering.pages import TRAP
from hoctap.surveys.answering.rules import Sending

MOST_PAGES = 200


@require_GET
@through_door(Part.BOOKS)
def door_books(request: Request, door: Door) -> HttpResponse:
    """Tìm sách: có ở tủ nào, còn hay đang mượn. OPEN: titles and shelves, never who has a book."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 4 else 1
    found = queries.search(door, asked, min(max(page, 1), MOST_PAGES))
    return may_be_kept(
        render(request, "portal/door_books.html", {"door": door, "asked": asked, "page": found})
    )


@require_GET
@through_door(Part.BOOKS)
def door_book(request: Request, door: Door, pk: UUID) -> HttpResponse:
    """Một cuốn sách: ở đâu, còn không. OPEN: never who has it."""
    found = queries.book(door, pk)
    if found is None:
        raise Http404
    values = {"door": door, "found": found, "takes_holds": door.shows(Part.HOLDS)}
    return may_be_kept(render(request, "portal/door_book.html", values))


@never_cache
@require_http_methods(["GET", "POST"])
@through_door(Part.HOLDS)
@once
def door_hold(request: Request, door: Door, pk: UUID) -> HttpResponse:
    """Đặt giữ một cuốn sách, không cần tài khoản. OPEN: what is sent is seen by the library alone."""
    found = queries.book(door, pk)
    if found is None:
        raise Http404
    libraries = [shelf.library for shelf in found.shelves]

    def act(form: forms.Form, sending: Sending) -> HoldRequest | None:
        assert isinstance(form, HoldForm)
        return actions.ask_hold(
            found.title,
            form.cleaned_data["library"],
            form.details(),
            door=door,
            agrees=form.cleaned_data["agrees"],
            sending=sending,
            by=pages.holder_of(door),
        )

    outcome = pages.sent_from_outside(
        request,
        lambda post: HoldForm(post, libraries=libraries),
        recent=lambda since: HoldRequest.objects.filter(hold__library__in=libraries, made_at__gt=since),
        act=act,
    )
    if outcome.is_stale:
        return redirect("door_hold", door=door.slug, pk=pk)
    if outcome.is_done:
        return pages.receipt(door, outcome.made)
    values = {
        **{"door": door, "found": found, "form": outcome.form, "ticket": outcome.ticket, "trap": TRAP},
        "notice": notice_of(door.place),
    }
    return render(request, "portal/door_hold.html", values, status=422 if outcome.form.errors else 200)


@require_GET
@through_door(Part.DATA)
def door_data(request: Request, door: Door) -> HttpResponse:
    """Dữ liệu mở của xã: tải về được gì, dùng thế nào. OPEN: links only."""
    return may_be_kept(render(request, "portal/door_data.html", {"door": door}))


@require_GET
@through_door(Part.DATA)
def door_catalogue_csv(request: Request, door: Door) -> HttpResponse:
    """Mục lục sách của các tủ sách đã công khai (CSV). OPEN: titles and shelves."""
    if not door.shows(Part.BOOKS):
        raise Http404
    return _csv(list(queries.exported(door)), f"muc-luc-{door.slug}.csv")


@require_GET
@through_door(Part.DATA)
def door_classes_csv(request: Request, door: Door) -> HttpResponse:
    """Lớp, buổi sắp tới (CSV). OPEN: as the page of classes."""
    if not door.shows(Part.CLASSES):
        raise Http404
    rows = [["date", "from", "to", "title", "topic", "kind", "for", "where", "free"]]
    for one in coming(door):
        session, activity = one.session, one.activity
        hours = [f"{at:%H:%M}" if at else "" for at in (session.starts_at, session.ends_at)]
        free = "" if one.free is None else str(one.free)
        told = [
            activity.title,
            activity.topic.name,
            activity.get_kind_display(),
            activity.get_target_group_display(),
        ]
        rows.append([session.on.isoformat(), *hours, *told, one.where, free])
    return _csv(rows, f"lop-{door.slug}.csv")


def _csv(rows: list[list[str]], name: str) -> HttpResponse:
    """With the mark by which a spreadsheet knows UTF-8; no cell begins a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    response = HttpResponse(("\ufeff" + text.getvalue()).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return may_be_kept(response)
