"""What the frame of every page shows: who is signed in, in which capacity, where, and where he may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hoctap.accounts.models import Capacity
from hoctap.accounts.sign_on.client import is_configured
from hoctap.core.actor import NOBODY, Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, nav_items, open_pages
from hoctap.places.models import Place


def where(request: HttpRequest, *, place: Place, year: int | None = None) -> dict[str, Any]:
    """The line under the head of a page that is about one place, and its year where it has one."""
    line = _where(getattr(request, "actor", NOBODY), getattr(request, "capacities", []))
    return line | {"place": place.title, "year": year}


def actor(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = getattr(request, "actor", NOBODY)
    capacities: list[Capacity] = getattr(request, "capacities", [])
    values: dict[str, Any] = {"actor": actor, "capacities": capacities, "nav": [], "where": {}}
    values["sign_on_name"] = settings.SIGN_ON["name"] if is_configured() else ""
    if actor.user_id is None:
        # Asked only by the page that shows them.
        values["open_pages"] = lambda: [found for page in open_pages if (found := page())]
        return values
    values["sign_out_url"] = reverse("account_logout")
    # A person who must first replace his password can go nowhere else yet.
    if getattr(request.user, "must_change_password", False):
        return values | {"where": {"person": actor.name}}
    items = sorted(nav_items, key=lambda item: item.order)
    return values | {
        "nav": _nav([item for item in items if _may_go(item, actor)], actor, request.path),
        "where": _where(actor, capacities),
        "account_links": _account_links(actor, capacities),
    }


def _may_go(item: NavItem, actor: Actor) -> bool:
    return not item.permission or actor.may_anywhere(Permission(item.permission))


MOST_IN_A_ROW = 11
"""Words and a count: as much as a laptop shows beside a name."""


def _nav(items: list[NavItem], actor: Actor, path: str) -> list[dict[str, Any]]:
    is_full = sum(not item.aside for item in items) > MOST_IN_A_ROW
    links = [_link(item, actor, path) for item in items]
    for item, link in zip(items, links, strict=True):
        link["aside"] = item.aside or (is_full and item.gives_way)
    return links


def _link(item: NavItem, actor: Actor, path: str) -> dict[str, Any]:
    url = reverse(item.url_name)
    below = [url, *(reverse(name) for name in (item.over() if item.over else ()))]
    here = path == url if url == "/" else path.startswith(tuple(below))
    count = item.count(actor) if item.count else 0
    return {"label": item.label, "url": url, "current": here, "count": count}


def _where(actor: Actor, capacities: list[Capacity]) -> dict[str, Any]:
    place = next((one.organisation.place.title for one in capacities if one.pk == actor.capacity_id), "")
    return {
        "person": actor.name,
        "capacity": actor.capacity,
        "place": place,
        "change_url": reverse("capacity_choose") if len(capacities) > 1 else "",
    }


def _account_links(actor: Actor, capacities: list[Capacity]) -> list[dict[str, str]]:
    links = [
        {"label": "Đổi mật khẩu", "url": reverse("account_change_password")},
        {"label": "Xác thực hai lớp", "url": reverse("second_factor")},
        {"label": "Thiết bị đã đăng nhập", "url": reverse("device_list")},
    ]
    if len(capacities) > 1:
        links.insert(0, {"label": "Đổi tư cách làm việc", "url": reverse("capacity_choose")})
    if actor.may_anywhere(Permission.AUDIT_READ):
        links.append({"label": "Ai được làm gì ở đây", "url": reverse("right_list")})
        links.append({"label": "Phân việc, cho phép kiêm việc", "url": reverse("duty_list")})
    if actor.may_anywhere(Permission.PLACE_READ):
        links.append({"label": "Địa bàn qua các thời kỳ", "url": reverse("place_list")})
    if actor.may_anywhere(Permission.PLACE_EDIT):
        links.append({"label": "Ấp, khóm", "url": reverse("hamlet_list")})
        links.append({"label": "Cơ quan, tổ chức", "url": reverse("organisation_list")})
        links.append({"label": "Ranh giới xã trên bản đồ", "url": reverse("outline_list")})
    if actor.may_anywhere(Permission.BOUNDARY_CHANGE):
        links.append({"label": "Sắp xếp đơn vị hành chính", "url": reverse("boundary_list")})
    return links
