"""What somebody asks about his own data: the public form, and the officer who makes sure who asked."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.core.forms import add_reasons
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.reading import saw
from hoctap.core.refusals import Refused
from hoctap.people.models import Channel, Person
from hoctap.places.queries import hamlets_of
from hoctap.portal import pages
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import DataRequest, DataRequestState, Door
from hoctap.portal.outside_forms import RequestForm
from hoctap.portal.pages import through_door
from hoctap.portal.parts import Part
from hoctap.portal.requests import actions, queries
from hoctap.surveys.answering.pages import TRAP
from hoctap.surveys.answering.rules import Sending


@never_cache
@require_http_methods(["GET", "POST"])
@through_door(Part.REQUESTS)
@once
def door_request(request: Request, door: Door) -> HttpResponse:
    """Gửi yêu cầu về dữ liệu của chính mình. OPEN: what is sent is seen by the officer for data alone; nothing is handed out here."""
    hamlets = hamlets_of(door.place)

    def act(form: forms.Form, sending: Sending) -> DataRequest | None:
        assert isinstance(form, RequestForm)
        return actions.file_request(
            door,
            form.details(),
            hamlet=form.cleaned_data["hamlet"],
            sending=sending,
            by=pages.holder_of(door),
        )

    outcome = pages.sent_from_outside(
        request,
        lambda post: RequestForm(post, hamlets=hamlets),
        recent=lambda since: DataRequest.objects.filter(place=door.place, received_at__gt=since),
        act=act,
    )
    if outcome.is_stale:
        return redirect("door_request", door=door.slug)
    if outcome.is_done:
        return pages.receipt(door, outcome.made)
    values = {
        **{"door": door, "form": outcome.form, "ticket": outcome.ticket, "trap": TRAP},
        "notice": notice_of(door.place),
    }
    return render(request, "portal/door_request.html", values, status=422 if outcome.form.errors else 200)


# ---------------------------------------------------------------- the officer's


class RegisterForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Người trong sổ",
        queryset=Person.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": "Người này không có trong sổ mà ông/bà xem được."},
    )
    channel = forms.ChoiceField(
        label="Đã kiểm tra người gửi qua",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Hãy chọn cách đã kiểm tra.",
            "invalid_choice": "Hãy chọn cách đã kiểm tra.",
        },
    )
    how = forms.CharField(
        label="Kiểm tra thế nào",
        max_length=200,
        required=False,
        help_text="Ví dụ: gọi lại số điện thoại đã có trong sổ; đến tại xã, xem giấy tờ",
    )

    def __init__(self, post: QueryDict | None, *, request: Request) -> None:
        super().__init__(post)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.visible_to(request.actor).standing()


class DropForm(forms.Form):
    why = forms.CharField(
        label="Vì sao không nhận được",
        max_length=300,
        required=False,
        help_text="Người giữ mã đọc được lời này. Không ghi tên",
    )


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def datarequest_list(request: Request) -> HttpResponse:
    """Yêu cầu về dữ liệu cá nhân gửi qua cổng, chờ kiểm tra người gửi"""
    is_over = request.GET.get("state") == "over"
    rows = queries.requests_for(request.actor, is_over=is_over)
    return render(request, "portal/datarequest_list.html", {"requests": rows, "is_over": is_over})


@require_GET
@requires(Permission.SUBJECT_REQUEST)
def datarequest_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một yêu cầu gửi qua cổng: tìm người trong sổ, kiểm tra, ghi vào sổ yêu cầu"""
    return _page(request, _asked(request, pk))


@require_POST
@requires(Permission.SUBJECT_REQUEST)
@once
def datarequest_register(request: Request, pk: UUID) -> HttpResponse:
    """Đã kiểm tra người gửi: ghi vào sổ yêu cầu"""
    asked = _asked(request, pk)
    form = RegisterForm(request.POST, request=request)
    if form.is_valid():
        try:
            made = actions.register_data_request(asked, **form.cleaned_data, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi vào sổ yêu cầu, hạn tính từ ngày nhận qua cổng.")
            return redirect("request_detail", pk=made.pk)
    return _page(request, asked, form)


@require_POST
@requires(Permission.SUBJECT_REQUEST)
def datarequest_drop(request: Request, pk: UUID) -> HttpResponse:
    """Không nhận được yêu cầu này, có lý do"""
    asked = _asked(request, pk)
    form = DropForm(request.POST)
    if form.is_valid():
        try:
            actions.drop_data_request(asked, why=form.cleaned_data["why"], by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã ghi lý do và xóa lời đã gửi.")
            return redirect("datarequest_list")
    return _page(request, asked, form)


def _page(request: Request, asked: DataRequest, sent: forms.Form | None = None) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:120]
    is_new = asked.state == DataRequestState.NEW
    saw(unnamed=int(bool(asked.name or asked.reach)))
    values = {
        "asked": asked,
        "is_new": is_new,
        "words": words or asked.name,
        "persons": queries.likely_persons(asked, request.actor, words) if is_new else [],
        "register": sent if isinstance(sent, RegisterForm) else RegisterForm(None, request=request),
        "drop": sent if isinstance(sent, DropForm) else DropForm(),
        "sent": sent,
        "where": where(request, place=asked.place),
    }
    return render(request, "portal/datarequest_detail.html", values, status=422 if sent is not None else 200)


def _asked(request: Request, pk: UUID) -> DataRequest:
    rows = DataRequest.objects.visible_to(request.actor).select_related("place", "hamlet", "registered")
    return get_object_or_404(rows, pk=pk)
