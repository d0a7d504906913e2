"""Screens of venues, their network and upgrades."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.facilities.choosing import asked_centre, asked_id
from hoctap.centres.facilities.equipment import queries as equipment
from hoctap.centres.facilities.venues import actions, queries
from hoctap.centres.facilities.venues.forms import (
    AdviceForm,
    EndForm,
    FinishForm,
    NetworkForm,
    ShareForm,
    UpgradeDecisionForm,
    UpgradeForm,
    VenueFilter,
    VenueForm,
)
from hoctap.centres.facilities.venues.models import UpgradeState
from hoctap.centres.models import Upgrade, Venue, VenueShare
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def venue_list(request: Request) -> HttpResponse:
    """Cơ sở: nơi tổ chức được hoạt động, theo ấp và loại"""
    centre = asked_centre(request)
    place = None if centre else asking.place(request)
    form = VenueFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.listed(
        request.actor,
        centre=centre,
        place=place,
        kind=asked.get("kind", ""),
        ownership=asked.get("ownership", ""),
        ended=asked.get("ended", False),
    )
    values = {
        "centre": centre,
        "place": place,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "centres/venue_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def venue_new(request: Request) -> HttpResponse:
    """Thêm một cơ sở"""
    form = VenueForm(posted(request), actor=request.actor)
    made: list[Venue] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(
            actions.add_venue(typed["place"], form.details(), centre=typed["centre"], by=request.actor)
        )

    if carried_out(form, act):
        messages.success(request, f"Đã thêm {made[0].name}.")
        return redirect("venue_detail", pk=made[0].pk)
    return form_page(request, "centres/venue_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def venue_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một cơ sở: hiện trạng, ai dùng chung, lịch sắp tới, thiết bị"""
    return _page(request, _venue(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def venue_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một cơ sở"""
    venue = _kept(request, pk)
    form = VenueForm(posted(request), actor=request.actor, venue=venue)

    def act(typed: dict[str, Any]) -> None:
        actions.change_venue(venue, form.details(), centre=typed["centre"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("venue_detail", pk=venue.pk)
    return form_page(
        request, "centres/venue_edit.html", form, venue=venue, where=where(request, place=venue.place)
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def venue_end(request: Request, pk: UUID) -> HttpResponse:
    venue = _kept(request, pk)
    form = EndForm(request.POST)
    if carried_out(form, lambda typed: actions.end_venue(venue, by=request.actor, **typed)):
        messages.success(request, f"Đã ghi {venue.name} thôi dùng.")
        return redirect("venue_detail", pk=venue.pk)
    return _page(request, venue, sent=form)


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def venue_share(request: Request, pk: UUID) -> HttpResponse:
    venue = _kept(request, pk)
    form = ShareForm(request.POST, actor=request.actor, venue=venue)

    def act(typed: dict[str, Any]) -> None:
        actions.share_venue(venue, typed.pop("centre"), **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi thỏa thuận dùng chung.")
        return redirect("venue_detail", pk=venue.pk)
    return _page(request, venue, sent=form)


@require_POST
@requires(Permission.CENTRE_KEEP)
def venueshare_end(request: Request, pk: UUID) -> HttpResponse:
    share = get_object_or_404(
        VenueShare.objects.visible_to(request.actor).select_related("venue__place"), pk=pk
    )
    if not request.actor.may(Permission.CENTRE_KEEP, at=share):
        raise Http404
    actions.end_share(share, by=request.actor)
    messages.success(request, "Đã kết thúc thỏa thuận dùng chung.")
    return redirect("venue_detail", pk=share.venue_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def network_list(request: Request) -> HttpResponse:
    """Mạng lưới thiết chế: theo quy hoạch và hiện có; the POST records what a plan wants"""
    keeps = request.actor.may_anywhere(Permission.CENTRE_KEEP)
    if request.method == "POST" and not keeps:
        raise Http404
    form = NetworkForm(posted(request), actor=request.actor)

    def act(typed: dict[str, Any]) -> None:
        actions.plan_network(typed.pop("place"), **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi quy hoạch.")
        return redirect("network_list")
    network = queries.network_of(request.actor)
    page = Paginator(network.places, PAGE).get_page(request.GET.get("page"))
    return form_page(request, "centres/network_list.html", form, kinds=network.kinds, page=page, keeps=keeps)


@require_GET
@requires(Permission.CENTRE_READ)
def upgrade_list(request: Request) -> HttpResponse:
    """Đề nghị mua sắm, sửa chữa, nâng cấp"""
    centre = asked_centre(request)
    show = "all" if request.GET.get("state") == "all" else "open"
    rows = queries.upgrades_for(request.actor, centre=centre, show=show)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "centre": centre,
        "page": page,
        "show": show,
        "rows": [(row, queries.UPGRADE_TONES[UpgradeState(row.state)]) for row in page],
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
    }
    return render(request, "centres/upgrade_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def upgrade_new(request: Request) -> HttpResponse:
    """Gửi đề nghị"""
    initial = {name: asked_id(request.GET.get(name, "")) for name in ("centre", "venue")}
    form = UpgradeForm(posted(request), actor=request.actor, initial=initial)
    made: list[Upgrade] = []
    if carried_out(form, lambda typed: made.append(actions.ask_upgrade(**typed, by=request.actor))):
        messages.success(request, "Đã gửi đề nghị, chờ trả lời.")
        return redirect("upgrade_detail", pk=made[0].pk)
    return form_page(request, "centres/upgrade_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def upgrade_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một đề nghị: trả lời, hướng dẫn, kết quả"""
    return _upgrade_page(request, _upgrade(request, pk))


@require_POST
@requires(Permission.PROGRAMME_APPROVE)
def upgrade_decide(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Upgrade, typed: dict[str, Any]) -> None:
        actions.decide_upgrade(row, agrees=typed["agrees"] == "yes", answer=typed["answer"], by=request.actor)

    return _step(request, pk, Permission.PROGRAMME_APPROVE, UpgradeDecisionForm, act, "Đã trả lời đề nghị.")


@require_POST
@requires(Permission.TASK_FOLLOW)
@once
def upgrade_advise(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Upgrade, typed: dict[str, Any]) -> None:
        actions.advise_upgrade(row, by=request.actor, **typed)

    return _step(request, pk, Permission.TASK_FOLLOW, AdviceForm, act, "Đã ghi hướng dẫn.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def upgrade_finish(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Upgrade, typed: dict[str, Any]) -> None:
        actions.finish_upgrade(row, by=request.actor, **typed)

    return _step(request, pk, Permission.CENTRE_KEEP, FinishForm, act, "Đã ghi kết quả.")


@require_POST
@requires(Permission.CENTRE_KEEP)
def upgrade_withdraw(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Upgrade, typed: dict[str, Any]) -> None:
        actions.withdraw_upgrade(row, by=request.actor)

    return _step(request, pk, Permission.CENTRE_KEEP, forms.Form, act, "Đã rút đề nghị.")


def _step(
    request: Request,
    pk: UUID,
    permission: Permission,
    kind: type[forms.Form],
    act: Callable[[Upgrade, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    row = _upgrade(request, pk)
    if not request.actor.may(permission, at=row):
        raise Http404
    form = kind(request.POST)
    if carried_out(form, lambda typed: act(row, typed)):
        messages.success(request, said)
        return redirect("upgrade_detail", pk=row.pk)
    return _upgrade_page(request, row, sent=form)


def _page(request: Request, venue: Venue, *, sent: forms.Form | None = None) -> HttpResponse:
    by = request.actor
    keeps = by.may(Permission.CENTRE_KEEP, at=venue) and venue.valid_to is None
    values = {
        "page": queries.venue_page(venue, by, day=today()),
        "gap": equipment.gap_of_venue(venue, today()),
        "venue": venue,
        "days": _days(venue),
        "keeps": keeps,
        "may_book": venue.valid_to is None and by.may(Permission.ATTENDANCE_TAKE, at=venue),
        "end_form": sent if isinstance(sent, EndForm) else EndForm(initial={"ended_on": today()}),
        "share_form": sent
        if isinstance(sent, ShareForm)
        else (ShareForm(None, actor=by, venue=venue) if keeps else None),
        "sent": sent,
        "where": where(request, place=venue.place),
    }
    return render(request, "centres/venue_detail.html", values, status=422 if sent is not None else 200)


def _days(venue: Venue) -> str:
    if len(venue.open_days) == 7:
        return "mọi ngày"
    return ", ".join("Chủ nhật" if day == 7 else f"thứ {day + 1}" for day in sorted(venue.open_days))


def _upgrade_page(request: Request, row: Upgrade, *, sent: forms.Form | None = None) -> HttpResponse:
    by = request.actor
    state = UpgradeState(row.state)
    keeps = by.may(Permission.CENTRE_KEEP, at=row)
    values = {
        "row": row,
        "tone": queries.UPGRADE_TONES[state],
        "notes": queries.notes_of(row),
        "may_decide": state == UpgradeState.SENT
        and by.may(Permission.PROGRAMME_APPROVE, at=row)
        and row.sent_by_id_of != by.user_id,
        "may_finish": keeps and state == UpgradeState.AGREED,
        "may_withdraw": keeps and state in (UpgradeState.SENT, UpgradeState.AGREED),
        "may_advise": by.may(Permission.TASK_FOLLOW, at=row),
        "decision": sent if isinstance(sent, UpgradeDecisionForm) else UpgradeDecisionForm(),
        "advice": sent if isinstance(sent, AdviceForm) else AdviceForm(),
        "finish": sent if isinstance(sent, FinishForm) else FinishForm(initial={"done_on": today()}),
        "sent": sent,
        "where": where(request, place=row.place),
    }
    return render(request, "centres/upgrade_detail.html", values, status=422 if sent is not None else 200)


def _venue(request: Request, pk: UUID) -> Venue:
    rows = Venue.objects.visible_to(request.actor).select_related("place", "centre__organisation__place")
    return get_object_or_404(rows, pk=pk)


def _kept(request: Request, pk: UUID) -> Venue:
    venue = _venue(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=venue):
        raise Http404
    return venue


def _upgrade(request: Request, pk: UUID) -> Upgrade:
    rows = Upgrade.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("place", "centre__organisation", "venue"), pk=pk)
