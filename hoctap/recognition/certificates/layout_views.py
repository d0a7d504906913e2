"""Screens of the sheets that were printed before: where each word stands, seen at once, tried on the printer."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Level, Place
from hoctap.recognition.certificates import actions, contents, queries, typesetting
from hoctap.recognition.certificates.forms import LayoutForm, LayoutNewForm, field_rows, typed_fields
from hoctap.recognition.certificates.rules import usual_fields
from hoctap.recognition.models import CertificateLayout

ISSUE = Permission.CERTIFICATE_ISSUE


def _layout(request: Request, pk: UUID) -> CertificateLayout:
    layouts = CertificateLayout.objects.visible_to(request.actor)
    return get_object_or_404(layouts.select_related("place__parent__parent"), pk=pk)


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_layout_list(request: Request) -> HttpResponse:
    """Các mẫu phôi giấy công nhận đã lưu"""
    layouts = CertificateLayout.objects.visible_to(request.actor).select_related("place")
    return render(request, "recognition/certificate_layout_list.html", {"layouts": layouts})


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
@once
def certificate_layout_new(request: Request) -> HttpResponse:
    """Thêm một mẫu phôi in sẵn"""
    places = Place.objects.visible_to(request.actor, ISSUE).filter(level=Level.COMMUNE)
    form = LayoutNewForm(posted(request), places=places)
    if request.method == "POST" and form.is_valid():
        place, paper = form.cleaned_data["place"], form.cleaned_data["paper"]
        try:
            layout = actions.save_layout(
                None,
                place,
                name=form.cleaned_data["name"],
                paper=paper,
                fields=usual_fields(paper),
                offset_x=Decimal(0),
                offset_y=Decimal(0),
                by=acting_as(request, ISSUE, at=place),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("certificate_layout_edit", layout.pk)
    status = 422 if form.errors else 200
    return render(request, "recognition/certificate_layout_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_layout_edit(request: Request, pk: UUID) -> HttpResponse:
    """Vị trí từng chữ trên phôi in sẵn, tính bằng mm"""
    layout = _layout(request, pk)
    initial = {
        "name": layout.name, "paper": layout.paper, "offset_x": layout.offset_x, "offset_y": layout.offset_y,
    }  # fmt: skip
    form = LayoutForm(posted(request), initial=initial)
    rows = field_rows(layout)
    if request.method == "POST":
        fields, rows, reasons = typed_fields(request.POST)
        if reasons:
            add_reasons(form, reasons)
        elif form.is_valid():
            try:
                by = acting_as(request, ISSUE, at=layout.place)
                actions.save_layout(layout, layout.place, fields=fields, **form.cleaned_data, by=by)
            except Refused as refusal:
                add_reasons(form, refusal.reasons)
                errors = {reason.field: reason.text for reason in refusal.reasons}
                for row in rows:
                    row.error = errors.get(row.key, "")
            else:
                messages.success(request, "Đã lưu. Hình bên dưới là bản mới.")
                return redirect("certificate_layout_edit", layout.pk)
    values: dict[str, Any] = {
        "layout": layout,
        "form": form,
        "rows": rows,
        "stamp": int(layout.changed_at.timestamp()),
        "where": where(request, place=layout.place),
    }
    status = 422 if form.errors else 200
    return render(request, "recognition/certificate_layout_edit.html", values, status=status)


@require_POST
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_layout_drop(request: Request, pk: UUID) -> HttpResponse:
    """Bỏ một mẫu phôi"""
    layout = _layout(request, pk)
    actions.drop_layout(layout, by=acting_as(request, ISSUE, at=layout.place))
    messages.success(request, f"Đã bỏ mẫu phôi “{layout.name}”. Giấy đã in không đổi.")
    return redirect("certificate_layout_list")


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_layout_preview(request: Request, pk: UUID) -> HttpResponse:
    """Hình xem thử một giấy in trên phôi, tên bịa"""
    layout = _layout(request, pk)
    issuer = queries.issuer_of(layout.place)
    name = issuer.name if issuer else f"Ủy ban nhân dân {layout.place.full_name}"
    data = contents.sample_certificate(layout.place, name, contents.sheet_of(layout), on=today())
    made = typesetting.picture("certificate", data, made_at=queries.moment())
    return download(made, "image/png", "xem-thu.png", inline=True)


@require_GET
@requires(Permission.CERTIFICATE_ISSUE)
def certificate_layout_test(request: Request, pk: UUID) -> HttpResponse:
    """Tờ thử có lưới mm và chữ thập, để soi với phôi"""
    layout = _layout(request, pk)
    data = contents.test_sheet(layout.name, contents.sheet_of(layout))
    made = typesetting.pdf("test_sheet", data, made_at=queries.moment())
    return download(made, files.PDF, "to-thu.pdf", inline=True)
