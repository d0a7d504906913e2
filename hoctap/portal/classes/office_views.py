"""Sign-ups, as the centre sees them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.refusals import Refused
from hoctap.learning.models import Activity
from hoctap.portal.classes import actions, queries
from hoctap.portal.classes.forms import ClassDoorForm, RollForm
from hoctap.portal.models import SignUp


@require_GET
@requires(Permission.ATTENDANCE_TAKE)
def classdoor_list(request: Request) -> HttpResponse:
    """Lớp trên cổng: ai đăng ký, còn bao nhiêu chỗ"""
    return render(request, "portal/classdoor_list.html", {"classes": queries.classes_for(request.actor)})


@require_http_methods(["GET", "POST"])
@requires(Permission.ATTENDANCE_TAKE)
def classdoor_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một lớp trên cổng: cách đăng ký, số chỗ, danh sách đăng ký"""
    activity = _activity(request, pk)
    form = ClassDoorForm(
        posted(request), standing=queries.class_door_page(activity, request.actor).class_door
    )
    if form.is_bound and form.is_valid():
        try:
            actions.set_class_door(activity, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("classdoor_detail", pk=pk)
    return _page(request, activity, form)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
@once
def classdoor_take(request: Request, pk: UUID) -> HttpResponse:
    """Đưa người đăng ký có mặt vào danh sách dự của một buổi"""
    activity = _activity(request, pk)
    page = queries.class_door_page(activity, request.actor)
    form = RollForm(request.POST, page=page)
    if form.is_valid():
        try:
            count = actions.take_into_roll(
                list(form.cleaned_data["sign_ups"]), form.cleaned_data["session"], by=request.actor
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, f"Đã đưa {count} người vào danh sách dự.")
            return redirect("session_detail", pk=form.cleaned_data["session"].pk)
    return _page(request, activity, None, form)


@require_POST
@requires(Permission.ATTENDANCE_TAKE)
def signup_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Hủy một lượt đăng ký theo lời người đăng ký"""
    row = get_object_or_404(
        SignUp.objects.visible_to(request.actor).select_related("class_door__activity__place"), pk=pk
    )
    try:
        actions.cancel_sign_up(row, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã hủy và xóa tên. Người đang chờ được chuyển lên nếu đủ chỗ.")
    return redirect("classdoor_detail", pk=row.class_door.activity_id)


def _page(
    request: Request, activity: Activity, form: ClassDoorForm | None, roll: RollForm | None = None
) -> HttpResponse:
    page = queries.class_door_page(activity, request.actor)
    saw(unnamed=sum(bool(one.name) for one in page.sign_ups))
    data: QueryDict | None = None
    sent = roll if roll is not None else form
    values = {
        "page": page,
        "form": form or ClassDoorForm(data, standing=page.class_door),
        "roll": roll or RollForm(data, page=page),
        "may_set": request.actor.may(Permission.CENTRE_KEEP, at=activity),
        "where": where(request, place=activity.commune),
        "sent": sent,
    }
    status = 422 if isinstance(sent, forms.Form) and sent.errors else 200
    return render(request, "portal/classdoor_detail.html", values, status=status)


def _activity(request: Request, pk: UUID) -> Activity:
    granted = request.actor.places_with(Permission.ATTENDANCE_TAKE)
    rows = Activity.objects.filter(place__path__overlap=granted)
    return get_object_or_404(rows.select_related("place", "commune", "topic"), pk=pk)
