"""Households that move to another hamlet, and those not assessed in a year."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import actions, stay_queries
from hoctap.people.models import Household
from hoctap.people.stay_forms import (
    MoveFilterForm,
    MoveForm,
    NotAssessedFilterForm,
    OneNotAssessedForm,
    TickedNotAssessedForm,
)
from hoctap.places.models import Place


def _hamlet(request: Request) -> tuple[Place | None, list[Place]]:
    """`?hamlet=`, else the first; with all there are to choose from."""
    hamlets = stay_queries.hamlets_to_keep(request.actor)
    asked = request.GET.get("hamlet")
    if not asked:
        return (hamlets[0] if hamlets else None), hamlets
    chosen = next((one for one in hamlets if str(one.pk) == asked), None)
    if chosen is None:
        raise Http404
    return chosen, hamlets


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else today().year


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
@once
def residents_move(request: Request) -> HttpResponse:
    hamlet, hamlets = _hamlet(request)
    if hamlet is None:
        return render(request, "people/residents_move.html", {"hamlet": None})
    everyone = stay_queries.living_in(hamlet)
    group = request.GET.get("group", "")
    shown = [one for one in everyone if not group or one.group_name == group]
    others = [
        one for one in hamlets if one.parent_id == hamlet.parent_id and one.is_current and one != hamlet
    ]
    form = MoveForm(posted(request), households=shown, others=others)
    if form.is_bound and form.is_valid():
        to = next(one for one in others if str(one.pk) == form.cleaned_data["to"])
        try:
            moved = actions.move_households(
                form.chosen, hamlet, to, year=form.cleaned_data["year"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã chuyển {moved} hộ từ {hamlet.full_name} sang {to.full_name}.")
            return redirect(f"{reverse('residents_move')}?hamlet={hamlet.pk}")
    values = {
        "hamlet": hamlet,
        "filter": MoveFilterForm(
            {"hamlet": str(hamlet.pk), "group": group},
            hamlets=hamlets,
            groups=stay_queries.groups_written(everyone),
        ),
        "form": form,
        "shown": shown,
        "rows": [stay_queries.StayRow(one) for one in shown],
        "total": len(everyone),
        "group": group,
    }
    return render(request, "people/residents_move.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def not_assessed_list(request: Request) -> HttpResponse:
    hamlet, hamlets = _hamlet(request)
    if hamlet is None:
        return render(request, "people/not_assessed_list.html", {"hamlet": None})
    year = _year(request)
    rows = stay_queries.counted_with_reasons(hamlet, year)
    households = [row.household for row in rows]
    clears = request.POST.get("do") == "clear"
    data = posted(request)
    if clears and data is not None:
        data = data.copy()
        data.setdefault("reason", "works_away")
    form = TickedNotAssessedForm(data, households=households)
    if form.is_bound and form.is_valid():
        try:
            if clears:
                done = actions.clear_not_assessed(form.chosen, year, by=request.actor)
                words = f"Đã bỏ ghi chưa xét của {done} hộ."
            else:
                typed = form.cleaned_data
                done = actions.set_not_assessed(
                    form.chosen, year, typed["reason"], note=typed["note"], by=request.actor
                )
                words = f"Đã ghi lý do chưa xét của {done} hộ."
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, words)
            return redirect(f"{reverse('not_assessed_list')}?hamlet={hamlet.pk}&year={year}")
    values = {
        "hamlet": hamlet,
        "filter": NotAssessedFilterForm({"hamlet": str(hamlet.pk), "year": year}, hamlets=hamlets),
        "year": year,
        "form": form,
        "rows": rows,
        "written": sum(1 for row in rows if row.written),
    }
    return render(request, "people/not_assessed_list.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def household_not_assessed(request: Request, pk: UUID) -> HttpResponse:
    visible = Household.objects.visible_to(request.actor).select_related("head", "hamlet__parent")
    household = get_object_or_404(visible, pk=pk)
    form = OneNotAssessedForm(posted(request), initial={"year": today().year})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_not_assessed(
                [household], typed["year"], typed["reason"], note=typed["note"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi lý do chưa xét năm {typed['year']}.")
            return redirect("household_detail", pk=household.pk)
    written = household.not_assessed.order_by("-year")
    values = {"form": form, "household": household, "written": written}
    return render(request, "people/household_not_assessed.html", values, status=422 if form.errors else 200)
