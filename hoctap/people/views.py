"""The register of households, and one household."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import actions, queries
from hoctap.people.forms import HouseholdForm, LeaveForm, NewHouseholdForm, RegisterFilterForm
from hoctap.people.models import Household
from hoctap.people.registry import household_sections

PAGE = 50


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def household_list(request: Request) -> HttpResponse:
    hamlets = queries.hamlets_to_read(request.actor)
    form = RegisterFilterForm(request.GET or {"year": today().year}, hamlets=hamlets)
    form.is_valid()
    hamlet = form.cleaned_data.get("hamlet")
    chosen = queries.RegisterFilter(
        year=form.cleaned_data.get("year") or today().year,
        hamlet=UUID(hamlet) if hamlet else None,
        search=form.cleaned_data.get("q", ""),
    )
    page = Paginator(queries.register(request.actor, chosen), PAGE).get_page(request.GET.get("page"))
    values = {
        "form": form,
        "page": page,
        "year": chosen.year,
        "hamlets": hamlets,
        "is_filtered": bool(chosen.search or chosen.hamlet),
        "several_communes": len({one.parent_id for one in hamlets}) > 1,
        "may_import": request.actor.may_anywhere(Permission.HOUSEHOLD_IMPORT),
        "may_edit_places": request.actor.may_anywhere(Permission.PLACE_EDIT),
    }
    return render(request, "people/household_list.html", values)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def household_detail(request: Request, pk: UUID) -> HttpResponse:
    household = _visible(request, pk)
    links = [link for section in household_sections for link in section(household, request.actor)]
    values = {
        "household": household,
        "members": household.members.select_related("person").order_by("-is_head", "joined_year", "id"),
        "links": links,
        "may_edit": request.actor.may(Permission.HOUSEHOLD_IMPORT, at=household),
    }
    return render(request, "people/household_detail.html", values)


def _visible(request: Request, pk: UUID) -> Household:
    visible = Household.objects.visible_to(request.actor).select_related("head", "hamlet__parent")
    return get_object_or_404(visible, pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def household_new(request: Request) -> HttpResponse:
    hamlets = [
        one
        for one in queries.hamlets_to_read(request.actor)
        if request.actor.may(Permission.HOUSEHOLD_IMPORT, at=one)
    ]
    form = NewHouseholdForm(
        posted(request), hamlets=hamlets, initial={"hamlet": request.GET.get("hamlet", "")}
    )
    if form.is_bound and form.is_valid():
        typed = dict(form.cleaned_data)
        hamlet = next(one for one in hamlets if str(one.pk) == typed.pop("hamlet"))
        try:
            household = actions.add_household(hamlet, by=request.actor, **typed)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã thêm hộ {household.head.full_name} vào sổ của {hamlet.full_name}.")
            return redirect("household_detail", pk=household.pk)
    return render(request, "people/household_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def household_edit(request: Request, pk: UUID) -> HttpResponse:
    household = _visible(request, pk)
    of_head = {name: getattr(household.head, name) for name in ("full_name", "birth_year", "sex", "phone")}
    of_household = {
        name: getattr(household, name) for name in ("number", "group_name", "address", "members_count")
    }
    form = HouseholdForm(posted(request), initial=of_head | of_household)
    if form.is_bound and form.is_valid():
        try:
            actions.edit_household(household, by=request.actor, **form.cleaned_data)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("household_detail", pk=household.pk)
    values = {"form": form, "household": household}
    return render(request, "people/household_edit.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_IMPORT)
def household_leave(request: Request, pk: UUID) -> HttpResponse:
    household = _visible(request, pk)
    form = LeaveForm(posted(request), initial={"left_year": today().year})
    if form.is_bound and form.is_valid():
        try:
            actions.end_household(household, by=request.actor, **form.cleaned_data)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã ghi hộ {household.head.full_name} rời đi.")
            return redirect("household_detail", pk=household.pk)
    values = {"form": form, "household": household}
    return render(request, "people/household_leave.html", values, status=422 if form.errors else 200)
