"""Books that people asked for through the door, as the keeper sees them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from hoctap.core.forms import DayField
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.portal.books import actions, queries
from hoctap.portal.models import HoldRequest


class HoldAnswerForm(forms.Form):
    state = forms.CharField(max_length=10, required=False)
    kept_until = DayField(label="Giữ đến hết ngày", required=False)
    answer = forms.CharField(label="Trả lời", max_length=300, required=False)

    def __init__(self, post: QueryDict | None = None) -> None:
        super().__init__(post)


@require_GET
@requires(Permission.LIBRARY_LEND)
def holdrequest_list(request: Request) -> HttpResponse:
    """Sách đặt qua cổng: giữ, từ chối, đã lấy"""
    rows = queries.holds_for(HoldRequest.objects.visible_to(request.actor))
    return render(request, "portal/holdrequest_list.html", {"holds": rows})


@require_POST
@requires(Permission.LIBRARY_LEND)
def holdrequest_answer(request: Request, pk: UUID) -> HttpResponse:
    """Trả lời một yêu cầu đặt sách"""
    hold = get_object_or_404(
        HoldRequest.objects.visible_to(request.actor).select_related("library__place"), pk=pk
    )
    form = HoldAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for errors in form.errors.values() for text in errors))
        return redirect("holdrequest_list")
    try:
        actions.answer_hold(hold, **form.cleaned_data, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi trả lời. Người đặt xem được bằng mã của mình.")
    return redirect("holdrequest_list")
