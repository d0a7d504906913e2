"""Signing up for a class without an account: places, waiting, cancelling, and what holds spam back."""

import datetime as dt
import re

import pytest
from django.test import Client

from hoctap.audit.models import Event
from hoctap.core.actor import NOBODY, Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.portal import keeping, rules
from hoctap.portal.classes import actions
from hoctap.portal.models import ClassDoor, Door, SignUp
from hoctap.portal.pages import code_holder, holder_of
from hoctap.portal.parts import Part
from hoctap.portal.rules import SignUpDetails, who_moves_up
from tests.portal import hands
from tests.world import World


@pytest.fixture
def taking(world: World, door: Door) -> ClassDoor:
    """Two places, name and telephone."""
    return hands.taking(hands.class_at(world.hamlet))


def _url(door: Door, taking: ClassDoor) -> str:
    return f"/c/{door.slug}/classes/{taking.activity_id}/signup/"


@pytest.mark.requirement("S1-26")
def test_a_citizen_signs_up_looks_again_and_cancels(
    world: World, door: Door, taking: ClassDoor, client: Client, no_hurry: None
):
    url = _url(door, taking)
    page = client.get(url).content.decode()
    assert "Xóa chậm nhất 30 ngày sau buổi cuối" in page
    assert "Bộ phận Một cửa, 0277 000 111" in page
    sent = {
        **{"ticket": hands.ticket_on(client, url), "people": "2", "name": "  lê  thị Đến", "agrees": "on"},
        **{"phone": "0912 345 678", "hamlet": str(world.hamlet.pk)},
    }
    done = client.post(url, sent)
    row = SignUp.objects.get()
    assert done["Location"] == f"/c/{door.slug}/code/?code={row.code}&new=1"
    assert (row.name, row.people, row.state, row.hamlet) == ("lê thị Đến", 2, "coming", world.hamlet)
    assert row.notice.startswith("bản số 1")
    receipt = client.get(done["Location"]).content.decode()
    assert rules.shown_code(row.code) in receipt
    assert "Đã có chỗ" in receipt
    assert "Đến" not in receipt.replace("Đến hết", "")
    assert "hết chỗ" in client.get(f"/c/{door.slug}/classes/").content.decode()
    client.post(f"/c/{door.slug}/code/cancel/", {"code": rules.shown_code(row.code).lower()})
    row.refresh_from_db()
    assert (row.state, row.name, row.phone) == ("cancelled", "", "")
    assert "còn 2 chỗ" in client.get(f"/c/{door.slug}/classes/").content.decode()
    assert not Event.objects.filter(what__startswith="portal.sign_up").exists()


def test_who_comes_when_it_is_full_waits_and_moves_up_in_turn(door: Door, taking: ClassDoor):
    first = hands.comes(door, taking, "Bà Một")
    hands.comes(door, taking, "Bà Hai")
    group = hands.comes(door, taking, "Bà Ba", people=2)
    single = hands.comes(door, taking, "Bà Bốn")
    assert [group.state, single.state] == ["waiting", "waiting"]
    actions.cancel_sign_up(first, by=code_holder(first))
    group.refresh_from_db()
    single.refresh_from_db()
    assert [group.state, single.state] == ["waiting", "coming"]
    # More places: the group has kept its turn.
    hands.taking(taking.activity, places=4)
    group.refresh_from_db()
    assert group.state == "coming"


def test_the_order_of_waiting():
    assert who_moves_up([("a", 3), ("b", 1), ("c", 1)], places=5, taken=3) == ["b", "c"]
    assert who_moves_up([("a", 3)], places=None, taken=900) == ["a"]
    assert who_moves_up([], places=2, taken=0) == []


def test_a_class_that_only_counts_keeps_no_name(world: World, door: Door, client: Client, no_hurry: None):
    taking = hands.taking(hands.class_at(world.hamlet), asks="count", places=None)
    url = _url(door, taking)
    page = client.get(url).content.decode()
    assert 'name="name"' not in page
    assert "Về dữ liệu" not in page
    client.post(
        url, {"ticket": hands.ticket_on(client, url), "people": "3", "name": "Ai đó", "phone": "0912345678"}
    )
    row = SignUp.objects.get()
    assert (row.people, row.name, row.phone, row.notice) == (3, "", "", "")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "Hãy ghi họ và tên."),
        ({"name": "12"}, "Hãy ghi họ và tên."),
        ({"name": "mua www.spam.example"}, "Không ghi địa chỉ trang mạng"),
        ({"phone": ""}, "Hãy ghi số điện thoại"),
        ({"phone": "12"}, "Số điện thoại chưa đúng"),
        ({"phone": "gọi 0912345678"}, "Số điện thoại chưa đúng"),
        ({"people": ""}, "một mình thì ghi 1"),
        ({"people": "0"}, "ít nhất 1 người"),
        ({"people": "11"}, "Đông hơn 10 người"),
        ({"agrees": ""}, "Hãy đánh dấu đồng ý"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    wrong: dict[str, str], told: str, door: Door, taking: ClassDoor, client: Client, no_hurry: None
):
    url = _url(door, taking)
    sent = {
        "ticket": hands.ticket_on(client, url),
        "people": "1",
        "name": "Lê Đến",
        "phone": "0912345678",
        "agrees": "on",
    }
    refused = client.post(url, {**sent, **wrong})
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not SignUp.objects.exists()


