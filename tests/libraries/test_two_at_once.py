"""Two people of a library who press at the same moment, each in a transaction of his own."""

import pytest

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.libraries.catalogue.actions import withdraw_copies
from hoctap.libraries.catalogue.stocktaking import actions as stocktaking
from hoctap.libraries.circulation.borrowers.actions import erase_borrower, give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.actions import lend, take_back
from hoctap.libraries.institutions.actions import end_library
from hoctap.libraries.models import Borrower, Copy, Hold, Library, Loan, StockTake
from tests.libraries.lending_hands import card, copy_at, keeper, lent, library_at
from tests.recognition.test_two_at_once import at_once, once
from tests.world import World, make_world


@pytest.fixture
def committed(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def shelf(committed: World) -> Library:
    return library_at(committed.commune)


@pytest.fixture
def by(committed: World) -> Actor:
    return committed.actor(keeper("Võ Thị Giữ", "giu", committed.commune))


def test_the_last_copy_is_lent_to_one_or_put_aside_for_another(shelf: Library, by: Actor):
    """Lent first: the other waits. Put aside first: not lent. Never promised and given away."""
    for n in range(4):
        copy = copy_at(shelf, f"TK-{n}", f"Sách {n}")
        reader, other = card(shelf, by, f"Người Đọc {n}", "4A"), card(shelf, by, f"Người Chờ {n}", "4B")
        outcomes = at_once(
            lambda c=copy, r=reader: lend(shelf, c, r, by=by),  # type: ignore[misc]
            lambda c=copy, r=other: reserve(shelf, c.title, borrower=r, by=by),  # type: ignore[misc]
        )
        hold, is_out = Hold.objects.get(title=copy.title), Loan.objects.open().filter(copy=copy).exists()
        assert (hold.state == "waiting") is is_out, outcomes
        assert (hold.state == "ready") is bool(outcomes[0]), outcomes


def test_a_copy_that_comes_back_goes_to_one_of_two_who_wait(shelf: Library, by: Actor):
    copy = copy_at(shelf, "TK-1")
    loan = lent(copy, card(shelf, by, "Người Đọc", "4A"), by)
    readers = [card(shelf, by, f"Người Chờ {n}", f"4B{n}") for n in range(2)]
    reserve(shelf, copy.title, borrower=readers[0], by=by)
    assert at_once(
        lambda: take_back(loan, by=by), lambda: reserve(shelf, copy.title, borrower=readers[1], by=by)
    ) == ["", ""]
    assert list(Hold.objects.order_by("asked_at").values_list("state", flat=True)) == ["ready", "waiting"]


def test_one_stock_taking_of_two_is_opened_and_the_other_is_told(shelf: Library, by: Actor):
    both = [lambda: stocktaking.open_stocktake(shelf, by=by)] * 2
    once(at_once(*both), "Đang có một đợt kiểm kê")
    assert StockTake.objects.count() == 1


def test_two_phones_that_send_the_same_codes_count_each_once(shelf: Library, by: Actor):
    codes = [copy_at(shelf, f"TK-{n}", f"Sách {n}").code for n in range(20)]
    taking = stocktaking.open_stocktake(shelf, by=by)
    both = [lambda: stocktaking.scan_codes(taking, codes, by=by)] * 2
    assert at_once(*both) == ["", ""]
    assert taking.scans.count() == 20


def test_a_stock_taking_is_closed_once_and_its_codes_come_before(shelf: Library, by: Actor):
    copy_at(shelf, "TK-1")
    taking = stocktaking.open_stocktake(shelf, by=by)
    both = [lambda: stocktaking.close_stocktake(taking, by=by)] * 2
    once(at_once(*both), "đã kết thúc rồi")
    assert taking.missing.count() == 1


def test_a_book_that_is_lent_is_not_given_up_for_lost(shelf: Library, by: Actor):
    """Whoever has the copy first: never lost and at somebody's home."""
    copies = [copy_at(shelf, f"TK-{n}", f"Sách {n}") for n in range(6)]
    taking = stocktaking.open_stocktake(shelf, by=by)
    stocktaking.close_stocktake(taking, by=by)
    for n, copy in enumerate(copies):
        reader, missing = card(shelf, by, f"Người Đọc {n}", "4A"), taking.missing.get(copy=copy)
        at_once(
            lambda m=missing: stocktaking.lose_missing(taking, [m.pk], by=by),  # type: ignore[misc]
            lambda c=copy, r=reader: lend(shelf, c, r, by=by),  # type: ignore[misc]
        )
        is_gone = Copy.objects.filter(pk=copy.pk, gone_on__isnull=False).exists()
        assert is_gone is not Loan.objects.open().filter(copy=copy).exists()


def test_a_lost_book_is_looked_at_again_once_it_is_held(
    shelf: Library, by: Actor, monkeypatch: pytest.MonkeyPatch
):
    """The moment between: the second was lent after it was chosen, before the library was held."""
    copies = [copy_at(shelf, f"TK-{n}", f"Sách {n}") for n in range(2)]
    reader = card(shelf, by)
    taking = stocktaking.open_stocktake(shelf, by=by)
    stocktaking.close_stocktake(taking, by=by)
    really = stocktaking.locked_library

    def meanwhile(library: Library) -> Library:
        assert at_once(lambda: lend(shelf, copies[1], reader, by=by)) == [""]
        return really(library)

    monkeypatch.setattr(stocktaking, "locked_library", meanwhile)
    chosen = list(taking.missing.values_list("pk", flat=True))
    assert stocktaking.lose_missing(taking, chosen, by=by) == 1
    assert list(Copy.objects.filter(gone_on__isnull=False)) == copies[:1]
    assert Loan.objects.open().get().copy == copies[1]


def test_who_is_erased_while_a_book_is_lent_to_him_leaves_one_truth(shelf: Library, by: Actor):
    """Erased first: no loan. Lent first: the loan stands on the number of a card without a name."""
    for n in range(4):
        copy, reader = copy_at(shelf, f"TK-{n}", f"Sách {n}"), card(shelf, by, f"Người Đi {n}", "4A")
        erased, was_lent = at_once(
            lambda r=reader: erase_borrower(r, by=by),  # type: ignore[misc]
            lambda c=copy, r=reader: lend(shelf, c, r, by=by),  # type: ignore[misc]
        )
        assert erased == ""
        left = Borrower.objects.filter(pk=reader.pk).first()
        assert (left is None) is bool(was_lent)
        assert left is None or (left.is_erased and left.name == "")


def test_one_person_gets_one_card(committed: World, shelf: Library, by: Actor):
    both = [lambda: give_card(shelf, CardTyped("Trần Thị Hai", "5A", True), by=by)] * 2
    once(at_once(*both), "")
    assert Borrower.objects.count() == 1


def test_of_two_libraries_ended_into_each_other_one_stands_with_the_books_of_both(
    committed: World, shelf: Library, by: Actor
):
    for n in range(4):
        pair = [library_at(committed.commune, f"Tủ sách {n}{one}", "bookcase") for one in "ab"]
        for one in pair:
            copy_at(one, f"TK-{one.name}", "Sách")
        outcomes = at_once(
            *(
                lambda one=one, other=other: end_library(  # type: ignore[misc]
                    one, ended_on=today(), why="sáp nhập", successor=other, by=by
                )
                for one, other in (pair, pair[::-1])
            )
        )
        once(outcomes, "đang hoạt động")
        left = Library.objects.get(pk__in=[one.pk for one in pair], valid_to=None)
        assert Copy.objects.filter(library=left).count() == 2


def test_books_do_not_move_to_a_library_that_ended_meanwhile(committed: World, shelf: Library, by: Actor):
    """As its keeper saw it, it stood."""
    case = library_at(committed.commune, "Tủ sách", "bookcase")
    copy = copy_at(shelf, "TK-1")
    end_library(Library.objects.get(pk=case.pk), ended_on=today(), why="thôi", by=by)
    move = [lambda: withdraw_copies(copy.title, [copy.pk], why="moved", on=today(), to=case, by=by)]
    assert "đang hoạt động" in at_once(*move)[0]
    copy.refresh_from_db()
    assert copy.library == shelf
