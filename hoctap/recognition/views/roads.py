"""Screens of roads: which one holds at a place, and one of its own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.context import where
from hoctap.accounts.rights.queries import place_asked_for
from hoctap.audit.once import once
from hoctap.core.dates import today
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.core.text import clean
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.criteria.titles import is_season_title
from hoctap.places.models import Level, Place
from hoctap.recognition import actions
from hoctap.recognition.forms import RoadForm
from hoctap.recognition.models import Road
from hoctap.recognition.queries.roads import road_for
from hoctap.recognition.road import MOVABLE, FrozenRoad, Step


@require_GET
@requires(Permission.ROAD_KEEP)
def road_list(request: Request) -> HttpResponse:
    """Quy trình công nhận của từng danh hiệu ở một địa bàn"""
    place, places = place_asked_for(request.actor, request.GET.get("place", ""), Permission.ROAD_KEEP)
    own = Road.objects.filter(place=place).select_related("place") if place else Road.objects.none()
    values: dict[str, Any] = {
        "place": place,
        "places": places,
        "roads": [(title, road_for(title, place, today().year)) for title in season_titles([place])]
        if place
        else [],
        "own": own,
    }
    if place:
        values["where"] = where(request, place=place)
    return render(request, "recognition/road_list.html", values)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROAD_KEEP)
@once
def road_new(request: Request) -> HttpResponse:
    """Đặt quy trình riêng cho địa bàn: bật, tắt bước, ngày, người ký"""
    places = Place.objects.visible_to(request.actor, Permission.ROAD_KEEP).exclude(level=Level.HAMLET)
    asked = request.POST.get("title") or request.GET.get("title") or ""
    title = Title(asked) if is_season_title(asked) else Title.LEARNING_FAMILY
    near, _ = place_asked_for(request.actor, request.GET.get("place", ""), Permission.ROAD_KEEP)
    form = RoadForm(
        posted(request), places=places, initial={"title": title, "place": near, "valid_from": today()}
    )
    usual = road_for(title, near, today().year) if near else None
    steps = usual.steps if usual else ()
    if request.method == "POST" and usual:
        steps = _typed_steps(request, usual)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        place = typed.pop("place")
        try:
            actions.keep_road(place, Title(typed.pop("title")), steps, **typed, by=request.actor)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(
                request, f"Đã đặt quy trình cho {place.title}. Các đợt đang mở giữ quy trình cũ."
            )
            return redirect("road_list")
    values = {"form": form, "steps": steps, "title": title, "is_after": _posting_is_after(steps)}
    if near:
        values["where"] = where(request, place=near)
    return render(request, "recognition/road_new.html", values, status=422 if form.errors else 200)


def _typed_steps(request: Request, usual: FrozenRoad) -> tuple[Step, ...]:
    """The usual steps with what was typed; niêm yết where it was put."""
    steps = [
        replace(
            step,
            is_off=step.is_optional and request.POST.get(f"on-{step.code}") != "1",
            who=clean(str(request.POST.get(f"who-{step.code}", step.who)).replace("\0", ""))[:200],
            before=_as_stored(request.POST.get(f"before-{step.code}", "")),
            days=_whole(request.POST.get(f"days-{step.code}", "")) if step.code == "posting" else step.days,
            day_kind=request.POST.get(f"day-kind-{step.code}", "")[:10] if step.code == "posting" else "",
        )
        for step in usual.steps
    ]
    posting = next((step for step in steps if step.code in MOVABLE), None)
    if posting is None:
        return tuple(steps)
    rest = [step for step in steps if step is not posting]
    behind = "submission" if request.POST.get("posting-after") == "submission" else "commune_meeting"
    at = next((index for index, step in enumerate(rest) if step.code == behind), len(rest) - 1)
    return (*rest[: at + 1], posting, *rest[at + 1 :])


def _posting_is_after(steps: tuple[Step, ...]) -> bool:
    codes = [step.code for step in steps]
    return "posting" in codes and codes.index("posting") > codes.index("submission")


def _as_stored(text: str) -> str:
    """'15/11' as it is written, to MM-DD; anything else as it is, for the rule to refuse."""
    day, slash, month = text.strip().replace("\0", "")[:10].partition("/")
    if slash and day.isdecimal() and month.isdecimal():
        return f"{int(month):02}-{int(day):02}"
    return text.strip().replace("\0", "")[:10]


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None


@require_POST
@requires(Permission.ROAD_KEEP)
def road_end(request: Request, pk: UUID) -> HttpResponse:
    places = Place.objects.visible_to(request.actor, Permission.ROAD_KEEP)
    road = get_object_or_404(Road, pk=pk, place__in=places)
    try:
        actions.end_road(road, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, "Đã thôi áp dụng. Đợt mở sau theo quy trình của cấp trên hoặc quy trình mặc định."
        )
    return redirect("road_list")
