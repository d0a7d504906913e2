"""The file of a centre: names, founding, what it has, its regulation; guidance that reached it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoctap.accounts.context import where
from hoctap.audit.once import once
from hoctap.centres import asking
from hoctap.centres.facts import actions, queries
from hoctap.centres.facts.forms import (
    FactForm,
    FoundingForm,
    GuidanceForm,
    NameForm,
    ReadForm,
    RegulationForm,
    content_of,
)
from hoctap.centres.facts.models import Guidance, Regulation
from hoctap.centres.models import Centre
from hoctap.centres.teaching.queries import fields_to_filter
from hoctap.core import files
from hoctap.core.forms import posted
from hoctap.core.http import Request, download, requires
from hoctap.core.permissions import Permission
from hoctap.people.pages import carried_out, form_page
from hoctap.places.models import SINCE_BEFORE, Place
from hoctap.places.views import asked


@require_GET
@requires(Permission.CENTRE_READ)
def centre_file(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.read_centre(request, pk)
    values = {
        "file": queries.file_of(centre),
        "centre": centre,
        "founded_on": _founded_on(centre),
        "may_keep": request.actor.may(Permission.CENTRE_KEEP, at=centre),
        "where": where(request, place=centre.place),
    }
    return render(request, "centres/centre_file.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def fact_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    form = FactForm(posted(request), initial={"kind": request.GET.get("kind", "")})

    def act(typed: dict[str, Any]) -> None:
        has = typed.pop("has") == "yes"
        actions.record_fact(centre, typed.pop("kind"), has=has, by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã ghi vào hồ sơ trung tâm.")
        return redirect("centre_file", pk=pk)
    return form_page(request, "centres/fact_new.html", form, centre=centre)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def centre_name(request: Request, pk: UUID) -> HttpResponse:
    """Another name from a day on, or a former one."""
    centre = asking.kept_centre(request, pk)
    form = NameForm(posted(request))

    def act(typed: dict[str, Any]) -> None:
        name, from_on = typed.pop("name"), typed.pop("from_on")
        if typed.pop("what") == "former":
            actions.add_former_name(centre, name, from_on=from_on, by=request.actor, **typed)
        else:
            actions.rename_centre(centre, name, by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã ghi tên.")
        return redirect("centre_file", pk=pk)
    return form_page(request, "centres/centre_name.html", form, centre=centre)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
def centre_founding(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    initial = {
        "founded_by": centre.organisation.founded_by,
        "founded_on": _founded_on(centre),
        "scheme": centre.scheme,
        "symbol": centre.organisation.symbol,
    }
    form = FoundingForm(posted(request), initial=initial)
    if carried_out(form, lambda typed: actions.edit_founding(centre, by=request.actor, **typed)):
        messages.success(request, "Đã lưu.")
        return redirect("centre_file", pk=pk)
    return form_page(request, "centres/centre_founding.html", form, centre=centre)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_KEEP)
@once
def regulation_new(request: Request, pk: UUID) -> HttpResponse:
    centre = asking.kept_centre(request, pk)
    form = RegulationForm(posted(request), request.FILES or None)

    def act(typed: dict[str, Any]) -> None:
        actions.file_regulation(centre, content_of(typed.pop("file")), by=request.actor, **typed)

    if carried_out(form, act):
        messages.success(request, "Đã lưu quy chế vào hồ sơ.")
        return redirect("centre_file", pk=pk)
    return form_page(request, "centres/regulation_new.html", form, centre=centre)


@require_GET
@requires(Permission.CENTRE_READ)
def regulation_file(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Regulation.objects.visible_to(request.actor), pk=pk)
    return _sent(row.sha256, row.media_type, f"Quy chế {row.number}")


# ---------------------------------------------------------------- guidance


@require_GET
@requires(Permission.CENTRE_READ)
def guidance_list(request: Request) -> HttpResponse:
    """Of a year: what came, who read it, how many copies went out."""
    centre, year = asking.centre(request), asked.year(request)
    centres = [centre] if centre else asking.centres(request.actor)
    values = {
        "centre": centre,
        "year": year,
        "lines": queries.guidance_for(request.actor, centres, year),
        "may_add": bool(queries.places_to_guide(request.actor)),
    }
    return render(request, "centres/guidance_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def guidance_new(request: Request) -> HttpResponse:
    granted = queries.places_to_guide(request.actor)
    if not granted:
        raise Http404
    places = list(Place.objects.filter(pk__in=granted, valid_to__isnull=True).order_by("sort_key"))
    form = GuidanceForm(posted(request), request.FILES or None, places=places, topics=fields_to_filter())
    made: list[Guidance] = []

    def act(typed: dict[str, Any]) -> None:
        content = content_of(typed.pop("file"))
        place, ways = typed.pop("place"), typed.pop("ways")
        made.append(actions.add_guidance(place, content=content, forms=ways, by=request.actor, **typed))

    if carried_out(form, act):
        messages.success(request, "Đã ghi văn bản hướng dẫn.")
        return redirect("guidance_detail", pk=made[0].pk)
    return form_page(request, "centres/guidance_new.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.CENTRE_READ)
@once
def guidance_detail(request: Request, pk: UUID) -> HttpResponse:
    """The paper, who read it; the POST says that a centre did."""
    rows = Guidance.objects.visible_to(request.actor).select_related("place").prefetch_related("topics")
    guidance = get_object_or_404(rows, pk=pk)
    centres = [one for one in asking.centres(request.actor) if guidance.place_id in one.place_path]
    reads = queries.reads_of(guidance, centres)
    open_to = [
        one for one in centres if one.pk not in reads and request.actor.may(Permission.CENTRE_KEEP, at=one)
    ]
    form = ReadForm(posted(request), centres=open_to)

    def act(typed: dict[str, Any]) -> None:
        copies = typed["copies"] or 0
        actions.confirm_guidance(
            guidance, typed["centre"], copies=copies, handed_to=typed["handed_to"], by=request.actor
        )

    if carried_out(form, act):
        messages.success(request, "Đã xác nhận đọc.")
        return redirect("guidance_detail", pk=pk)
    lines = [(one, reads.get(one.pk)) for one in centres]
    return form_page(
        request, "centres/guidance_detail.html", form, guidance=guidance, lines=lines, open_to=open_to
    )


@require_GET
@requires(Permission.CENTRE_READ)
def guidance_file(request: Request, pk: UUID) -> HttpResponse:
    rows = Guidance.objects.visible_to(request.actor).exclude(sha256="")
    row = get_object_or_404(rows, pk=pk)
    return _sent(row.sha256, row.media_type, row.title)


def _sent(sha256: str, media_type: str, name: str) -> HttpResponse:
    try:
        content = files.read(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return download(content, media_type, f"{name}{files.SUFFIX.get(media_type, '')}", inline=True)


def _founded_on(centre: Centre) -> object:
    """The day of its founding where one is known: without a decision the first day is that of its place."""
    since = centre.organisation.valid_from
    return None if since == SINCE_BEFORE or not centre.organisation.founded_by else since
