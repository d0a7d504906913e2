"""Each address and action of the portal with its object and owner. Public pages have no owner."""

import datetime as dt
from typing import Any

from hoctap.core.dates import today
from hoctap.learning.models import Activity
from hoctap.libraries.models import Library, Title
from hoctap.people.models import Person
from hoctap.portal.models import ClassDoor, DataRequest, Door, HoldRequest, SignUp
from hoctap.portal.parts import Part
from hoctap.portal.rules import AskedDetails, DoorDetails, HoldDetails, SignUpDetails
from tests.examples import Call, Visit, action_example, url_example
from tests.portal import hands
from tests.portal.hands import CALM
from tests.season import Season


def _door(season: Season) -> Door:
    found = Door.objects.filter(place=season.commune, is_open=True).select_related("place").first()
    return found or hands.door_at(season.commune)


def _class(season: Season) -> Activity:
    title = f"Lớp qua cổng {season.commune.name}"
    found = Activity.objects.filter(title=title).first()
    return found or hands.class_at(season.hamlet, title=title)


def _taking(season: Season, places: int | None = None) -> ClassDoor:
    found = ClassDoor.objects.filter(activity=_class(season)).select_related("activity__commune").first()
    return found or hands.taking(_class(season), places=places)


def _sign_up(season: Season) -> SignUp:
    return hands.comes(_door(season), _taking(season), f"Người đến {season.commune.name}")


def _book(season: Season) -> tuple[Library, Title]:
    shelf = hands.library_at(season.commune, f"Tủ sách {season.commune.name}")
    title = Title.objects.filter(place=season.commune, copies__library=shelf).first()
    title = title or hands.book_at(shelf, f"Sách ở {season.commune.name}")
    _door(season).libraries.add(shelf)
    return shelf, title


def _hold(season: Season) -> HoldRequest:
    shelf, title = _book(season)
    return hands.hold_of(_door(season), title, shelf, name=f"Người đọc {season.commune.name}")


def _asked(season: Season) -> DataRequest:
    return hands.asked_of(_door(season), season.households[0].head.full_name)


def _head(season: Season) -> Person:
    return season.households[0].head


@url_example("door_list")
def _(season: Season) -> Visit:
    _door(season)
    return Visit(owner=None)


@url_example("door_robots")
def _(season: Season) -> Visit:
    return Visit(owner=None)


@url_example("door_sitemap")
def _(season: Season) -> Visit:
    _door(season)
    return Visit(owner=None)


def _open_page(name: str) -> None:
    @url_example(name)
    def _(season: Season) -> Visit:
        _class(season)
        _book(season)
        return Visit(owner=None, kwargs={"door": _door(season).slug})


for _name in (
    *("door_detail", "door_classes", "door_classes_ics", "door_classes_rss", "door_books", "door_honours"),
    *("door_data", "door_catalogue_csv", "door_classes_csv"),
):
    _open_page(_name)


@url_example("door_class")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"door": _door(season).slug, "pk": _class(season).pk})


@url_example("door_signup")
def _(season: Season) -> Visit:
    taking = _taking(season)
    return Visit(owner=None, kwargs={"door": _door(season).slug, "pk": taking.activity_id})


@url_example("door_book")
def _(season: Season) -> Visit:
    _shelf, title = _book(season)
    return Visit(owner=None, kwargs={"door": _door(season).slug, "pk": title.pk})


@url_example("door_hold")
def _(season: Season) -> Visit:
    _shelf, title = _book(season)
    return Visit(owner=None, kwargs={"door": _door(season).slug, "pk": title.pk})


@url_example("door_request")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"door": _door(season).slug})


@url_example("door_code")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"door": _door(season).slug}, query={"code": _sign_up(season).code})


@url_example("door_code_cancel")
def _(season: Season) -> Visit:
    return Visit(owner=None, kwargs={"door": _door(season).slug}, post={"code": _sign_up(season).code})


# ---------------------------------------------------------------- officers


def _typed_door(season: Season) -> dict[str, Any]:
    return {
        "slug": _door(season).slug,
        "parts": [Part.CLASSES.value],
        "contact": f"UBND {season.commune.name}",
    }


@url_example("door_setting")
def _(season: Season) -> list[Visit]:
    query = {"place": season.commune.pk}
    return [
        Visit(owner=season.admin, query=query),
        Visit(owner=season.admin, query=query, post=_typed_door(season)),
    ]


