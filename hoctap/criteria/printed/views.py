"""Screens of the printed words: which hold at a place, entering them, the page they were read from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.criteria.models import CriteriaEdition
from hoctap.criteria.printed import actions
from hoctap.criteria.printed.forms import LabelsForm
from hoctap.criteria.printed.models import PrintedLabels
from hoctap.criteria.printed.queries import labels_for, versions_at
from hoctap.criteria.queries import editions_of_drafts
from hoctap.places.models import Level, Place


@require_GET
@requires(Permission.LABEL_KEEP)
def label_list(request: Request) -> HttpResponse:
    """Tên chỉ số đang dùng ở một địa bàn, lấy từ bản in nào"""
    place, places = place_asked_for(request.actor, request.GET.get("place", ""), Permission.LABEL_KEEP)
    values: dict[str, Any] = {"place": place, "places": places, "editions": []}
    if place:
        values["where"] = where(request, place=place)
        for edition in editions_of_drafts():
            criteria = list(edition.criteria.all())
            labels = labels_for(edition, place, today())
            values["editions"].append(
                {
                    "edition": edition,
                    "mark": labels.mark(criteria),
                    "rows": [
                        (criterion, labels.of(criterion), criterion.code in labels.printed)
                        for criterion in criteria
                    ],
                    "versions": versions_at(edition, place),
                }
            )
    return render(request, "criteria/label_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.LABEL_KEEP)
@once
def label_new(request: Request, pk: UUID) -> HttpResponse:
    """Nhập tên chỉ số theo bản in của văn bản, kèm ảnh trang in"""
    edition = get_object_or_404(editions_of_drafts(), pk=pk)
    places = Place.objects.visible_to(request.actor, Permission.LABEL_KEEP).exclude(level=Level.HAMLET)
    near, _ = place_asked_for(request.actor, request.GET.get("place", ""), Permission.LABEL_KEEP)
    form = LabelsForm(
        posted(request),
        request.FILES or None,
        places=places,
        initial={"place": near, "valid_from": edition.valid_from},
    )
    criteria = list(edition.criteria.all())
    typed = _typed(request, criteria, edition) if request.method == "POST" else None
    if typed is not None and form.is_valid():
        page = form.cleaned_data["page"]
        try:
            entered = actions.enter_labels(
                edition,
                form.cleaned_data["place"],
                typed,
                source=form.cleaned_data["source"],
                valid_from=form.cleaned_data["valid_from"],
                page=page.read() if page else b"",
                by=request.actor,
            )
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request,
                f"Đã ghi tên {entered.count} chỉ số cho {entered.place.title} (bản {entered.version}).",
            )
            return redirect(f"{reverse('label_list')}?place={entered.place_id}")
    printed = typed if typed is not None else _present(edition, near)
    values = {
        "form": form,
        "edition": edition,
        "rows": [
            {
                "criterion": criterion,
                "label": printed.get(criterion.code, {}).get("", ""),
                "forms": [
                    (one["code"], one["label"], printed.get(criterion.code, {}).get(one["code"], ""))
                    for one in edition.forms
                ],
            }
            for criterion in criteria
        ],
    }
    if near:
        values["where"] = where(request, place=near)
    return render(request, "criteria/label_new.html", values, status=422 if form.errors else 200)


def _present(edition: CriteriaEdition, place: Place | None) -> Any:
    """What holds at the place now, to be corrected rather than typed again."""
    return labels_for(edition, place, today()).printed if place else {}


def _typed(request: Request, criteria: list[Any], edition: CriteriaEdition) -> dict[str, dict[str, str]]:
    forms = ["", *(form["code"] for form in edition.forms)]
    return {
        criterion.code: {
            form: str(request.POST.get(f"label-{criterion.code}" + (f"-{form}" if form else ""), "")).replace(
                "\0", ""
            )
            for form in forms
        }
        for criterion in criteria
    }


@require_GET
@requires(Permission.LABEL_KEEP)
def label_page(request: Request, pk: UUID) -> HttpResponse:
    """The photo or scan of the printed page, shown in the browser."""
    labels = get_object_or_404(PrintedLabels.objects.visible_to(request.actor), pk=pk)
    try:
        content = files.read(labels.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=labels.media_type)
    name = f"trang-in-{labels.pk}{files.SUFFIX.get(labels.media_type, '')}"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
