"""Sign-ups of one class: the list, the roll, what may be set."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Read
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.models import Attendance
from hoctap.portal import rules
from hoctap.portal.classes import actions
from hoctap.portal.models import ClassDoor, Door, SignUp
from tests.portal import hands
from tests.season import make_director
from tests.world import World


@pytest.fixture
def director(world: World) -> User:
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def taking(world: World, door: Door) -> ClassDoor:
    return hands.taking(hands.class_at(world.hamlet))


def test_the_centre_sets_how_people_sign_up(world: World, door: Door, director: User, client: Client):
    activity = hands.class_at(world.hamlet)
    client.force_login(director)
    url = f"/portal/classes/{activity.pk}/"
    assert "Không cần đăng ký" in client.get(url).content.decode()
    assert client.post(url, {"asks": "name", "places": "25"}).status_code == 302
    row = ClassDoor.objects.get()
    assert (row.asks, row.places, row.is_hidden) == ("name", 25, False)
    for wrong, told in (
        ({"asks": "x"}, "Hãy chọn cách đăng ký"),
        ({"asks": "name", "places": "0"}, "ít nhất là 1"),
    ):
        refused = client.post(url, wrong)
        assert refused.status_code == 422
        assert told in refused.content.decode()


def test_the_list_names_who_comes_to_who_takes_the_roll(
    world: World, door: Door, taking: ClassDoor, director: User, client: Client
):
    hands.comes(door, taking, "Lê Thị Đến", hamlet=world.hamlet)
    client.force_login(director)
    page = client.get(f"/portal/classes/{taking.activity_id}/").content.decode()
    assert "Lê Thị Đến" in page
    assert "0912 345 678" in page
    client.force_login(world.oanh)
    assert client.get(f"/portal/classes/{taking.activity_id}/").status_code in (403, 404)
    # The head of the hamlet takes the roll there, and sets nothing.
    client.force_login(world.hung)
    page = client.get(f"/portal/classes/{taking.activity_id}/").content.decode()
    assert "Lê Thị Đến" in page
    assert "Cách đăng ký" not in page
    assert client.post(f"/portal/classes/{taking.activity_id}/", {"asks": ""}).status_code == 403


def test_who_looks_at_the_names_leaves_a_row(
    world: World, door: Door, taking: ClassDoor, director: User, client: Client
):
    url = f"/portal/classes/{taking.activity_id}/"
    client.force_login(director)
    client.get(url)
    assert not Read.objects.exists()
    rows = [hands.comes(door, taking, name) for name in ("Bà Một", "Bà Hai")]
    assert rules.shown_code(rows[0].code) in client.get(url).text
    row = Read.objects.get()
    assert (row.page, row.persons) == ("classdoor_detail", 2)


@pytest.mark.requirement("S1-26")
def test_who_was_there_goes_onto_the_roll(
    world: World, door: Door, taking: ClassDoor, director: User, client: Client
):
    """'classdoor_take'."""
    there = hands.comes(door, taking, "Lê Thị Đến", hamlet=world.hamlet)
    hands.comes(door, taking, "Bà Vắng")
    session = taking.activity.sessions.get()
    client.force_login(director)
    assert "Đưa vào danh sách dự" not in client.get(f"/portal/classes/{taking.activity_id}/").content.decode()
    session.on = today()
    session.save()
    url = f"/portal/classes/{taking.activity_id}/take/"
    nobody = client.post(url, {"session": str(session.pk)})
    assert nobody.status_code == 422
    assert "Chưa chọn ai" in nobody.content.decode()
    done = client.post(url, {"session": str(session.pk), "sign_ups": [str(there.pk)]})
    assert done["Location"] == f"/learning/sessions/{session.pk}/"
    face = Attendance.objects.get()
    assert (face.full_name, face.from_where) == ("Lê Thị Đến", "Ấp 1")
    there.refresh_from_db()
    assert there.taken_at is not None
    assert client.post(url, {"session": str(session.pk), "sign_ups": [str(there.pk)]}).status_code == 422


def test_a_name_that_stands_on_the_roll_already_stops_all(
    world: World, door: Door, taking: ClassDoor, by: Actor
):
    session = taking.activity.sessions.get()
    rows = [hands.comes(door, taking, name) for name in ("Lê Thị Đến", "Lê Thị Đến")]
    session.on = today() - dt.timedelta(days=1)
    session.save()
    with pytest.raises(Refused, match="Lê Thị Đến: "):
        actions.take_into_roll(rows, session, by=by)
    assert not Attendance.objects.exists()


def test_the_centre_cancels_for_who_called(
    world: World, door: Door, taking: ClassDoor, director: User, client: Client
):
    """'signup_cancel'."""
    row = hands.comes(door, taking)
    client.force_login(director)
    client.post(f"/portal/sign-ups/{row.pk}/cancel/")
    row.refresh_from_db()
    assert (row.state, row.name) == ("cancelled", "")
    client.post(f"/portal/sign-ups/{row.pk}/cancel/")
    assert SignUp.objects.get().state == "cancelled"


def test_signing_up_is_not_switched_off_under_those_who_did(door: Door, taking: ClassDoor, by: Actor):
    hands.comes(door, taking)
    with pytest.raises(Refused, match="Đã có 1 người đăng ký"):
        actions.set_class_door(taking.activity, is_hidden=False, asks="", places=None, by=by)
