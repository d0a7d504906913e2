"""Asking for a book to be kept."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.actor import NOBODY
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.models import Library, Title
from hoctap.portal import keeping
from hoctap.portal.books import actions
from hoctap.portal.models import Door, HoldRequest
from hoctap.portal.pages import code_holder, holder_of
from hoctap.portal.rules import HoldDetails
from tests.portal import hands
from tests.world import World


@pytest.fixture
def shelf(world: World, door: Door) -> Library:
    library = hands.library_at(world.hamlet)
    door.libraries.add(library)
    return library


@pytest.fixture
def title(shelf: Library) -> Title:
    return hands.book_at(shelf)


@pytest.mark.requirement("S1-26")
def test_a_citizen_asks_the_keeper_answers_the_code_tells(
    world: World, door: Door, shelf: Library, title: Title, client: Client, no_hurry: None
):
    url = f"/c/{door.slug}/books/{title.pk}/hold/"
    sent = {
        **{"ticket": hands.ticket_on(client, url), "library": str(shelf.pk), "name": "Phạm Văn Đọc"},
        **{"phone": "0912 345 678", "agrees": "on"},
    }
    done = client.post(url, sent)
    hold = HoldRequest.objects.get()
    assert done["Location"] == f"/c/{door.slug}/code/?code={hold.code}&new=1"
    assert "Thư viện chưa xem" in client.get(done["Location"]).content.decode()
    by = hands.everything(world.commune)
    actions.answer_hold(hold, state="ready", kept_until=today() + dt.timedelta(days=3), by=by)
    told = client.get(f"/c/{door.slug}/code/?code={hold.code}").content.decode()
    assert "Sách đã giữ, mời đến lấy" in told
    assert "Phạm Văn Đọc" not in told
    actions.answer_hold(hold, state="fetched", by=by)
    assert "Hủy đặt sách" not in client.get(f"/c/{door.slug}/code/?code={hold.code}").content.decode()


def test_a_card_is_enough(door: Door, shelf: Library, title: Title, client: Client, no_hurry: None):
    url = f"/c/{door.slug}/books/{title.pk}/hold/"
    sent = {"ticket": hands.ticket_on(client, url), "library": str(shelf.pk), "card": "TV-9", "agrees": "on"}
    assert client.post(url, sent).status_code == 302
    assert HoldRequest.objects.get().card == "TV-9"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Hãy ghi họ và tên."),
        ({"phone": ""}, "Hãy ghi số điện thoại"),
        ({"agrees": ""}, "Hãy đánh dấu đồng ý"),
        ({"library": ""}, "Hãy chọn nơi lấy sách."),
        ({"library": "khong"}, "Hãy chọn nơi lấy sách."),
        ({"card": "www.spam.example", "name": ""}, "Không ghi địa chỉ trang mạng"),
    ],
)
def test_what_is_missing_is_told(
    wrong: dict[str, str], told: str, door: Door, shelf: Library, title: Title, client: Client, no_hurry: None
):
    url = f"/c/{door.slug}/books/{title.pk}/hold/"
    sent = {
        "ticket": hands.ticket_on(client, url),
        "library": str(shelf.pk),
        "name": "Lê Đọc",
        "phone": "0912345678",
    }
    refused = client.post(url, {**sent, "agrees": "on", **wrong})
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not HoldRequest.objects.exists()


def test_only_through_the_open_door_at_a_shelf_that_has_it(
    world: World, door: Door, shelf: Library, title: Title
):
    details, asked = HoldDetails("TV-1"), {"door": door, "agrees": True, "sending": hands.CALM}
    with pytest.raises(Forbidden):
        actions.ask_hold(title, shelf, details, **asked, by=NOBODY)
    empty = hands.library_at(world.commune, "Tủ trống")
    door.libraries.add(empty)
    with pytest.raises(Refused, match="không có cuốn sách ấy"):
        actions.ask_hold(title, empty, details, **asked, by=holder_of(door))
    hold = hands.hold_of(door, title, shelf)
    with pytest.raises(Forbidden):
        actions.cancel_hold(hold, by=holder_of(door))
    actions.cancel_hold(hold, by=code_holder(hold))
    hold.refresh_from_db()
    assert (hold.state, hold.name, hold.phone, hold.closed_on) == ("cancelled", "", "", today())
    with pytest.raises(Refused):
        actions.cancel_hold(hold, by=code_holder(hold))


def test_names_go_after_thirty_days(world: World, door: Door, shelf: Library, title: Title):
    by = hands.everything(world.commune)
    hold = hands.hold_of(door, title, shelf)
    actions.answer_hold(hold, state="refused", answer="Sách rách", by=by)
    assert keeping.drop_all(by) == 0
    HoldRequest.objects.update(closed_on=today() - dt.timedelta(days=31))
    assert keeping.drop_all(by) == 1
    hold.refresh_from_db()
    assert (hold.name, hold.phone) == ("", "")
