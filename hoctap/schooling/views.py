"""Pages of universal education and of the visit list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres.models import Centre
from hoctap.core.forms import posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import Place
from hoctap.places.views import asked
from hoctap.schooling import actions, queries
from hoctap.schooling.forms import PupilCloseForm, PupilForm, VisitForm, YearForm
from hoctap.schooling.models import Pupil

_READ, _KEEP, _VISIT = Permission.SCHOOLING_READ, Permission.SCHOOLING_KEEP, Permission.SCHOOLING_VISIT
PAGE = 60


@require_GET
@requires(_READ)
def schooling_list(request: Request) -> HttpResponse:
    """Phổ cập giáo dục, xóa mù chữ theo xã; một xã thì mở ngay xã ấy"""
    year = asked.year(request)
    if centre := request.GET.get("centre"):
        return redirect("schooling_detail", pk=_commune_of(request, centre).pk)
    found = queries.listed(request.actor, year)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    values = {
        "page": page,
        "rows": queries.rows_of(list(page), year),
        "year": year,
        "may_visit": request.actor.may_anywhere(_VISIT),
    }
    return render(request, "schooling/schooling_list.html", values)


@require_GET
@requires(_READ)
def schooling_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một xã trong một năm: mức độ, trẻ đến trường, tái mù chữ, vận động ra lớp"""
    commune = get_object_or_404(queries.communes(request.actor), pk=pk)
    year = asked.year(request)
    values = {
        "page": queries.page_of(commune, year),
        "may_keep": request.actor.may(_KEEP, at=commune),
        "may_visit": request.actor.may_anywhere(_VISIT),
        "where": where(request, place=commune, year=year),
    }
    return render(request, "schooling/schooling_detail.html", values)


@require_http_methods(["GET", "POST"])
@requires(_KEEP)
@once
def schooling_new(request: Request, pk: UUID) -> HttpResponse:
    """Ghi mức độ phổ cập, trẻ đến trường, tái mù chữ của một năm"""
    commune = get_object_or_404(Place.objects.visible_to(request.actor, _KEEP).filter(level="commune"), pk=pk)
    form = YearForm(posted(request), year=asked.year(request))
    if carried_out(form, lambda typed: actions.record_year(commune, form.details(), by=request.actor)):
        messages.success(request, f"Đã ghi năm {form.cleaned_data['year']}.")
        return redirect(reverse("schooling_detail", args=[pk], query={"year": form.cleaned_data["year"]}))
    return form_page(request, "schooling/schooling_new.html", form, commune=commune)


# ---------------------------------------------------------------- the visit list


@require_GET
@requires(_VISIT)
def pupil_list(request: Request) -> HttpResponse:
    """Danh sách vận động ra lớp"""
    state = "closed" if request.GET.get("state") == "closed" else "open"
    hamlets = list(queries.hamlets(request.actor))
    chosen = next((one for one in hamlets if str(one.pk) == request.GET.get("hamlet")), None)
    rows = queries.pupils_of(request.actor, state=state, hamlet=chosen.pk if chosen else None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "rows": list(page), "state": state, "hamlets": hamlets, "chosen": chosen}
    return render(request, "schooling/pupil_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(_VISIT)
@once
def pupil_new(request: Request) -> HttpResponse:
    """Ghi người học cần vận động ra lớp"""
    form = PupilForm(posted(request), hamlets=queries.hamlets(request.actor), year=asked.year(request))
    made: list[Pupil] = []

    def act(typed: dict[str, Any]) -> None:
        made.append(actions.list_pupil(typed["hamlet"], form.details(), by=request.actor))

    if carried_out(form, act):
        messages.success(request, f"Đã ghi {made[0].full_name}.")
        return redirect("pupil_detail", pk=made[0].pk)
    return form_page(request, "schooling/pupil_new.html", form)


@require_GET
@requires(_VISIT)
def pupil_detail(request: Request, pk: UUID) -> HttpResponse:
    """Một người học: các lần đến vận động"""
    return _page(request, _pupil(request, pk))


@require_POST
@requires(_VISIT)
@once
def pupil_visit(request: Request, pk: UUID) -> HttpResponse:
    pupil = _pupil(request, pk)
    form = VisitForm(posted(request))
    if carried_out(form, lambda typed: actions.record_visit(pupil, by=request.actor, **typed)):
        messages.success(request, "Đã ghi lần đến.")
        return redirect("pupil_detail", pk=pk)
    return _page(request, pupil, visit=form)


@require_POST
@requires(_VISIT)
def pupil_close(request: Request, pk: UUID) -> HttpResponse:
    pupil = _pupil(request, pk)
    form = PupilCloseForm(posted(request))
    if carried_out(form, lambda typed: actions.close_pupil(pupil, by=request.actor, **typed)):
        messages.success(request, "Đã đưa ra khỏi danh sách cần vận động.")
        return redirect("pupil_detail", pk=pk)
    return _page(request, pupil, close=form)


@require_POST
@requires(_VISIT)
def pupil_reopen(request: Request, pk: UUID) -> HttpResponse:
    pupil = _pupil(request, pk)
    actions.reopen_pupil(pupil, by=request.actor)
    messages.success(request, "Đã đưa lại vào danh sách cần vận động.")
    return redirect("pupil_detail", pk=pk)


def _page(
    request: Request, pupil: Pupil, *, visit: VisitForm | None = None, close: PupilCloseForm | None = None
) -> HttpResponse:
    sent = visit or close
    values = {
        "pupil": pupil,
        "visits": list(pupil.visits.all()),
        "visit": visit or VisitForm(None),
        "close": close or PupilCloseForm(None),
        "sent": sent,
    }
    return render(request, "schooling/pupil_detail.html", values, status=422 if sent else 200)


def _pupil(request: Request, pk: UUID) -> Pupil:
    rows = Pupil.objects.visible_to(request.actor).select_related("hamlet__parent")
    return get_object_or_404(rows, pk=pk)


def _commune_of(request: Request, centre: str) -> Place:
    try:
        asked_for = UUID(centre)
    except ValueError:
        raise Http404 from None
    found = get_object_or_404(
        Centre.objects.visible_to(request.actor).select_related("organisation__place"), pk=asked_for
    )
    return found.place
