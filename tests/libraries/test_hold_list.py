"""First come, first served; what is not fetched goes to the next."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoctap.core.actor import system_job
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.actions import add_copies, restore_copy, withdraw_copies
from hoctap.libraries.catalogue.rules import CopiesDetails
from hoctap.libraries.catalogue.stocktaking.actions import (
    close_stocktake,
    lose_missing,
    open_stocktake,
    scan_codes,
)
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import drop_hold, expire_holds, reserve
from hoctap.libraries.circulation.holds.queries import holds_of
from hoctap.libraries.circulation.lending.actions import lend, renew, take_back
from hoctap.libraries.institutions.actions import end_library
from hoctap.libraries.models import Hold
from hoctap.libraries.tasks import expire_all
from hoctap.notices.models import Notice
from hoctap.people.models import AccountLink
from tests.libraries.lending_hands import card, copy_at, days_ago, keeper, lent, library_at, signed_in, start
from tests.world import World, make_household


@pytest.mark.requirement("S1-26")
def test_a_book_that_comes_back_is_put_aside_for_the_first_and_then_the_next(world: World, client: Client):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    AccountLink.objects.create(user=world.hung, person=person, linked_by="x")
    first, second = give_card(shelf, CardTyped(), person=person, by=by), card(shelf, by, "Phan Văn Hai")
    loan = lent(copy, card(shelf, by), by)
    one = reserve(shelf, copy.title, borrower=first, by=by)
    two = reserve(shelf, copy.title, borrower=second, by=by)
    with pytest.raises(Refused, match="2 người đang đặt trước"):
        renew(loan, by=by)
    came = take_back(loan, by=by)
    assert came.hold == one
    one.refresh_from_db()
    assert (one.state, one.copy, one.until) == ("ready", copy, days_ago(-shelf.hold_days))
    assert "giữ cho ông/bà" in Notice.objects.get(user=world.hung).text
    with pytest.raises(Refused, match="đang giữ cho Nguyễn Văn Đọc"):
        lend(shelf, copy, second, by=by)
    Hold.objects.filter(pk=one.pk).update(until=days_ago(1))
    expire_all(0)
    two.refresh_from_db()
    one.refresh_from_db()
    assert (one.state, two.state, two.copy) == ("expired", "ready", copy)
    lend(shelf, copy, second, by=by)
    two.refresh_from_db()
    assert two.state == "taken"
    assert expire_holds(shelf, by=by) == 0


def test_the_list_shows_what_is_put_aside_and_who_to_call(world: World, client: Client):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    reserve(shelf, copy.title, name="Mai Thị Gọi", phone="0912 345 678", by=by)
    signed_in(client)
    page = client.get(f"/lending/holds/?library={shelf.pk}").content.decode()
    assert "Mai Thị Gọi, 0912345678" in page
    assert "Đã giữ sách" in page
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(f"/lending/holds/?library={shelf.pk}").status_code == 404


def test_a_copy_is_put_aside_for_one_and_a_card_waits_once(world: World):
    shelf, by = start(world)
    copy, reader = copy_at(shelf, "TK-0001"), card(shelf, by)
    hold = reserve(shelf, copy.title, borrower=reader, by=by)
    assert hold.copy_id is None or hold.state == "ready"
    with pytest.raises(IntegrityError, match="hold_once_for_a_borrower"), transaction.atomic():
        Hold.objects.create(library=shelf, title=copy.title, borrower=reader, asked_by="x")
    drop_hold(hold, "Thôi không cần", by=by)
    with pytest.raises(Refused, match="đã xong"):
        drop_hold(hold, "lần nữa", by=by)


def test_a_copy_given_up_leaves_his_turn_to_whom_it_was_put_aside_for(world: World):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    AccountLink.objects.create(user=world.hung, person=person, linked_by="x")
    copy = copy_at(shelf, "TK-0001")
    hold = reserve(shelf, copy.title, borrower=give_card(shelf, CardTyped(), person=person, by=by), by=by)
    later = reserve(shelf, copy.title, borrower=card(shelf, by), by=by)
    hold.refresh_from_db()
    assert hold.state == "ready"
    withdraw_copies(copy.title, [copy.pk], why="lost", on=days_ago(0), by=by)
    hold.refresh_from_db()
    assert (hold.state, hold.copy, hold.until) == ("waiting", None, None)
    assert Notice.objects.filter(user=world.hung, text__contains="nay không còn").count() == 1
    found = CopiesDetails(number=1, source="found", acquired_on=days_ago(0))
    (new,) = add_copies(copy.title, shelf, found, by=by)
    hold.refresh_from_db()
    assert (hold.state, hold.copy) == ("ready", new)
    restore_copy(copy, by=by)
    later.refresh_from_db()
    assert (later.state, later.copy) == ("ready", copy)


def test_a_copy_given_up_is_replaced_by_another_on_the_shelf(world: World):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    hold = reserve(shelf, copy.title, borrower=card(shelf, by), by=by)
    other = copy_at(shelf, "TK-0002")
    stocktake = open_stocktake(shelf, by=by)
    scan_codes(stocktake, [other.code], by=by)
    close_stocktake(stocktake, by=by)
    lose_missing(stocktake, [stocktake.missing.get().pk], by=by)
    hold.refresh_from_db()
    assert (hold.state, hold.copy) == ("ready", other)


def test_a_copy_that_moves_for_good_goes_to_who_waits_there(world: World):
    shelf, by = start(world)
    case = library_at(world.hamlet, "Tủ sách Ấp 1", "bookcase")
    copy, there = copy_at(shelf, "TK-0001"), copy_at(case, "TK-0002")
    lent(there, card(case, by), by)
    hold = reserve(case, copy.title, borrower=card(case, by, "Phan Văn Hai"), by=by)
    withdraw_copies(copy.title, [copy.pk], why="moved", on=days_ago(0), to=case, by=by)
    hold.refresh_from_db()
    assert (hold.state, hold.copy) == ("ready", copy)


def test_where_lending_ends_the_line_ends_and_the_books_go_to_who_waits_elsewhere(world: World):
    shelf, by = start(world)
    case = library_at(world.hamlet, "Tủ sách Ấp 1", "bookcase")
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    AccountLink.objects.create(user=world.hung, person=person, linked_by="x")
    copy = copy_at(case, "TK-0001")
    holds = [
        reserve(case, copy.title, borrower=give_card(case, CardTyped(), person=person, by=by), by=by),
        reserve(case, copy.title, borrower=card(case, by), by=by),
    ]
    lent(copy_at(shelf, "TK-0002"), card(shelf, by), by)
    there = reserve(shelf, copy.title, borrower=card(shelf, by, "Phan Văn Hai"), by=by)
    end_library(case, ended_on=days_ago(0), why="sáp nhập ấp", successor=shelf, by=by)
    for hold in holds:
        hold.refresh_from_db()
        assert (hold.state, hold.dropped_why) == ("dropped", "thư viện thôi hoạt động")
    assert Notice.objects.filter(text__contains="thôi hoạt động: lượt đặt trước").count() == 1
    there.refresh_from_db()
    assert (there.state, there.copy) == ("ready", copy)


def test_the_list_asks_once_however_long(world: World, django_assert_num_queries):
    shelf, by = start(world)
    title = copy_at(shelf, "TK-0001").title
    for n in range(3):
        reserve(shelf, title, borrower=card(shelf, by, f"Người Số {n}"), by=by)
    with django_assert_num_queries(1):
        assert len(holds_of(shelf)) == 3
    assert expire_holds(shelf, by=system_job("thử")) == 0