def test_what_is_wrong_is_tied_to_its_field(
    world: World, door: Door, taking: ClassDoor, client: Client, no_hurry: None
):
    """Each link of the summary, each description of a field leads to something on the page."""
    shelf = hands.library_at(world.commune)
    door.libraries.add(shelf)
    title = hands.book_at(shelf)
    for url in (_url(door, taking), f"/c/{door.slug}/books/{title.pk}/hold/", f"/c/{door.slug}/my-data/"):
        page = client.post(url, {"ticket": hands.ticket_on(client, url)}).text
        summary = page.split("error-summary")[1].split("<form")[0]
        led = re.findall(r'href="#([^"]+)"', summary)
        assert led
        told = [one for words in re.findall(r'aria-describedby="([^"]+)"', page) for one in words.split()]
        assert told
        for one in (*led, *told):
            assert page.count(f' id="{one}"') == 1, (url, one)


def test_machines_are_kept_out(
    door: Door, taking: ClassDoor, client: Client, monkeypatch: pytest.MonkeyPatch
):
    url = _url(door, taking)
    sent = {
        "ticket": hands.ticket_on(client, url),
        "people": "1",
        "name": "Lê Đến",
        "phone": "0912345678",
        "agrees": "on",
    }
    assert "Gửi nhanh quá" in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "ticket": "gia"})["Location"] == url
    monkeypatch.setattr(rules, "QUICKEST", -1)
    trapped = client.post(url, {**sent, "website": "x"})["Location"]
    # It learns nothing by where it is sent: as after a sign-up, with a code that nobody has.
    assert re.fullmatch(rf"/c/{door.slug}/code/\?code=[{rules.LETTERS}]{{10}}&new=1", trapped)
    assert "Đã nhận" in client.get(trapped).text
    assert "Không thấy mã" not in client.get(trapped).text
    monkeypatch.setattr(rules, "LONGEST", -2)
    assert "quá một ngày" in client.post(url, sent).content.decode()
    monkeypatch.setattr(rules, "MOST_A_MINUTE", 0)
    assert "chờ vài phút" in client.post(url, sent).content.decode()
    assert not SignUp.objects.exists()


def test_a_class_that_is_over_called_off_or_hidden_takes_nobody(
    world: World, door: Door, client: Client, by: Actor
):
    over = hands.taking(hands.class_at(world.hamlet, on=today() - dt.timedelta(days=1), title="Đã qua"))
    hidden = hands.taking(hands.class_at(world.hamlet, title="Không hiện"))
    actions.set_class_door(hidden.activity, is_hidden=True, asks="phone", places=None, by=by)
    elsewhere = hands.taking(hands.class_at(world.other_hamlet, title="Xã khác"))
    for taking in (over, hidden, elsewhere):
        assert client.get(_url(door, taking)).status_code == 404
        with pytest.raises(Refused, match="không đăng ký được nữa"):
            hands.comes(door, taking)
    plain = hands.taking(hands.class_at(world.hamlet, title="Cứ đến"), asks="", places=None)
    with pytest.raises(Refused, match="không cần đăng ký"):
        hands.comes(door, plain)
    assert "Không hiện" not in client.get(f"/c/{door.slug}/classes/").content.decode()


def test_only_the_open_door_and_the_code_open_the_way(world: World, door: Door, taking: ClassDoor):
    row = hands.comes(door, taking)
    details = SignUpDetails(1, "Lê Đến", "0912345678")
    asked = {"door": door, "hamlet": None, "agrees": True, "sending": hands.CALM}
    for by in (NOBODY, code_holder(row), world.actor(world.lan)):
        with pytest.raises(Forbidden):
            actions.sign_up(taking, details, **asked, by=by)
    with pytest.raises(Forbidden):
        actions.cancel_sign_up(row, by=holder_of(door))
    shut = hands.door_at(world.commune, [Part.CLASSES])
    with pytest.raises(Forbidden):
        actions.sign_up(taking, details, **{**asked, "door": shut}, by=holder_of(shut))


def test_a_hamlet_of_another_commune_is_not_kept(world: World, door: Door, taking: ClassDoor):
    assert hands.comes(door, taking, hamlet=world.other_hamlet).hamlet is None


def test_sent_twice_is_one_sign_up(door: Door, taking: ClassDoor, client: Client, no_hurry: None):
    url = _url(door, taking)
    page = client.get(url).content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    ticket = page.split('name="ticket" value="')[1].split('"')[0]
    sent = {
        "ticket": ticket,
        "form_key": key,
        "people": "1",
        "name": "Lê Đến",
        "phone": "0912345678",
        "agrees": "on",
    }
    assert client.post(url, sent)["Location"] == client.post(url, sent)["Location"]
    assert SignUp.objects.count() == 1


def test_names_go_thirty_days_after_the_last_session(door: Door, taking: ClassDoor, by: Actor):
    row = hands.comes(door, taking)
    assert keeping.drop_all(by) == 0
    session = taking.activity.sessions.get()
    for ago, dropped in ((30, 0), (31, 1)):
        session.on = today() - dt.timedelta(days=ago)
        session.save()
        assert keeping.drop_all(by) == dropped
    row.refresh_from_db()
    assert (row.name, row.phone, row.people) == ("", "", 1)
    assert Event.objects.filter(what="portal.sign_up.names_dropped").count() == 1
    assert not keeping.old_sign_ups(door.place_id, today()).exists()
