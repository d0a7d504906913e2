"""What is overdue, by hamlet, for who lends there; nobody else reads the names."""

from django.test import Client

from hoctap.libraries.catalogue.actions import withdraw_copies
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.queries import cards_of
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.queries import desk, overdue
from hoctap.libraries.circulation.queries import open_loans
from hoctap.libraries.circulation.work import work_items
from hoctap.libraries.models import Library, Loan
from tests.libraries.lending_hands import LONG_AGO, card, copy_at, days_ago, keeper, lent, signed_in, start
from tests.world import World, make_household


def test_overdue_books_stand_by_hamlet_with_their_days(world: World, client: Client):
    shelf, by = start(world)
    household = make_household(world.hamlet, "Nguyễn Văn Đọc")
    person = make_household(world.hamlet_2, "Trần Thị Hai").head
    lent(
        copy_at(shelf, "TK-0001"),
        give_card(shelf, CardTyped(), household=household, by=by),
        by,
        on=days_ago(17),
    )
    lent(copy_at(shelf, "TK-0002"), give_card(shelf, CardTyped(), person=person, by=by), by, on=days_ago(20))
    lent(copy_at(shelf, "TK-0003"), card(shelf, by, "Lê Thị Học"), by, on=days_ago(14))
    signed_in(client)
    page = client.get(f"/lending/overdue/?library={shelf.pk}").content.decode()
    assert "Ấp 1" in page
    assert "Hộ Nguyễn Văn Đọc" in page
    assert "3 ngày" in page
    assert "Ấp 2" in page
    assert "6 ngày" in page
    assert "Lê Thị Học" not in page  # due today is not late
    assert "không dán" in page
    assert [item.title for item in work_items(by)] == ["2 bản sách quá hạn chưa trả"]
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(f"/lending/overdue/?library={shelf.pk}").status_code == 404
    assert "Không có sách quá hạn" in client.get("/lending/overdue/").content.decode()


def test_a_sheet_that_the_head_of_a_hamlet_gets_asks_twice_however_long(
    world: World, django_assert_num_queries
):
    shelf, by = start(world)
    for n in range(3):
        person = make_household(world.hamlet, f"Người Số {n}").head
        lent(
            copy_at(shelf, f"TK-000{n}"),
            give_card(shelf, CardTyped(), person=person, by=by),
            by,
            on=days_ago(30),
        )
    with django_assert_num_queries(2):
        assert [len(group.rows) for group in overdue([shelf], days_ago(0))] == [3]


def test_none_is_left_off_where_somebody_lends_at_many(world: World, client: Client):
    shelf, by = start(world)
    Library.objects.bulk_create(
        Library(place=world.commune, kind="bookcase", name=f"A{n}", sort_key=f"a{n}", valid_from=LONG_AGO)
        for n in range(510)
    )
    lent(copy_at(shelf, "TK-0001"), card(shelf, by), by, on=days_ago(20))
    signed_in(client)
    assert "Lê Thị Học" in client.get("/lending/overdue/").content.decode()


def test_a_book_written_off_as_lost_is_settled_though_its_loan_stays_written(world: World, client: Client):
    shelf, by = start(world)
    shelf.loan_limit = 2
    shelf.save()
    reader, lost = card(shelf, by), copy_at(shelf, "TK-0001")
    lent(lost, reader, by, on=days_ago(30))
    withdraw_copies(lost.title, [lost.pk], why="lost", on=days_ago(0), by=by)
    assert overdue([shelf], days_ago(0)) == []
    assert work_items(by) == []
    assert open_loans([shelf.pk], days_ago(0)) == {}
    stands = desk(shelf, reader, "", days_ago(0))
    assert (stands.late, stands.at_home) == (0, [])
    assert [row.out for row in cards_of(shelf)] == [0]  # type: ignore[attr-defined]
    signed_in(client)
    assert "Không có sách quá hạn" in client.get(f"/lending/overdue/?library={shelf.pk}").content.decode()
    # Neither asked for a reason nor counted against the two that the card may have; and the same book may be asked for again.
    lent(copy_at(shelf, "TK-0002", "Sách 2"), reader, by)
    lent(copy_at(shelf, "TK-0003", "Sách 3"), reader, by)
    copy_at(shelf, "TK-0004")
    assert reserve(shelf, lost.title, borrower=reader, by=by).state == "ready"
    assert Loan.objects.open().filter(copy=lost).exists()
