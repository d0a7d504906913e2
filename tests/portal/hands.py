"""A commune's door and what stands behind it, for tests."""

import datetime as dt
import re
from collections.abc import Sequence

from django.test import Client

from hoctap.core.actor import Actor, Grant
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.learning.models import Activity
from hoctap.libraries.models import Copy, Library, LibraryKind, Title
from hoctap.people.actions import write_privacy_notice
from hoctap.people.models import PrivacyNotice
from hoctap.places.models import Place
from hoctap.portal.books.actions import ask_hold
from hoctap.portal.classes.actions import set_class_door, sign_up
from hoctap.portal.doors.actions import arrange_door, open_door
from hoctap.portal.doors.queries import free_slug
from hoctap.portal.models import ClassDoor, DataRequest, Door, HoldRequest, SignUp
from hoctap.portal.pages import holder_of
from hoctap.portal.parts import Part
from hoctap.portal.requests.actions import file_request
from hoctap.portal.rules import AskedDetails, DoorDetails, HoldDetails, SignUpDetails
from hoctap.surveys.answering.rules import Sending
from tests.learning.hands import activity_at

CALM = Sending(seconds=60, trap="", within_a_minute=0)
SOON = dt.timedelta(days=5)


def everything(place: Place) -> Actor:
    """Somebody with every right at the place."""
    return Actor(name="Người lo mọi việc", grants=(Grant(place.pk, frozenset(Permission)),))


def notice_at(commune: Place) -> PrivacyNotice:
    found = PrivacyNotice.objects.filter(place=commune).order_by("-version").first()
    return found or write_privacy_notice(
        commune,
        body="Giữ tên để giữ chỗ.",
        officer_name="Bộ phận Một cửa",
        officer_contact="0277 000 111",
        in_force_on=today(),
        by=everything(commune),
    )


def door_at(place: Place, parts: Sequence[str] = tuple(Part.values), *, is_open: bool = True) -> Door:
    """Open, with these parts; a province has only what a province may."""
    if place.level == "province":
        parts = [part for part in parts if part in (Part.FIGURES, Part.BODIES)]
    else:
        notice_at(place)
    by = everything(place)
    libraries = list(Library.objects.filter(place__path__contains=[place.pk]))
    door = arrange_door(
        place,
        DoorDetails(free_slug(place), list(parts), contact=f"UBND {place.full_name}"),
        libraries,
        by=by,
    )
    door = Door.objects.select_related("place").get(pk=door.pk)
    if is_open and not door.is_open:
        open_door(door, by=by)
        door.refresh_from_db(fields=["is_open"])
    return door


def class_at(place: Place, *, on: dt.date | None = None, title: str = "") -> Activity:
    activity = activity_at(
        place, on=on or today() + SOON, title=title or f"Ghép cam ở {place.name}", speaker="Kỹ sư Giấu Tên"
    )
    activity.sessions.update(starts_at=dt.time(19), ends_at=dt.time(21))
    return activity


def taking(activity: Activity, *, asks: str = "phone", places: int | None = 2) -> ClassDoor:
    by = everything(activity.commune)
    row = set_class_door(activity, is_hidden=False, asks=asks, places=places, by=by)
    return ClassDoor.objects.select_related("activity__place", "activity__commune").get(pk=row.pk)


def comes(
    door: Door,
    class_door: ClassDoor,
    name: str = "Lê Thị Đến",
    *,
    people: int = 1,
    hamlet: Place | None = None,
) -> SignUp:
    row = sign_up(
        class_door,
        SignUpDetails(people, name, "0912 345 678"),
        door=door,
        hamlet=hamlet,
        agrees=True,
        sending=CALM,
        by=holder_of(door),
    )
    assert row is not None
    return row


def library_at(place: Place, name: str = "") -> Library:
    name = name or f"Tủ sách {place.title}"
    found = Library.objects.filter(place=place, name=name).first()
    return found or Library.objects.create(
        place=place,
        kind=LibraryKind.BOOKCASE,
        name=name,
        valid_from=dt.date(2020, 1, 1),
        address="Nhà văn hóa",
    )


def book_at(
    library: Library, name: str = "Dế mèn phiêu lưu ký", *, authors: str = "Tô Hoài", copies: int = 1
) -> Title:
    commune = library.place if library.place.level == "commune" else library.place.parent
    title = Title.objects.filter(place=commune, name=name).first() or Title.objects.create(
        place=commune, name=name, authors=authors, year=2019, publisher="Kim Đồng", added_on=today()
    )
    for _one in range(copies):
        number = Copy.objects.count() + 1
        Copy.objects.create(
            title=title, library=library, code=f"B{number:06}", acquired_on=dt.date(2024, 1, 1)
        )
    return title


def hold_of(
    door: Door, title: Title, library: Library, *, name: str = "Phạm Văn Đọc", card: str = ""
) -> HoldRequest:
    details = HoldDetails(card, "" if card else name, "" if card else "0912 345 678")
    row = ask_hold(title, library, details, door=door, agrees=True, sending=CALM, by=holder_of(door))
    assert row is not None
    return HoldRequest.objects.select_related("hold__library__place", "hold__title").get(pk=row.pk)


def asked_of(door: Door, name: str, *, kind: str = "view", birth_year: int = 1970) -> DataRequest:
    details = AskedDetails(kind, name, birth_year, "0912 345 678", "")
    row = file_request(door, details, hamlet=None, sending=CALM, by=holder_of(door))
    assert row is not None
    return row


def ticket_on(client: Client, url: str) -> str:
    """Of the page that shows the form."""
    found = re.search(r'name="ticket" value="([^"]+)"', client.get(url).content.decode())
    assert found
    return found[1]
