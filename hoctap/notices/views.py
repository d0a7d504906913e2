"""One's own notices."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hoctap.core.http import Request, signed_in
from hoctap.notices import actions, queries

PAGE = 50


@require_GET
@signed_in
def notice_list(request: Request) -> HttpResponse:
    page = Paginator(queries.own_notices(request.actor), PAGE).get_page(request.GET.get("page"))
    unread = [notice for notice in page.object_list if notice.read_at is None]
    return render(request, "notices/notice_list.html", {"page": page, "any_unread": bool(unread)})


@require_POST
@signed_in
def notice_read(request: Request, pk: UUID) -> HttpResponse:
    """Opening what a notice tells of marks it read."""
    notice = get_object_or_404(queries.own_notices(request.actor), pk=pk)
    actions.mark_read(notice, by=request.actor)
    inside = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and inside else "notice_list")


@require_POST
@signed_in
def notice_read_all(request: Request) -> HttpResponse:
    actions.mark_all_read(by=request.actor)
    return redirect("notice_list")
