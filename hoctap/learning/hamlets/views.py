"""Difficult hamlets: the list of a year with what was held in each, marking one, ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.learning.hamlets import actions, queries
from hoctap.learning.hamlets.forms import DifficultForm, EndForm
from hoctap.learning.models import DifficultHamlet
from hoctap.people.pages import carried_out
from hoctap.places.views import asked


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def difficulthamlet_list(request: Request) -> HttpResponse:
    """Ấp, khóm khó khăn: nơi nào năm nay chưa có lớp, chuyên đề"""
    may_mark = request.actor.may_anywhere(Permission.CENTRE_KEEP)
    if request.method == "POST" and not may_mark:
        raise Http404
    form = DifficultForm(request.POST if request.method == "POST" else None, actor=request.actor)

    def act(typed: dict[str, Any]) -> None:
        actions.mark_difficult(typed["hamlet"], since=typed["since"], basis=typed["basis"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi.")
        return redirect("difficulthamlet_list")
    return _page(request, form, status=422 if form.errors else 200)


@require_POST
@requires(Permission.CENTRE_KEEP)
def difficulthamlet_end(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(DifficultHamlet.objects.visible_to(request.actor).select_related("hamlet"), pk=pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=row):
        raise Http404
    form = EndForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.end_difficult(row, until=typed["until"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, f"{row.hamlet.title} hết khó khăn.")
        return redirect("difficulthamlet_list")
    return _page(request, DifficultForm(None, actor=request.actor), sent=form, status=422)


def _page(
    request: Request, form: DifficultForm, *, sent: EndForm | None = None, status: int = 200
) -> HttpResponse:
    year = asked.year(request)
    rows = queries.difficult_for(request.actor, year)
    values = {
        "rows": rows,
        "without": [one for one in rows if not one.classes],
        "form": form,
        "sent": sent,
        "end": EndForm(initial={"until": today()}),
        "year": year,
        "may_mark": request.actor.may_anywhere(Permission.CENTRE_KEEP),
        "keeps": {one.spell.pk for one in rows if request.actor.may(Permission.CENTRE_KEEP, at=one.spell)},
    }
    return render(request, "learning/difficulthamlet_list.html", values, status=status)
