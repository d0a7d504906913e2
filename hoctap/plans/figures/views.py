"""Screens of a target's dated figures and of what is handed down to places."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Level, Place
from hoctap.plans import actions as plan_actions
from hoctap.plans.changes.queries import places_due
from hoctap.plans.figures import actions
from hoctap.plans.figures.forms import FigureForm, SharesForm
from hoctap.plans.figures.models import PlanFigure
from hoctap.plans.indicators import indicators
from hoctap.plans.models import Plan, Target


@require_http_methods(["GET", "POST"])
@requires(Permission.TASK_REPORT)
@once
def figure_list(request: Request, pk: UUID) -> HttpResponse:
    """Số liệu có ngày và nguồn của một chỉ tiêu; the POST writes one down"""
    target = _target(request, pk)
    indicator = indicators.get(target.measure)
    if indicator is None:
        raise Http404
    places = _places(request, target.plan)
    form = FigureForm(
        posted(request),
        target=target,
        indicator=indicator,
        places=places,
        initial={"as_of": today()},
    )

    def act(typed: dict[str, Any]) -> None:
        actions.record_figure(typed["place"], indicator.code, form.details(), by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi số liệu.")
        return redirect("figure_list", target.pk)
    rows = PlanFigure.objects.visible_to(request.actor).filter(measure=target.measure, year=target.year)
    rows = rows.filter(place__path__overlap=[target.plan.place_id]).select_related("place")
    values = {
        "target": target,
        "plan": target.plan,
        "indicator": indicator,
        "rows": rows.order_by("-as_of", "-id")[:100],
        "may_add": bool(places),
    }
    return form_page(request, "plans/figure_list.html", form, **values)


def _places(request: Request, plan: Plan) -> list[Place]:
    """Of which the actor may tell a figure: the plan's place and the communes below."""
    rows = Place.objects.within([plan.place_id]).reached_by(request.actor, Permission.TASK_REPORT)
    rows = rows.exclude(level__in=[Level.HAMLET, Level.GROUP])
    return sorted(rows, key=lambda place: (len(place.path), place.sort_key))[:400]


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_EDIT)
@once
def target_shares(request: Request, pk: UUID) -> HttpResponse:
    """Giao chỉ tiêu cho từng nơi"""
    target = _target(request, pk)
    request.actor.must(Permission.PLAN_EDIT, at=target)
    form = SharesForm(posted(request), target=target, places=places_due(target.plan))
    if carried_out(form, lambda typed: plan_actions.hand_down(target, form.shares(), by=request.actor)):
        messages.success(request, "Đã giao chỉ tiêu.")
        return redirect("plan_detail", target.plan_id)
    return form_page(request, "plans/target_shares.html", form, target=target, plan=target.plan)


def _target(request: Request, pk: UUID) -> Target:
    visible = Target.objects.filter(plan__in=Plan.objects.visible_to(request.actor))
    return get_object_or_404(visible.select_related("plan__place").prefetch_related("shares"), pk=pk)
