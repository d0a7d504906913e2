"""A door is arranged, opened, closed."""

from collections.abc import Sequence

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.libraries.models import Library
from hoctap.places.models import Place
from hoctap.portal.doors import queries
from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from hoctap.portal.rules import DoorDetails, door_blockers


@transaction.atomic
def arrange_door(place: Place, details: DoorDetails, libraries: Sequence[Library] = (), *, by: Actor) -> Door:
    """Its address, its parts, whose shelves it shows; whether it is open stays as it is."""
    by.must(Permission.PORTAL_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    details = DoorDetails(
        clean(details.slug).lower()[:60],
        [part for part in Part.values if part in details.parts]
        + [part for part in details.parts if part not in Part.values],
        clean(details.intro)[:300],
        clean(details.contact)[:300],
    )
    reasons = door_blockers(
        details,
        is_slug_free=queries.is_slug_free(details.slug, place.pk),
        has_notice=queries.notice_of(place) is not None,
        are_libraries_of_place=all(place.pk in one.place.path for one in libraries),
        level=place.level,
    )
    if place.level not in queries.DOOR_LEVELS or not place.is_current:
        reasons.append(Reason("Cổng là của xã, phường hoặc tỉnh đang có. Hãy chọn địa bàn khác."))
    if reasons:
        raise Refused(reasons)
    values = {
        "slug": details.slug,
        "parts": list(details.parts),
        "intro": details.intro,
        "contact": details.contact,
        "changed_by": by.described[:300],
    }
    door, _is_new = Door.objects.update_or_create(place=place, defaults=values)
    door.libraries.set(libraries)
    audit.record(by, "portal.door.arranged", door, fields=sorted(values))
    return door


@transaction.atomic
def open_door(door: Door, *, by: Actor) -> Door:
    by.must(Permission.PORTAL_KEEP, at=door)
    door = _locked(door)
    reasons = []
    if door.is_open:
        reasons.append(Reason("Cổng đang mở."))
    if not door.parts and door.place.level == "commune":
        reasons.append(Reason("Chưa bật phần nào: hãy chọn rồi lưu trước khi mở.", "parts"))
    if reasons:
        raise Refused(reasons)
    return _turned(door, is_open=True, event="portal.door.opened", by=by)


@transaction.atomic
def close_door(door: Door, *, by: Actor) -> Door:
    """At once: every page of it is gone. What people left stays for those who answer it."""
    by.must(Permission.PORTAL_KEEP, at=door)
    door = _locked(door)
    if not door.is_open:
        raise Refused("Cổng đang đóng.")
    return _turned(door, is_open=False, event="portal.door.closed", by=by)


def _locked(door: Door) -> Door:
    return Door.objects.select_for_update(of=("self",)).select_related("place").get(pk=door.pk)


def _turned(door: Door, *, is_open: bool, event: str, by: Actor) -> Door:
    door.is_open, door.changed_by = is_open, by.described[:300]
    door.save(update_fields=["is_open", "changed_by", "changed_at"])
    audit.record(by, event, door)
    return door
