"""One person, and the people of a household: coming, leaving, moving, heading, dividing, joining."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.audit.once import once
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people import actions, member_queries
from hoctap.people.member_forms import (
    ChosenHouseholdForm,
    LeaveHouseholdForm,
    MoveHouseholdForm,
    MovePersonForm,
    NewHeadForm,
    NewMemberForm,
    PersonForm,
    SplitForm,
)
from hoctap.people.models import Household, HouseholdMember, Person
from hoctap.people.pages import carried_out, form_page


@require_GET
@requires(Permission.HOUSEHOLD_READ)
def person_detail(request: Request, pk: UUID) -> HttpResponse:
    merged = Person.objects.filter(pk=pk, merged_into__isnull=False).first()
    if merged is not None:
        kept = _person(request, member_queries.kept_of(merged).pk)
        return redirect("person_detail", pk=kept.pk)
    person = _person(request, pk)
    values = {
        "page": member_queries.person_page(person, request.actor),
        "person": person,
        "may_edit": request.actor.may(Permission.HOUSEHOLD_EDIT, at=person) and not person.erased_on,
        "may_request": request.actor.may(Permission.SUBJECT_REQUEST, at=person),
    }
    return render(request, "people/person_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def member_new(request: Request, pk: UUID) -> HttpResponse:
    household = _household(request, pk)
    form = NewMemberForm(posted(request))
    if carried_out(form, lambda typed: actions.add_member(household, by=request.actor, **typed)):
        messages.success(request, "Đã thêm người vào hộ.")
        return redirect("household_detail", pk=pk)
    return form_page(request, "people/member_new.html", form, household=household)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def person_edit(request: Request, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    member = _membership(person)
    initial = {name: getattr(person, name) for name in ("full_name", "birth_year", "sex", "phone")}
    form = PersonForm(
        posted(request),
        ask_relation=member is not None and not member.is_head,
        initial=initial | {"relation": member.relation if member else ""},
    )
    if carried_out(form, lambda typed: actions.edit_person(person, by=request.actor, **typed)):
        messages.success(request, "Đã lưu.")
        return redirect("person_detail", pk=pk)
    return form_page(request, "people/person_edit.html", form, person=person)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def person_move(request: Request, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    member = _membership(person)
    words = request.GET.get("q", "")[:60]
    found = member_queries.households_to_choose(
        request.actor, words, besides=member.household_id if member else None
    )
    form = MovePersonForm(posted(request), households=found)
    if carried_out(form, lambda typed: actions.move_person(person, by=request.actor, **typed)):
        messages.success(request, "Đã ghi chuyển sang hộ khác.")
        return redirect("person_detail", pk=pk)
    values = {"person": person, "member": member, "words": words, "found": found}
    return form_page(request, "people/person_move.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def person_leave(request: Request, pk: UUID) -> HttpResponse:
    person = _person(request, pk)
    member = _membership(person)
    if member is None:
        raise Http404
    others = [one for one in member_queries.people_of(member.household).here if one.person_id != person.pk]
    form = LeaveHouseholdForm(posted(request), others=others, is_head=member.is_head)
    heads = {str(one.person_id): one.person for one in others}

    def leave(typed: dict[str, object]) -> None:
        new_head = heads.get(str(typed.pop("new_head", "")))
        actions.leave_household(person, by=request.actor, new_head=new_head, **typed)  # type: ignore[arg-type]

    if carried_out(form, leave):
        messages.success(request, "Đã ghi rời hộ.")
        return redirect("person_detail", pk=pk)
    return form_page(request, "people/person_leave.html", form, person=person, member=member)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
def household_head(request: Request, pk: UUID) -> HttpResponse:
    household = _household(request, pk)
    others = [one for one in member_queries.people_of(household).here if not one.is_head]
    form = NewHeadForm(posted(request), members=others)
    persons = {str(one.person_id): one.person for one in others}

    def change(typed: dict[str, object]) -> None:
        actions.change_head(household, persons[str(typed.pop("person"))], by=request.actor, **typed)  # type: ignore[arg-type]

    if carried_out(form, change):
        messages.success(request, "Đã đổi chủ hộ. Hãy ghi lại quan hệ của những người khác với chủ hộ mới.")
        return redirect("household_detail", pk=pk)
    return form_page(request, "people/household_head.html", form, household=household, others=others)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def household_split(request: Request, pk: UUID) -> HttpResponse:
    household = _household(request, pk)
    others = [one for one in member_queries.people_of(household).here if not one.is_head]
    initial = {"group_name": household.group_name, "address": household.address}
    form = SplitForm(posted(request), members=others, initial=initial)
    made: list[Household] = []

    def split(typed: dict[str, object]) -> None:
        persons = [UUID(str(one)) for one in typed.pop("members")]  # type: ignore[attr-defined]
        head = UUID(str(typed.pop("head")))
        made.append(actions.split_household(household, persons, head, by=request.actor, **typed))  # type: ignore[arg-type]

    if carried_out(form, split):
        messages.success(request, "Đã tách hộ.")
        return redirect("household_detail", pk=made[0].pk)
    return form_page(request, "people/household_split.html", form, household=household, others=others)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def household_join(request: Request, pk: UUID) -> HttpResponse:
    household = _household(request, pk)
    words = request.GET.get("q", "")[:60]
    found = member_queries.households_to_choose(request.actor, words, besides=household.pk)
    form = ChosenHouseholdForm(posted(request), households=found)
    into: list[Household] = []

    def join(typed: dict[str, object]) -> None:
        chosen = typed["household"]
        assert isinstance(chosen, Household)
        actions.join_households(household, chosen, year=int(str(typed["year"])), by=request.actor)
        into.append(chosen)

    if carried_out(form, join):
        messages.success(request, "Đã nhập hộ.")
        return redirect("household_detail", pk=into[0].pk)
    values = {"household": household, "words": words, "found": found}
    return form_page(request, "people/household_join.html", form, **values)


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSEHOLD_EDIT)
@once
def household_move(request: Request, pk: UUID) -> HttpResponse:
    household = _household(request, pk)
    hamlets = [one for one in member_queries.hamlets_to_edit(request.actor) if one.pk != household.hamlet_id]
    form = MoveHouseholdForm(posted(request), hamlets=hamlets)
    if carried_out(form, lambda typed: actions.move_household(household, by=request.actor, **typed)):
        messages.success(request, "Đã ghi hộ chuyển ấp.")
        return redirect("household_detail", pk=pk)
    return form_page(request, "people/household_move.html", form, household=household)


def _household(request: Request, pk: UUID) -> Household:
    household = member_queries.household_visible(request.actor, pk)
    if household is None:
        raise Http404
    return household


def _person(request: Request, pk: UUID) -> Person:
    visible = Person.objects.visible_to(request.actor).standing()
    return get_object_or_404(visible, pk=pk)


def _membership(person: Person) -> HouseholdMember | None:
    return person.memberships.filter(left_year__isnull=True).select_related("household__head").first()
