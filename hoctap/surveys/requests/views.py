"""“Cần gì học nấy”: the open page, the list of what waits, one request on its way to an answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.core.refusals import Refused
from hoctap.people.models import PrivacyNotice
from hoctap.places.queries import hamlets_of
from hoctap.surveys.answering.pages import TRAP, new_stamp, read_stamp
from hoctap.surveys.answering.rules import Sending
from hoctap.surveys.asked import centre_of
from hoctap.surveys.requests import actions, queries
from hoctap.surveys.requests.forms import AnswerForm, RecordedWishForm, SortForm, WishForm
from hoctap.surveys.requests.models import Wish, WishBox, WishState

ONE_MINUTE = dt.timedelta(minutes=1)


@never_cache
@require_http_methods(["GET", "POST"])
@once
def wish_ask(request: Request, token: str) -> HttpResponse:
    """Gửi đề nghị “cần gì học nấy”, không cần tài khoản. OPEN: everybody may ask; nothing of others is shown."""
    box = queries.box_of(token)
    if box is None or not box.is_open:
        return render(
            request, "surveys/wish_ask.html", {"box": box, "gone": True}, status=404 if box is None else 200
        )
    place = box.centre.place
    stamp = read_stamp(request.POST.get("ticket", "")) if request.method == "POST" else None
    if request.method == "POST" and stamp is None:
        return redirect("wish_ask", token=token)
    form = WishForm(posted(request), hamlets=hamlets_of(place))
    if form.is_bound and form.is_valid() and stamp is not None:
        sending = Sending(
            seconds=stamp,
            trap=request.POST.get(TRAP, ""),
            within_a_minute=queries.recent(box, timezone.now() - ONE_MINUTE),
        )
        try:
            actions.leave_wish(
                box,
                form.details(),
                hamlet=form.cleaned_data["hamlet"],
                sending=sending,
                by=queries.holder_of(box),
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return redirect("wish_thanks", token=token)
    values = {
        "box": box,
        "form": form,
        "ticket": request.POST.get("ticket", "") if stamp is not None and stamp < 86_400 else new_stamp(),
        "trap": TRAP,
        "notice": PrivacyNotice.objects.in_force(place, today()),
    }
    return render(request, "surveys/wish_ask.html", values, status=422 if form.errors else 200)


@never_cache
@require_GET
def wish_thanks(request: Request, token: str) -> HttpResponse:
    """Đã nhận đề nghị. OPEN: says thanks."""
    box = queries.box_of(token)
    if box is None:
        raise Http404
    return render(request, "surveys/wish_thanks.html", {"box": box})


@require_GET
@requires(Permission.NEED_ENTER)
def wish_list(request: Request) -> HttpResponse:
    centres = queries.centres_to_enter(request.actor)
    centre = centre_of(request, centres)
    day = today()
    over = queries.wishes_for(request.actor, centre=centre, waiting=False, today=day)
    shows_over = request.GET.get("state") == "over"
    boxes = {
        box.centre_id: box
        for box in WishBox.objects.filter(centre__in=[one.pk for one in centres]).select_related(
            "centre__organisation"
        )
    }
    rows = [_box_row(request, one, boxes.get(one.pk)) for one in ([centre] if centre else centres[:20])]
    values = {
        "wishes": over
        if shows_over
        else queries.wishes_for(request.actor, centre=centre, waiting=True, today=day),
        "shows_over": shows_over,
        "usual_wait": queries.usual_wait(over),
        "centre": centre,
        "boxes": rows,
    }
    return render(request, "surveys/wish_list.html", values)


def _box_row(request: Request, centre: Centre, box: WishBox | None) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("wish_ask", args=[box.token])) if box and box.is_open else ""
    return {
        "centre": centre,
        "box": box,
        "address": address,
        "qr": qr_svg(address, f"Mã QR gửi đề nghị học: {centre.name}") if address else "",
        "may_run": request.actor.may(Permission.SURVEY_RUN, at=centre),
    }


@require_http_methods(["GET", "POST"])
@requires(Permission.NEED_ENTER)
@once
def wish_new(request: Request) -> HttpResponse:
    """Ghi đề nghị mà người dân nói với trung tâm, với trưởng ấp"""
    centres = queries.centres_to_enter(request.actor)
    form = RecordedWishForm(
        posted(request), hamlets=queries.hamlets_to_enter(centres, request.actor), centres=centres
    )
    if form.is_bound and form.is_valid():
        try:
            wish = actions.record_wish(
                form.cleaned_data["centre"],
                form.details(),
                hamlet=form.cleaned_data["hamlet"],
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi đề nghị.")
            return redirect("wish_detail", pk=wish.pk)
    return render(request, "surveys/wish_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires(Permission.NEED_ENTER)
def wish_detail(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _wish(request, pk))


@require_POST
@requires(Permission.NEED_ENTER)
@once
def wish_sort(request: Request, pk: UUID) -> HttpResponse:
    wish = _wish(request, pk)
    form = SortForm(posted(request), place=wish.commune)
    return _done(
        request,
        wish,
        form,
        lambda typed: actions.sort_wish(wish, **typed, by=request.actor),
        "Đã ghi thành nhu cầu.",
    )


@require_POST
@requires(Permission.NEED_ENTER)
def wish_answer(request: Request, pk: UUID) -> HttpResponse:
    wish = _wish(request, pk)
    form = AnswerForm(posted(request))
    return _done(
        request,
        wish,
        form,
        lambda typed: actions.answer_wish(wish, **typed, by=request.actor),
        "Đã ghi trả lời.",
    )


@require_POST
@requires(Permission.NEED_ENTER)
def wish_drop(request: Request, pk: UUID) -> HttpResponse:
    wish = _wish(request, pk)
    return _told(request, wish, lambda: actions.drop_wish(wish, by=request.actor), "Đã bỏ và xóa lời đã gửi.")


@require_POST
@requires(Permission.NEED_ENTER)
def wish_forget(request: Request, pk: UUID) -> HttpResponse:
    wish = _wish(request, pk)
    return _told(
        request,
        wish,
        lambda: actions.forget_wisher(wish, by=request.actor),
        "Đã xóa tên, số điện thoại của người gửi.",
    )


@require_POST
@requires(Permission.SURVEY_RUN)
def wish_open(request: Request, pk: UUID) -> HttpResponse:
    centre = get_object_or_404(Centre.objects.visible_to(request.actor), pk=pk)
    try:
        actions.open_wish_box(centre, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã mở trang nhận đề nghị. In mã QR dán ở nhà văn hóa.")
    return redirect(f"{reverse('wish_list')}?centre={centre.pk}")


@require_POST
@requires(Permission.SURVEY_RUN)
def wish_close(request: Request, pk: UUID) -> HttpResponse:
    centre = get_object_or_404(Centre.objects.visible_to(request.actor), pk=pk)
    box = get_object_or_404(WishBox.objects.select_related("centre__organisation__place"), centre=centre)
    try:
        actions.close_wish_box(box, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã đóng trang nhận đề nghị.")
    return redirect(f"{reverse('wish_list')}?centre={centre.pk}")


def _page(request: Request, wish: Wish, sent: forms.Form | None = None) -> HttpResponse:
    values = {
        "wish": wish,
        "waited": wish.waited(today()),
        "may_sort": wish.state == WishState.NEW,
        "may_answer": wish.state in (WishState.NEW, WishState.SORTED),
        "sort": sent if isinstance(sent, SortForm) else SortForm(None, place=wish.commune),
        "answer": sent if isinstance(sent, AnswerForm) else AnswerForm(),
        "sent": sent,
        "where": where(request, place=wish.commune),
    }
    return render(request, "surveys/wish_detail.html", values, status=422 if sent is not None else 200)


def _done(
    request: Request, wish: Wish, form: forms.Form, act: Callable[[dict[str, Any]], object], words: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, words)
            return redirect("wish_detail", pk=wish.pk)
    return _page(request, wish, form)


def _told(request: Request, wish: Wish, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("wish_detail", pk=wish.pk)


def _wish(request: Request, pk: UUID) -> Wish:
    rows = Wish.objects.visible_to(request.actor).select_related(
        "commune", "hamlet", "centre__organisation", "need__topic"
    )
    return get_object_or_404(rows, pk=pk)
