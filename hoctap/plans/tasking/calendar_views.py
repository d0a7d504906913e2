"""The calendar, its address for calendar programs, and the sheet of who does what."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.core.dates import today
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.views import asked
from hoctap.plans.models import Plan
from hoctap.plans.tasking import actions, queries
from hoctap.plans.tasking.ical import calendar_of
from hoctap.plans.tasking.matrix_docx import matrix_docx
from hoctap.plans.tasking.models import CalendarLink

AHEAD, BACK = dt.timedelta(days=400), dt.timedelta(days=120)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@requires(Permission.PLAN_READ)
def plan_calendar(request: Request) -> HttpResponse:
    """Lịch các hạn cuối của việc trong kế hoạch"""
    first = asked.month(request)
    month = queries.month_of(request.actor, first)
    return render(request, "plans/plan_calendar.html", {"month": month, "today": today()})


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_READ)
def calendar_link_list(request: Request) -> HttpResponse:
    """Địa chỉ lịch cho điện thoại, máy tính; the POST makes one, shown once"""
    given, reasons = None, []
    if request.method == "POST":
        try:
            given = actions.make_calendar_link(label=request.POST.get("label", ""), by=request.actor)
        except Refused as refusal:
            reasons = refusal.reasons
    address = ""
    if given is not None:
        address = request.build_absolute_uri(reverse("calendar_feed", args=[given.token]))
    links = CalendarLink.objects.visible_to(request.actor)
    values = {"links": links, "address": address, "reasons": reasons}
    answer = render(request, "plans/calendar_link_list.html", values, status=422 if reasons else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@requires(Permission.PLAN_READ)
def calendar_link_revoke(request: Request, pk: UUID) -> HttpResponse:
    link = get_object_or_404(CalendarLink.objects.visible_to(request.actor), pk=pk)
    actions.revoke_calendar_link(link, by=request.actor)
    messages.success(request, "Đã thu hồi địa chỉ lịch.")
    return redirect("calendar_link_list")


@require_GET
def calendar_feed(request: Request, token: str) -> HttpResponse:
    """OPEN: whoever holds the address reads the calendar of its position; a revoked one is not found"""
    link = queries.link_of(token)
    if link is None:
        raise Http404
    holder = queries.holder_of(link)
    actions.note_calendar_read(link, by=holder)
    dues = queries.own_dues(holder, today() - BACK, today() + AHEAD)
    name = f"Việc kế hoạch: {link.capacity.organisation.name}"
    text = calendar_of(dues, name=name, host=request.get_host(), made_at=timezone.now())
    return download(text.encode(), "text/calendar; charset=utf-8", "viec-ke-hoach.ics", inline=True)


@require_GET
@requires(Permission.PLAN_READ)
def plan_matrix(request: Request, pk: UUID) -> HttpResponse:
    """Ai làm việc gì: bảng cơ quan và việc của một kế hoạch"""
    plan = _plan(request, pk)
    return render(request, "plans/plan_matrix.html", {"plan": plan, "matrix": queries.matrix(plan)})


@require_GET
@requires(Permission.PLAN_READ)
def plan_sheet(request: Request, pk: UUID) -> HttpResponse:
    plan = _plan(request, pk)
    content = matrix_docx(plan, queries.matrix(plan), on=today())
    return download(content, _DOCX, f"phan-cong {plan.number or plan.title}.docx")


def _plan(request: Request, pk: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.actor).select_related("place"), pk=pk)
