"""Labels to print and cut out: a square code, the same in letters, title and library."""

import datetime as dt
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.dates import today
from hoctap.core.forms import DayField
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.qr import qr_svg
from hoctap.libraries.catalogue import rules
from hoctap.libraries.institutions import asking
from hoctap.libraries.models import Copy, Library

KEEP = Permission.LIBRARY_KEEP
MOST = 240


class LabelForm(forms.Form):
    """What is left empty chooses nothing out."""

    library = forms.CharField(widget=forms.HiddenInput, required=False)
    since = DayField(label="Nhập từ ngày", required=False, help_text="Sách mới: từ ngày nào")
    first = forms.CharField(label="Từ mã", max_length=rules.LONGEST_CODE, required=False)
    last = forms.CharField(label="Đến mã", max_length=rules.LONGEST_CODE, required=False)
    shelf = forms.CharField(
        label="Ký hiệu phân loại bắt đầu bằng", max_length=40, required=False, help_text="Một giá: ví dụ 63"
    )


@require_GET
@requires(KEEP)
def label_sheet(request: Request) -> HttpResponse:
    """In nhãn mã QR cho sách: sách mới, một dãy mã, một giá"""
    library = asking.library(request, KEEP) or asking.usual(request.actor)
    asked = {"since", "first", "last", "shelf", "title"} & set(request.GET)
    given = request.GET if asked else {"since": today().isoformat()}
    form = LabelForm({**given, "library": str(library.pk) if library else ""} if not asked else request.GET)
    copies: list[Copy] = []
    total = 0
    if library is not None and form.is_valid():
        rows = _chosen(library, title=request.GET.get("title", ""), **_told(form))
        total = rows.count()
        copies = list(rows[:MOST])
    values = {
        "library": library,
        "form": form,
        "labels": [(one, qr_svg(one.code, f"Mã {one.code}")) for one in copies],
        "total": total,
        "most": MOST,
    }
    return render(request, "libraries/label_sheet.html", values)


def _told(form: LabelForm) -> "dict[str, dt.date | str | None]":
    return {name: form.cleaned_data[name] for name in ("since", "first", "last", "shelf")}


def _chosen(
    library: Library,
    *,
    title: str,
    since: dt.date | str | None,
    first: dt.date | str | None,
    last: dt.date | str | None,
    shelf: dt.date | str | None,
) -> QuerySet[Copy]:
    rows = Copy.objects.held().filter(library=library).select_related("title", "library")
    if title:
        try:
            rows = rows.filter(title=UUID(title))
        except ValueError:
            rows = rows.none()
    if since:
        rows = rows.filter(acquired_on__gte=since)
    if first:
        rows = rows.filter(code__gte=rules.cleaned_code(str(first)))
    if last:
        rows = rows.filter(code__lte=rules.cleaned_code(str(last)))
    if shelf:
        rows = rows.filter(title__classification__startswith=str(shelf).strip())
    return rows.order_by("code")