@url_example("door_open")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _door(season).pk}, post={})


@url_example("door_close")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _door(season).pk}, post={})


@url_example("classdoor_list")
def _(season: Season) -> Visit:
    _sign_up(season)
    return Visit(owner=season.director, own_page=True)


@url_example("classdoor_detail")
def _(season: Season) -> list[Visit]:
    kwargs = {"pk": _sign_up(season).class_door.activity_id}
    return [
        Visit(owner=season.director, kwargs=kwargs),
        Visit(owner=season.director, kwargs=kwargs, post={"asks": "phone", "places": "30"}),
    ]


@url_example("classdoor_take")
def _(season: Season) -> Visit:
    row = _sign_up(season)
    post = {"session": str(row.class_door.activity.sessions.get().pk), "sign_ups": [str(row.pk)]}
    return Visit(owner=season.director, kwargs={"pk": row.class_door.activity_id}, post=post)


@url_example("signup_cancel")
def _(season: Season) -> Visit:
    return Visit(owner=season.director, kwargs={"pk": _sign_up(season).pk}, post={})


@url_example("datarequest_list")
def _(season: Season) -> Visit:
    _asked(season)
    return Visit(owner=season.admin, own_page=True)


@url_example("datarequest_detail")
def _(season: Season) -> Visit:
    return Visit(owner=season.admin, kwargs={"pk": _asked(season).pk})


@url_example("datarequest_register")
def _(season: Season) -> Visit:
    post = {"person": str(_head(season).pk), "channel": "phone", "how": "gọi lại số trong sổ"}
    return Visit(owner=season.admin, kwargs={"pk": _asked(season).pk}, post=post)


@url_example("datarequest_drop")
def _(season: Season) -> Visit:
    post = {"why": "gọi hai lần không liên lạc được"}
    return Visit(owner=season.admin, kwargs={"pk": _asked(season).pk}, post=post)


# ---------------------------------------------------------------- actions


@action_example("portal.arrange_door")
def _(season: Season) -> Call:
    details = DoorDetails(_door(season).slug, [Part.CLASSES.value])
    return Call(season.commune, details, owner=season.admin)


@action_example("portal.open_door")
def _(season: Season) -> Call:
    return Call(_door(season), owner=season.admin)


@action_example("portal.close_door")
def _(season: Season) -> Call:
    return Call(_door(season), owner=season.admin)


@action_example("portal.set_class_door")
def _(season: Season) -> Call:
    kwargs = {"is_hidden": False, "asks": "count", "places": 20}
    return Call(_class(season), kwargs=kwargs, owner=season.director)


@action_example("portal.sign_up")
def _(season: Season) -> Call:
    kwargs = {"door": _door(season), "hamlet": None, "agrees": True, "sending": CALM}
    return Call(_taking(season), SignUpDetails(1, "Lê Thị Đến", "0912345678"), kwargs=kwargs, owner=None)


@action_example("portal.cancel_sign_up")
def _(season: Season) -> Call:
    return Call(_sign_up(season), owner=season.director)


@action_example("portal.take_into_roll")
def _(season: Season) -> Call:
    row = _sign_up(season)
    session = row.class_door.activity.sessions.get()
    session.on = today() - dt.timedelta(days=1)
    session.save()
    return Call([row], session, owner=season.director)


@action_example("portal.ask_hold")
def _(season: Season) -> Call:
    shelf, title = _book(season)
    kwargs = {"door": _door(season), "agrees": True, "sending": CALM}
    return Call(title, shelf, HoldDetails("TV-01"), kwargs=kwargs, owner=None)


@action_example("portal.cancel_hold")
def _(season: Season) -> Call:
    return Call(_hold(season), owner=None)


@action_example("portal.file_request")
def _(season: Season) -> Call:
    details = AskedDetails("view", "Lê Thị Đến", 1970, "0912 345 678")
    return Call(_door(season), details, kwargs={"hamlet": None, "sending": CALM}, owner=None)


@action_example("portal.register_data_request")
def _(season: Season) -> Call:
    kwargs = {"channel": "phone", "how": "gọi lại số trong sổ"}
    return Call(_asked(season), _head(season), kwargs=kwargs, owner=season.admin)


@action_example("portal.drop_data_request")
def _(season: Season) -> Call:
    return Call(_asked(season), kwargs={"why": "không liên lạc được"}, owner=season.admin)
