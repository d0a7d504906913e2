"""Screens of the register, of what is required, of checks with their photos, of what was put in."""

from typing import Any
from urllib.parse import urlencode
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
from hoctap.centres.facilities.equipment import actions, queries
from hoctap.centres.facilities.equipment.forms import (
    CheckForm,
    EquipmentForm,
    MaintenanceForm,
    PhotoForm,
    StandardForm,
    SupportForm,
)
from hoctap.centres.facilities.equipment.models import (
    CheckPhoto,
    Equipment,
    EquipmentCheck,
    EquipmentStandard,
    FundSource,
    SupportLine,
)
from hoctap.centres.facilities.forms import WhyForm
from hoctap.centres.models import Centre
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.views import asked

PAGE = 40


@require_GET
@requires(Permission.CENTRE_READ)
def equipment_list(request: Request) -> HttpResponse:
    """Thiết bị: sổ của trung tâm, còn thiếu gì so với danh mục"""
    centre = asked_centre(request)
    place = None if centre else asking.place(request)
    dropped = request.GET.get("show") == "all"
    rows = queries.register_of(request.actor, centre=centre, place=place, dropped=dropped)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {
        "centre": centre,
        "page": page,
        "rows": queries.with_loans(list(page)),
        "place": place,
        "sums": queries.sums_by_source(queries.register_of(request.actor, centre=centre, place=place)),
        "gap": queries.gaps_of([centre], today()).get(centre.pk) if centre else None,
        "last_check": queries.last_check(centre) if centre else None,
        "dropped": dropped,
        "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP),
        "may_check": centre is not None and request.actor.may(Permission.CENTRE_KEEP, at=centre),
    }
    return render(request, "centres/equipment_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def equipment_new(request: Request) -> HttpResponse:
    """Ghi thiết bị vào sổ"""
    initial = {name: asked_id(request.GET.get(name, "")) for name in ("centre", "venue")}
    form = EquipmentForm(posted(request), actor=request.actor, initial=initial)
    made: list[Equipment] = []

    def act(typed: dict[str, Any]) -> None:
        centre, venue = typed["centre"], typed["venue"]
        made.append(actions.add_equipment(form.details(), centre=centre, venue=venue, by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi vào sổ thiết bị.")
        return redirect("equipment_detail", pk=made[0].pk)
    return form_page(request, "centres/equipment_new.html", form)


@require_GET
@requires(Permission.CENTRE_READ)
def equipment_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một dòng thiết bị: hiện trạng, bảo trì, cho mượn"""
    return _page(request, _equipment(request, pk))


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def equipment_edit(request: Request, pk: UUID) -> HttpResponse:
    """Sửa một dòng thiết bị"""
    row = _kept(request, pk)
    form = EquipmentForm(posted(request), actor=request.actor, equipment=row)

    def act(typed: dict[str, Any]) -> None:
        actions.change_equipment(row, form.details(), venue=typed["venue"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã lưu.")
        return redirect("equipment_detail", pk=row.pk)
    return form_page(
        request, "centres/equipment_edit.html", form, row=row, where=where(request, place=row.place)
    )


@require_POST
@requires(Permission.CENTRE_KEEP)
def equipment_drop(request: Request, pk: UUID) -> HttpResponse:
    row = _kept(request, pk)
    form = WhyForm(request.POST)
    if carried_out(form, lambda typed: actions.drop_equipment(row, why=typed["why"], by=request.actor)):
        messages.success(request, "Đã thôi theo dõi thiết bị này.")
        return redirect("equipment_detail", pk=row.pk)
    return _page(request, row, sent=form)


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def equipment_maintain(request: Request, pk: UUID) -> HttpResponse:
    row = _kept(request, pk)
    form = MaintenanceForm(request.POST)

    def act(typed: dict[str, Any]) -> None:
        actions.maintain(row, **{**typed, "restored": typed["restored"] or 0}, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi sổ bảo trì.")
        return redirect("equipment_detail", pk=row.pk)
    return _page(request, row, sent=form)


@require_GET
@requires(Permission.CENTRE_READ)
def standard_list(request: Request) -> HttpResponse:
    """Danh mục cần có: từng thời kỳ, mẫu đi kèm và của địa phương"""
    rows = EquipmentStandard.objects.visible_to(request.actor).select_related("place")
    page = Paginator(
        rows.prefetch_related("lines__kind").order_by("subject", "-valid_from", "id"), PAGE
    ).get_page(request.GET.get("page"))
    values = {"page": page, "may_add": request.actor.may_anywhere(Permission.CENTRE_KEEP)}
    return render(request, "centres/standard_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def standard_new(request: Request) -> HttpResponse:
    """Ghi danh mục của địa phương"""
    form = StandardForm(posted(request), actor=request.actor, initial={"valid_from": today()})

    def act(typed: dict[str, Any]) -> None:
        actions.publish_standard(typed.pop("place"), **typed, by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã ghi danh mục cần có.")
        return redirect("standard_list")
    return form_page(request, "centres/standard_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def check_new(request: Request, pk: UUID) -> HttpResponse:
    """Kiểm kê: đếm từng dòng trong sổ của trung tâm"""
    visible = Centre.objects.visible_to(request.actor).select_related("organisation__place")
    centre = get_object_or_404(visible, pk=pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=centre):
        raise Http404
    rows = queries.standing_of(centre)
    initial = {"checked_on": today(), "taken_by": request.actor.described[:200]}
    form = CheckForm(posted(request), rows=rows, initial=initial)
    made: list[EquipmentCheck] = []

    def act(typed: dict[str, Any]) -> None:
        told = {name: typed[name] for name in ("checked_on", "taken_by", "note")}
        made.append(actions.record_check(centre, form.counted(), **told, by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi kiểm kê. In biên bản để ký, thêm ảnh hiện trạng nếu có.")
        return redirect("check_detail", pk=made[0].pk)
    return form_page(
        request,
        "centres/check_new.html",
        form,
        centre=centre,
        lent=queries.lent_of(rows),
        last_check=queries.last_check(centre),
        where=where(request, place=centre.place),
    )


@require_GET
@requires(Permission.CENTRE_READ)
def check_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lần kiểm kê: kết quả, biên bản, ảnh"""
    return _check_page(request, _check(request, pk))


@require_POST
@requires(Permission.CENTRE_KEEP)
@once
def check_photo(request: Request, pk: UUID) -> HttpResponse:
    check = _check(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=check):
        raise Http404
    form = PhotoForm(request.POST, request.FILES)

    def act(typed: dict[str, Any]) -> None:
        actions.add_check_photo(check, form.content(), what=typed["what"], by=request.actor)

    if carried_out(form, act):
        messages.success(request, "Đã thêm ảnh.")
        return redirect("check_detail", pk=check.pk)
    return _check_page(request, check, sent=form)


@require_GET
@requires(Permission.CENTRE_READ)
def checkphoto_file(request: Request, pk: UUID) -> HttpResponse:
    """The photo, shown in the browser and kept by nobody on the way."""
    checks = EquipmentCheck.objects.visible_to(request.actor)
    photo = get_object_or_404(CheckPhoto.objects.filter(taken_at__in=checks), pk=pk)
    try:
        content = files.read(photo.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"kiem-ke-{photo.pk}{files.SUFFIX.get(photo.media_type, '')}"
    return download(content, photo.media_type, name, inline=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def support_list(request: Request) -> HttpResponse:
    """Đầu tư, hỗ trợ cho trung tâm trong năm, theo loại và nguồn; the POST adds a line"""
    centre = asked_centre(request)
    keeps = request.actor.may_anywhere(Permission.CENTRE_KEEP)
    if request.method == "POST" and not keeps:
        raise Http404
    form = SupportForm(posted(request), actor=request.actor, centre=centre)
    made: list[SupportLine] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.record_support(typed.pop("centre"), **typed, by=request.actor))

    if carried_out(form, act):
        messages.success(request, "Đã ghi khoản hỗ trợ, đầu tư.")
        return redirect("support_detail", pk=made[0].pk)
    year, source = asked.year(request), request.GET.get("source", "")
    place = None if centre else asking.place(request)
    source = source if source in FundSource else ""
    within = asking.span(request)
    rows = queries.support_of(
        request.actor, centre=centre, year=year, place=place, source=source, within=within
    )
    sums = queries.support_sums(rows)
    chosen = {"centre": centre.pk if centre else "", "place": place.pk if place else "", "source": source}
    return form_page(
        request,
        "centres/support_list.html",
        form,
        centre=centre,
        year=year,
        place=place,
        within=within,
        source=FundSource(source).label if source else "",
        chosen=urlencode({name: value for name, value in chosen.items() if value}),
        keeps=keeps,
        page=Paginator(rows, PAGE).get_page(request.GET.get("page")),
        sums=sums,
        groups=[("Theo loại", "Loại", sums.by_kind), ("Theo nguồn", "Nguồn", sums.by_source)],
    )


@require_GET
@requires(Permission.CENTRE_READ)
def support_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một khoản hỗ trợ, đầu tư"""
    return _support_page(request, _support(request, pk))


@require_POST
@requires(Permission.CENTRE_KEEP)
def support_void(request: Request, pk: UUID) -> HttpResponse:
    row = _support(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=row):
        raise Http404
    form = WhyForm(request.POST)
    if carried_out(form, lambda typed: actions.void_support(row, why=typed["why"], by=request.actor)):
        messages.success(request, "Đã bỏ khoản này khỏi tổng.")
        return redirect("support_detail", pk=row.pk)
    return _support_page(request, row, sent=form)


def _page(request: Request, row: Equipment, *, sent: forms.Form | None = None) -> HttpResponse:
    keeps = request.actor.may(Permission.CENTRE_KEEP, at=row) and row.dropped_on is None
    values = {
        "row": row,
        "lent": queries.lent_of([row]).get(row.pk, 0),
        "maintenance": row.maintenance.all()[:50],
        "loans": row.loans.all()[:50],
        "keeps": keeps,
        "maintain_form": sent
        if isinstance(sent, MaintenanceForm)
        else MaintenanceForm(initial={"done_on": today()}),
        "drop_form": sent if isinstance(sent, WhyForm) else WhyForm(),
        "sent": sent,
        "where": where(request, place=row.place),
    }
    return render(request, "centres/equipment_detail.html", values, status=422 if sent is not None else 200)


def _check_page(request: Request, check: EquipmentCheck, *, sent: PhotoForm | None = None) -> HttpResponse:
    values = {
        "check": check,
        "lines": check.lines.select_related("equipment__kind"),
        "photos": check.photos.all(),
        "version": check.paper.versions.order_by("-version").first(),
        "may_add": request.actor.may(Permission.CENTRE_KEEP, at=check),
        "may_read_paper": request.actor.may(Permission.PAPER_READ, at=check),
        "form": sent or PhotoForm(),
        "sent": sent,
        "where": where(request, place=check.centre.place, year=check.checked_on.year),
    }
    return render(request, "centres/check_detail.html", values, status=422 if sent is not None else 200)


def _support_page(request: Request, row: SupportLine, *, sent: WhyForm | None = None) -> HttpResponse:
    values = {
        "row": row,
        "may_void": row.voided_at is None and request.actor.may(Permission.CENTRE_KEEP, at=row),
        "form": sent or WhyForm(),
        "sent": sent,
        "where": where(request, place=row.centre.place, year=row.on.year),
    }
    return render(request, "centres/support_detail.html", values, status=422 if sent is not None else 200)


def _equipment(request: Request, pk: UUID) -> Equipment:
    rows = Equipment.objects.visible_to(request.actor)
    return get_object_or_404(
        rows.select_related("kind", "centre__organisation__place", "venue__place"), pk=pk
    )


def _kept(request: Request, pk: UUID) -> Equipment:
    row = _equipment(request, pk)
    if not request.actor.may(Permission.CENTRE_KEEP, at=row):
        raise Http404
    return row


def _check(request: Request, pk: UUID) -> EquipmentCheck:
    rows = EquipmentCheck.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("centre__organisation__place", "paper"), pk=pk)


def _support(request: Request, pk: UUID) -> SupportLine:
    rows = SupportLine.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("centre__organisation__place", "equipment__kind"), pk=pk)
