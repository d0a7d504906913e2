"""What may be lent, said before any table is asked."""

import datetime as dt
from dataclasses import replace

import pytest

from hoctap.libraries.catalogue.rules import code_of
from hoctap.libraries.circulation.borrowers.rules import next_card
from hoctap.libraries.circulation.lending import rules
from hoctap.libraries.circulation.lending.rules import BorrowerFacts, CopyFacts, LibraryFacts

DAY = dt.date(2026, 11, 15)
LIBRARY = LibraryFacts("Tủ sách Ấp 1", dt.date(2026, 1, 1), None, False, True, 14, 3, 1)
COPY = CopyFacts("Dế mèn", dt.date(2026, 2, 1), None, "", "Tủ sách Ấp 1", True)
READER = BorrowerFacts("Lê Thị Học", None, "", 0, 0)


def said(
    library: LibraryFacts = LIBRARY, copy: CopyFacts = COPY, reader: BorrowerFacts = READER, **more
) -> str:
    told = {"on": DAY, "today": DAY} | more
    return " ".join(one.text for one in rules.lending_blockers(library, copy, reader, **told))


def test_a_book_on_the_shelf_is_lent_to_who_has_a_card():
    assert said() == ""


@pytest.mark.parametrize(
    ("library", "copy", "reader", "more", "told"),
    [
        ({"lends": False}, {}, {}, {}, "không cho mượn sách"),
        ({"is_planned": True}, {}, {}, {}, "quy hoạch"),
        ({"ended_on": DAY, "successor": "Thư viện xã"}, {}, {}, {}, "Hãy ghi ở Thư viện xã"),
        ({"opened_on": DAY + dt.timedelta(1)}, {}, {}, {}, "hoạt động từ 16/11/2026"),
        ({}, {}, {}, {"on": DAY + dt.timedelta(1)}, "chưa tới"),
        ({}, {}, {}, {"counted": "tháng 11/2026"}, "tháng 11/2026 đã ghi bằng số theo sổ tay"),
        ({}, {"lent_to": "Ông An (thẻ T00001), hẹn trả 20/11/2026,"}, {}, {}, "đang ghi cho Ông An"),
        ({}, {"is_with_him": True, "lent_to": "x"}, {}, {}, "chính người này"),
        ({}, {"gone_on": DAY, "gone_why": "mất"}, {}, {}, "đã thôi giữ từ 15/11/2026 (mất)"),
        ({}, {"is_here": False, "stands_at": "Tủ sách Ấp 2"}, {}, {}, "đang ở Tủ sách Ấp 2"),
        ({}, {"acquired_on": DAY + dt.timedelta(1)}, {}, {}, "nhập ngày 16/11/2026"),
        ({}, {"held_for": "Bà Bình (thẻ T00002)"}, {}, {}, "đang giữ cho Bà Bình"),
        ({}, {}, {"ended_on": DAY}, {}, "thôi dùng từ 15/11/2026"),
        ({}, {}, {"gone": "Hộ này đã nhập vào hộ Bình."}, {}, "đã nhập vào hộ Bình"),
        ({}, {}, {"at_home": 3}, {}, "đang giữ 3 bản, mức của thư viện là 3"),
        ({}, {}, {"at_home": 1, "overdue": 1}, {}, "còn 1 bản quá hạn"),
    ],
)
def test_each_refusal_says_what_and_what_to_do(library, copy, reader, more, told):
    assert told in said(replace(LIBRARY, **library), replace(COPY, **copy), replace(READER, **reader), **more)


def test_with_a_reason_the_keeper_goes_on_although_books_are_overdue():
    late = replace(READER, at_home=1, overdue=1)
    assert said(reader=late, over_why="Nhà xa, hẹn trả cùng lúc") == ""
    assert "ghi lý do" in said(reader=late, over_why="  ")


def test_a_renewal_is_refused_by_rule_and_never_shortens():
    told = {"renewed": 0, "is_open": True, "waiting": 0, "today": DAY}
    assert rules.renewal_blockers(LIBRARY, **told) == []
    for more, words in (
        ({"renewed": 1}, "gia hạn 1 lần"),
        ({"waiting": 2}, "Có 2 người đang đặt trước"),
        ({"is_open": False}, "đã trả"),
    ):
        assert words in rules.renewal_blockers(LIBRARY, **(told | more))[0].text
    assert rules.renewed_until(DAY + dt.timedelta(30), 14, DAY) == DAY + dt.timedelta(30)
    assert rules.renewed_until(DAY, 14, DAY) == dt.date(2026, 11, 29)


def test_who_is_a_child_is_known_by_the_year_of_birth_before_what_was_said():
    assert rules.is_child(2015, False, DAY) is True
    assert rules.is_child(1980, True, DAY) is False
    assert rules.is_child(None, True, DAY) is True
    assert rules.is_child(None, None, DAY) is None


def test_a_scanner_gives_a_code_an_address_or_the_book_s_own_bar_code():
    assert rules.scanned("  TV-000123 \n") == "TV-000123"
    assert rules.scanned("https://hoctap.example/s/TV-000123/?x=1") == "TV-000123"
    assert rules.scanned("\0") == ""
    assert rules.isbn_of("978-604-2-26131-5") == ""
    assert rules.isbn_of("9780306406157") == "9780306406157"
    assert rules.isbn_of("0-306-40615-2") == "9780306406157"
    assert rules.isbn_of("8934974182580") == ""
    assert rules.isbn_of("TV-000123") == ""
    assert "gõ sai một chữ" in rules.mistyped("10001a")
    assert rules.mistyped("T00001") == rules.mistyped("de men") == rules.mistyped(code_of(10001)) == ""


def test_the_next_card_follows_the_highest_number_and_leaves_paper_cards_alone():
    assert next_card([]) == "T00001"
    assert next_card(["T00009", "87-A", "T00010"]) == "T00011"
