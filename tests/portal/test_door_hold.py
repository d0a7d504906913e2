"""Asking for a book to be kept."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hoctap.core.actor import NOBODY
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.core.vietnamese import format_date
from hoctap.libraries.circulation.holds import following
from hoctap.libraries.circulation.holds.actions import drop_hold, put_on_card, reserve
from hoctap.libraries.circulation.holds.queries import holds_of
from hoctap.libraries.circulation.lending.actions import lend, take_back
from hoctap.libraries.circulation.lending.queries import desk
from hoctap.libraries.models import Hold, Library, Title
from hoctap.libraries.tasks import expire_all
from hoctap.portal import rules
from hoctap.portal.books import actions
from hoctap.portal.models import Door, HoldRequest
from hoctap.portal.pages import code_holder, holder_of
from hoctap.portal.rules import HoldDetails
from tests.libraries.lending_hands import card, lent
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


def told_by(client: Client, door: Door, asked: HoldRequest) -> str:
    return client.get(f"/c/{door.slug}/code/?code={asked.code}").content.decode()


@pytest.mark.requirement("S1-26")
def test_what_is_asked_for_on_the_door_stands_in_the_line_of_the_desk(
    world: World, door: Door, shelf: Library, title: Title, client: Client, no_hurry: None
):
    url = f"/c/{door.slug}/books/{title.pk}/hold/"
    sent = {
        **{"ticket": hands.ticket_on(client, url), "library": str(shelf.pk), "name": "Phạm Văn Đọc"},
        **{"phone": "0912 345 678", "agrees": "on"},
    }
    done = client.post(url, sent)
    asked = HoldRequest.objects.select_related("hold__copy").get()
    assert done["Location"] == f"/c/{door.slug}/code/?code={asked.code}&new=1"
    assert (asked.hold.state, asked.hold.from_outside, asked.hold.asker_phone) == (
        "ready",
        True,
        "0912345678",
    )
    told = client.get(done["Location"]).content.decode()
    assert "Sách đã giữ, mời đến lấy" in told
    assert f"Giữ đến hết ngày {format_date(asked.hold.until)}" in told
    assert "Phạm Văn Đọc" not in told
    assert "đang có người mượn hoặc đặt" in client.get(f"/c/{door.slug}/books/{title.pk}/").content.decode()
    by = hands.everything(world.commune)
    copy, reader = shelf.copies.get(), card(shelf, by)
    with pytest.raises(Refused, match="đang giữ cho Phạm Văn Đọc"):
        lend(shelf, copy, reader, by=by)
    put_on_card(asked.hold, reader, by=by)
    lend(shelf, copy, reader, by=by)
    told = told_by(client, door, asked)
    assert "Đã lấy sách" in told
    assert "Hủy đặt sách" not in told


@pytest.mark.requirement("S1-26")
def test_the_code_tells_the_place_in_line_and_that_it_went_to_the_next(
    world: World, door: Door, shelf: Library, title: Title, client: Client
):
    by = hands.everything(world.commune)
    loan = lent(shelf.copies.get(), card(shelf, by), by)
    at_desk = reserve(shelf, title, borrower=card(shelf, by, "Phan Văn Hai"), by=by)
    first, second = (hands.hold_of(door, title, shelf, name=name) for name in ("Lê Một", "Lê Hai"))
    assert "Đứng thứ 2 trong hàng chờ" in told_by(client, door, first)
    assert "Đứng thứ 3 trong hàng chờ" in told_by(client, door, second)
    take_back(loan, by=by)
    at_desk.refresh_from_db()
    assert at_desk.state == "ready"
    assert "Đứng thứ 1 trong hàng chờ" in told_by(client, door, first)
    drop_hold(at_desk, "Không cần nữa", by=by)
    assert "mời đến lấy" in told_by(client, door, first)
    Hold.objects.filter(pk=first.hold_id).update(until=today() - dt.timedelta(days=1))
    assert "Quá ngày giữ" in told_by(client, door, first)
    expire_all(0)
    assert "Quá ngày giữ" in told_by(client, door, first)
    assert "mời đến lấy" in told_by(client, door, second)
    drop_hold(second.hold, "Sách rách, đang đóng lại", by=by)
    told = told_by(client, door, second)
    assert "Thư viện không giữ được" in told
    assert "Sách rách, đang đóng lại" in told


def test_a_card_is_enough_and_is_served_at_the_desk_as_it_is(
    world: World, door: Door, shelf: Library, title: Title, client: Client, no_hurry: None
):
    by = hands.everything(world.commune)
    reader, other = card(shelf, by), card(shelf, by, "Phan Văn Hai")
    url = f"/c/{door.slug}/books/{title.pk}/hold/"
    typed = {"library": str(shelf.pk), "card": reader.card.lower(), "agrees": "on"}
    assert client.post(url, {"ticket": hands.ticket_on(client, url), **typed}).status_code == 302
    asked = HoldRequest.objects.get()
    assert (asked.hold.asker_card, asked.hold.borrower) == (reader.card, None)
    assert [one.on_card for one in holds_of(shelf)] == ["Lê Thị Học"]
    copy = shelf.copies.get()
    assert [one.pk for one in desk(shelf, reader, "", today()).waiting] == [asked.hold_id]
    with pytest.raises(Refused, match="đang giữ cho thẻ"):
        lend(shelf, copy, other, by=by)
    lend(shelf, copy, reader, by=by)
    assert "Đã lấy sách" in told_by(client, door, asked)


def test_a_stranger_learns_nothing_of_a_card_or_number_he_types(
    world: World, door: Door, shelf: Library, title: Title, client: Client
):
    """Neither whose it is, nor that there is none, nor that it asked for this book already."""
    by = hands.everything(world.commune)
    reader = card(shelf, by)
    reserve(shelf, title, borrower=reader, by=by)
    for typed in (reader.card, "T99999"):
        told = told_by(client, door, hands.hold_of(door, title, shelf, card=typed))
        assert "Đang chờ sách về" in told
        assert reader.called not in told
    first = hands.hold_of(door, title, shelf)
    second = hands.hold_of(door, title, shelf)
    assert first.code != second.code


def test_nobody_outside_empties_a_shelf(world: World, door: Door, shelf: Library, monkeypatch):
    monkeypatch.setattr(rules, "MOST_HOLDS", 2)
    for number in range(2):
        last = hands.hold_of(door, hands.book_at(shelf, f"Sách {number}"), shelf)
    third = hands.book_at(shelf, "Sách nữa")
    with pytest.raises(Refused, match="nhiều sách đặt chưa ai lấy"):
        hands.hold_of(door, third, shelf)
    actions.cancel_hold(last, by=code_holder(last))
    assert hands.hold_of(door, third, shelf).hold.state == "ready"
    Library.objects.filter(pk=shelf.pk).update(valid_to=today(), ended_why="x")
    shelf.refresh_from_db()
    with pytest.raises(Refused, match="không cho mượn sách hoặc đã thôi"):
        hands.hold_of(door, third, shelf)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Hãy ghi họ và tên."),
        ({"phone": ""}, "Hãy ghi số điện thoại"),
        ({"phone": "1900"}, "Số điện thoại chưa đúng"),
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
    kept = Hold.objects.get(pk=hold.hold_id)
    assert (kept.state, kept.asker_name, kept.asker_phone, kept.closed_on) == ("cancelled", "", "", today())
    with pytest.raises(Refused):
        actions.cancel_hold(hold, by=code_holder(hold))


def test_who_cancels_leaves_the_copy_to_the_next(door: Door, shelf: Library, title: Title, client: Client):
    first, second = (hands.hold_of(door, title, shelf, name=name) for name in ("Lê Một", "Lê Hai"))
    url = f"/c/{door.slug}/code/cancel/"
    assert "Đã hủy" in client.post(url, {"code": first.code}, follow=True).content.decode()
    assert "mời đến lấy" in told_by(client, door, second)


def test_names_go_after_thirty_days_and_nobody_waits_for_more_than_ninety(
    world: World, door: Door, shelf: Library, title: Title, client: Client
):
    by = hands.everything(world.commune)
    hold, waits = (hands.hold_of(door, title, shelf, name=name) for name in ("Lê Một", "Lê Hai"))
    drop_hold(hold.hold, "Sách rách", by=by)
    expire_all(0)
    assert Hold.objects.left_with_a_name().count() == 2
    Hold.objects.filter(pk=hold.hold_id).update(closed_on=today() - dt.timedelta(days=31))
    third = hands.hold_of(door, title, shelf, name="Lê Ba")
    Hold.objects.filter(pk=third.hold_id).update(asked_at=timezone.now() - dt.timedelta(days=92))
    expire_all(0)
    kept = Hold.objects.get(pk=hold.hold_id)
    assert (kept.asker_name, kept.asker_phone) == ("", "")
    assert "quá 90 ngày chưa có sách" in told_by(client, door, third)
    assert Hold.objects.get(pk=waits.hold_id).state == "ready"


def test_the_line_goes_along_when_two_catalogues_become_one(
    world: World, door: Door, shelf: Library, title: Title, client: Client
):
    twin = hands.book_at(hands.library_at(world.other_commune))
    asked = hands.hold_of(door, title, shelf)
    kept = following.move({title.pk: twin.pk}, None)
    assert Hold.objects.get(pk=asked.hold_id).title == twin
    following.back(kept)
    assert Hold.objects.get(pk=asked.hold_id).title == title
    assert following.move({title.pk: twin.pk}, []) == {}
