"""The door itself, what search engines ask for, and where an officer opens it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoctap.accounts.capacities.acting import acting_as
from hoctap.accounts.context import where
from hoctap.core.forms import add_reasons, posted
from hoctap.core.http import Request, requires
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Refused
from hoctap.places.models import Level, Place
from hoctap.portal.classes.queries import coming
from hoctap.portal.doors import actions, queries
from hoctap.portal.doors.forms import DoorForm
from hoctap.portal.models import Door
from hoctap.portal.pages import may_be_kept, through_door
from hoctap.portal.parts import Part

FIRST_CLASSES = 4
MOST_PLACES = 300


@require_GET
def door_list(request: Request) -> HttpResponse:
    """Cổng thông tin: các xã, phường đã mở. OPEN: names of places whose door is open."""
    return may_be_kept(render(request, "portal/door_list.html", {"doors": queries.open_doors()}))


@require_GET
@through_door()
def door_detail(request: Request, door: Door) -> HttpResponse:
    """Cổng của một xã, phường, tỉnh: có gì ở gần tôi. OPEN: only the parts that an officer switched on; nobody is named."""
    values: dict[str, object] = {"door": door, "part": Part}
    if door.place.level == Level.PROVINCE:
        values["below"] = queries.doors_below(door.place)
    if door.shows(Part.CLASSES):
        values["classes"] = coming(door, most=FIRST_CLASSES)
    if door.shows(Part.SURVEYS):
        values["surveys"] = queries.open_surveys(door.place)
    values["sections"] = queries.sections_of(door)
    return may_be_kept(render(request, "portal/door_detail.html", values))


@require_GET
def door_robots(request: Request) -> HttpResponse:
    """robots.txt: máy tìm kiếm chỉ vào các cổng đã mở và học liệu đã công bố. OPEN: the same for everybody."""
    lists = [request.build_absolute_uri(reverse(name)) for name in ("door_sitemap", "openmaterial_sitemap")]
    lines = [
        "User-agent: *",
        "Disallow: /",
        "Allow: /c/",
        "Allow: /en/c/",
        f"Allow: {reverse('openmaterial_list')}",
        "Allow: /static/",
        *(f"Sitemap: {address}" for address in lists),
    ]
    return may_be_kept(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"))


@require_GET
def door_sitemap(request: Request) -> HttpResponse:
    """sitemap.xml: các trang của cổng đã mở, hai thứ tiếng. OPEN: addresses of pages that are open."""
    pages = []
    for door in queries.open_doors():
        names = ["door_detail"]
        names += [
            name
            for name, part in (
                ("door_classes", Part.CLASSES),
                ("door_books", Part.BOOKS),
                ("door_data", Part.DATA),
            )
            if door.shows(part)
        ]
        for name in names:
            addresses = {}
            for code in ("vi", "en"):
                with translation.override(code):
                    addresses[code] = request.build_absolute_uri(reverse(name, kwargs={"door": door.slug}))
            pages.append(addresses)
    response = render(
        request, "portal/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8"
    )
    return may_be_kept(response)


# ---------------------------------------------------------------- the officer's


@require_http_methods(["GET", "POST"])
@requires(Permission.PORTAL_KEEP)
def door_setting(request: Request) -> HttpResponse:
    """Cổng thông tin cho người dân: địa chỉ, bật tắt từng phần"""
    place = _place(request, request.GET.get("place", ""))
    if place is None:
        places = list(queries.places_to_keep(request.actor)[:MOST_PLACES])
        return render(request, "portal/door_setting.html", {"places": places})
    setting = queries.setting_of(place)
    form = DoorForm(posted(request), setting=setting)
    if form.is_bound and form.is_valid():
        by = acting_as(request, Permission.PORTAL_KEEP, at=place)
        try:
            actions.arrange_door(place, form.details(), form.libraries_chosen(), by=by)
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, "Đã lưu.")
            return _back(place)
    values = {
        "setting": setting,
        "form": form,
        "address": request.build_absolute_uri(reverse("door_detail", args=[setting.door.slug]))
        if setting.door
        else "",
        "where": where(request, place=place),
    }
    return render(request, "portal/door_setting.html", values, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PORTAL_KEEP)
def door_open(request: Request, pk: UUID) -> HttpResponse:
    door = _door(request, pk)
    return _turned(request, door, "open_door", "Đã mở cổng. Ai cũng xem được các phần đã bật.")


@require_POST
@requires(Permission.PORTAL_KEEP)
def door_close(request: Request, pk: UUID) -> HttpResponse:
    door = _door(request, pk)
    return _turned(request, door, "close_door", "Đã đóng cổng. Không trang nào của cổng còn mở được.")


def _turned(request: Request, door: Door, name: str, words: str) -> HttpResponse:
    by = acting_as(request, Permission.PORTAL_KEEP, at=door.place)
    try:
        {"open_door": actions.open_door, "close_door": actions.close_door}[name](door, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return _back(door.place)


def _back(place: Place) -> HttpResponse:
    return redirect(reverse("door_setting", query={"place": place.pk}))


def _door(request: Request, pk: UUID) -> Door:
    return get_object_or_404(Door.objects.visible_to(request.actor).select_related("place"), pk=pk)


def _place(request: Request, asked: str) -> Place | None:
    """None: the person keeps several and has not said which."""
    places = queries.places_to_keep(request.actor)
    if not asked:
        first = list(places[:2])
        return first[0] if len(first) == 1 else None
    try:
        return get_object_or_404(places, pk=UUID(asked))
    except ValueError as error:
        raise Http404 from error
