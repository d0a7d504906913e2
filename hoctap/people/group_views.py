"""Clans and units of work: their lists, one of each, their figures; what a person works as."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people import actions, group_queries, member_queries
from hoctap.people.group_forms import (
    EditClanForm,
    EditUnitForm,
    NewClanForm,
    NewUnitForm,
    ShareForm,
    StaffCountForm,
    UnitMemberForm,
    WorkForm,
)
from hoctap.people.models import Clan, Person, UnitMembership, WorkUnit
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.queries import communes_for

PAGE = 50


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def clan_list(request: Request) -> HttpResponse:
    year = _year(request)
    page = Paginator(group_queries.clans(request.actor, year), PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "year": year, "may_edit": request.actor.may_anywhere(Permission.HOUSEHOLD_EDIT)}
    return render(request, "people/clan_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def clan_new(request: Request) -> HttpResponse:
    form = NewClanForm(posted(request), communes=_communes(request))
    made: list[Clan] = []
    if carried_out(
        form, lambda typed: made.append(actions.add_clan(typed.pop("place"), by=request.actor, **typed))
    ):
        messages.success(request, "Đã thêm dòng họ.")
        return redirect("clan_detail", pk=made[0].pk)
    return form_page(request, "people/clan_new.html", form)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def clan_detail(request: Request, pk: UUID) -> HttpResponse:
    return _show_clan(request, _clan(request, pk), None)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def clan_edit(request: Request, pk: UUID) -> HttpResponse:
    clan = _clan(request, pk)
    names = ("name", "representative_name", "founded", "from_year", "to_year")
    form = EditClanForm(posted(request), initial={name: getattr(clan, name) for name in names})
    if carried_out(form, lambda typed: actions.edit_clan(clan, by=request.actor, **typed)):
        messages.success(request, "Đã lưu.")
        return redirect("clan_detail", pk=pk)
    return form_page(request, "people/clan_edit.html", form, clan=clan)


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def clan_share(request: Request, pk: UUID) -> HttpResponse:
    clan = _clan(request, pk)
    form = ShareForm(request.POST, hamlets=member_queries.hamlets_to_edit(request.actor))

    def record(typed: dict[str, Any]) -> None:
        actions.record_clan_share(clan, typed.pop("hamlet"), by=request.actor, **typed)

    if carried_out(form, record):
        messages.success(request, "Đã ghi số liệu.")
        return redirect("clan_detail", pk=pk)
    return _show_clan(request, clan, form)


def _show_clan(request: Request, clan: Clan, form: ShareForm | None) -> HttpResponse:
    may_edit = request.actor.may(Permission.HOUSEHOLD_EDIT, at=clan)
    if form is None and may_edit:
        form = ShareForm(hamlets=member_queries.hamlets_to_edit(request.actor), initial={"as_of": today()})
    values = {
        "clan": clan,
        "shares": list(clan.shares.select_related("hamlet__parent").order_by("-as_of", "hamlet__sort_key")),
        "form": form,
        "may_edit": may_edit,
    }
    return render(request, "people/clan_detail.html", values, status=422 if form and form.errors else 200)


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def unit_list(request: Request) -> HttpResponse:
    year = _year(request)
    page = Paginator(group_queries.units(request.actor, year), PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "year": year, "may_edit": request.actor.may_anywhere(Permission.HOUSEHOLD_EDIT)}
    return render(request, "people/unit_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def unit_new(request: Request) -> HttpResponse:
    form = NewUnitForm(posted(request), communes=_communes(request))
    made: list[WorkUnit] = []
    if carried_out(
        form, lambda typed: made.append(actions.add_unit(typed.pop("place"), by=request.actor, **typed))
    ):
        messages.success(request, "Đã thêm đơn vị.")
        return redirect("unit_detail", pk=made[0].pk)
    return form_page(request, "people/unit_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_READ)
def unit_detail(request: Request, pk: UUID) -> HttpResponse:
    """The POST adds one of the persons found."""
    unit = _unit(request, pk)
    words = request.GET.get("q", "")[:60]
    found = member_queries.persons_to_choose(request.actor, words)
    form = UnitMemberForm(posted(request), found=found)

    def add(typed: dict[str, Any]) -> None:
        actions.add_unit_member(unit, form.persons[typed.pop("person")], by=request.actor, **typed)

    if carried_out(form, add):
        messages.success(request, "Đã thêm người vào đơn vị.")
        return redirect("unit_detail", pk=pk)
    return _show_unit(request, unit, member_form=form, words=words)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def unit_edit(request: Request, pk: UUID) -> HttpResponse:
    unit = _unit(request, pk)
    names = ("name", "kind", "from_year", "to_year")
    form = EditUnitForm(posted(request), initial={name: getattr(unit, name) for name in names})
    if carried_out(form, lambda typed: actions.edit_unit(unit, by=request.actor, **typed)):
        messages.success(request, "Đã lưu.")
        return redirect("unit_detail", pk=pk)
    return form_page(request, "people/unit_edit.html", form, unit=unit)


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
@once
def unit_count(request: Request, pk: UUID) -> HttpResponse:
    unit = _unit(request, pk)
    form = StaffCountForm(request.POST)
    if carried_out(form, lambda typed: actions.record_staff_count(unit, by=request.actor, **typed)):
        messages.success(request, "Đã ghi số liệu.")
        return redirect("unit_detail", pk=pk)
    return _show_unit(request, unit, count_form=form)


@require_POST
@requires(Permission.HOUSEHOLD_EDIT)
def unit_member_end(request: Request, pk: UUID) -> HttpResponse:
    """From this year on the person works there no more."""
    visible = WorkUnit.objects.visible_to(request.actor)
    member = get_object_or_404(UnitMembership.objects.select_related("unit__place"), pk=pk, unit__in=visible)
    actions.end_unit_member(member, to_year=today().year, by=request.actor)
    messages.success(request, "Đã ghi thôi làm ở đơn vị từ năm nay.")
    return redirect("unit_detail", pk=member.unit_id)


def _show_unit(
    request: Request,
    unit: WorkUnit,
    *,
    member_form: UnitMemberForm | None = None,
    count_form: StaffCountForm | None = None,
    words: str = "",
) -> HttpResponse:
    member_form = member_form or UnitMemberForm(found=[])
    wrong = bool(member_form.errors) or bool(count_form and count_form.errors)
    values = {
        "unit": unit,
        "members": list(unit.memberships.select_related("person").order_by("to_year", "person__sort_key")),
        "counts": list(unit.staff_counts.all()),
        "member_form": member_form,
        "count_form": count_form or StaffCountForm(),
        "words": words,
        "may_edit": request.actor.may(Permission.HOUSEHOLD_EDIT, at=unit),
    }
    return render(request, "people/unit_detail.html", values, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def work_new(request: Request, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.actor).standing(), pk=pk)
    form = WorkForm(posted(request))
    if carried_out(form, lambda typed: actions.set_work(person, by=request.actor, **typed)):
        messages.success(request, "Đã ghi việc làm.")
        return redirect("person_detail", pk=pk)
    return form_page(request, "people/work_new.html", form, person=person)


def _communes(request: Request) -> list[Place]:
    return [
        one
        for one in communes_for(request.actor, Permission.HOUSEHOLD_EDIT)
        if request.actor.may(Permission.HOUSEHOLD_EDIT, at=one)
    ]


def _clan(request: Request, pk: UUID) -> Clan:
    visible = Clan.objects.visible_to(request.actor).select_related("place", "representative")
    return get_object_or_404(visible, pk=pk)


def _unit(request: Request, pk: UUID) -> WorkUnit:
    return get_object_or_404(WorkUnit.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _year(request: Request) -> int:
    typed = request.GET.get("year", "")
    return (
        int(typed) if typed.isascii() and typed.isdigit() and 1900 <= int(typed[:5]) <= 2100 else today().year
    )
