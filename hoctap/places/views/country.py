"""Looking up a place of any time: where it lay, what it was before, what it became."""

import datetime as dt
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.places import lookup

_WHEN = "Hãy ghi năm bằng bốn chữ số, hoặc ngày như 30/6/2025."
_EARLIEST, _LATEST = 1976, 2100


class PlaceSearchForm(forms.Form):
    q = forms.CharField(label="Tên hoặc mã", required=False, max_length=60)
    when = forms.CharField(label="Năm hoặc ngày", required=False, max_length=10)

    def clean_when(self) -> tuple[dt.date, dt.date] | None:
        """First and last day that were asked for."""
        text = str(self.cleaned_data["when"]).strip()
        if not text:
            return None
        try:
            if text.isascii() and text.isdigit() and len(text) == 4:
                first, last = dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)
            else:
                day, month, year = (int(part) for part in text.split("/"))
                first = last = dt.date(year, month, day)
        except ValueError as fault:
            raise forms.ValidationError(_WHEN) from fault
        if not _EARLIEST <= first.year <= _LATEST:
            raise forms.ValidationError(f"Hãy ghi một năm từ {_EARLIEST} đến {_LATEST}.")
        return first, last


@require_GET
@requires(Permission.PLACE_READ)
def place_list(request: Request) -> HttpResponse:
    form = PlaceSearchForm(request.GET)
    page = None
    if form.is_valid():
        first, last = form.cleaned_data["when"] or (None, None)
        asked = lookup.Asked(form.cleaned_data["q"], first, last)
        page = lookup.find(asked, lookup.Key.read(request.GET.get("after", "")))
    query = request.GET.copy()
    query.pop("after", None)
    first_page = query.urlencode()
    if page and page.after:
        query["after"] = str(page.after)
    values = {
        "form": form,
        "page": page,
        "is_filtered": bool(form.is_valid() and (form.cleaned_data["q"] or form.cleaned_data["when"])),
        "is_continued": "after" in request.GET,
        "first_page": first_page,
        "next_page": query.urlencode(),
    }
    return render(request, "places/place_list.html", values, status=422 if form.errors else 200)


@require_GET
@requires(Permission.PLACE_READ)
def place_detail(request: Request, pk: UUID) -> HttpResponse:
    story = lookup.story(pk)
    if story is None:
        raise Http404
    return render(request, "places/place_detail.html", {"story": story})
