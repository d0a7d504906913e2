"""The register of households, and one household."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.people import actions, queries
from hoctap.people.forms import HouseholdForm, LeaveForm, NewHouseholdForm
from hoctap.people.member_queries import people_of
from hoctap.people.models import Household
from hoctap.people.registry import household_sections

"""One household, and lists from files. The lists of the register: `people/register_views.py`."""


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def household_detail(request: Request, pk: UUID) -> HttpResponse:
    household = _visible(request, pk)
    links = [link for section in household_sections for link in section(household, request.actor)]
    values = {
        "household": household,
        "people": people_of(household),
        "came_from": _readable(request, household.came_from),
        "joined_into": _readable(request, household.joined_into),
        "split_off": list(
            Household.objects.visible_to(request.actor).filter(came_from=household).select_related("head")
        ),
        "links": links,
        "residences": list(household.residences.select_related("hamlet__parent").order_by("from_year")),
        "still_here": household.still_here.filter(member__isnull=True).first(),
        "may_edit": request.actor.may(Permission.HOUSEHOLD_EDIT, at=household),
        "may_request": request.actor.may(Permission.SUBJECT_REQUEST, at=household),
    }
    return render(request, "people/household_detail.html", values)


def _readable(request: Request, other: Household | None) -> Household | None:
    """A household that this one came from or went into, where its own officers say so."""
    return other if other and request.actor.may(Permission.HOUSEHOLD_READ, at=other) else None


def _visible(request: Request, pk: UUID) -> Household:
    visible = Household.objects.visible_to(request.actor).select_related(
        "head",
        "hamlet__parent",
        "came_from__head",
        "came_from__hamlet",
        "joined_into__head",
        "joined_into__hamlet",
    )
    return get_object_or_404(visible, pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def household_new(request: Request) -> HttpResponse:
    hamlets = [
        one
        for one in queries.hamlets_to_read(request.actor)
        if one.is_current and request.actor.may(Permission.HOUSEHOLD_EDIT, at=one)
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
@requires(Permission.HOUSEHOLD_EDIT)
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
@requires(Permission.HOUSEHOLD_EDIT)
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
