"""Sổ đăng ký văn bản đến: a number without a gap for each organisation and year; what waits to be received."""

import datetime as dt

from django.urls import reverse

from hoctap.papers.books import actions, queries
from hoctap.papers.books.recipients import RecipientLine
from hoctap.papers.models import Delivery, Incoming
from tests.papers.book_hands import came, details
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season


def address(season: Season, year: int = 2024) -> str:
    return f"{reverse('book_in', args=[season.association.pk])}?year={year}"


def test_each_year_begins_at_one_and_the_columns_are_ten(decided: Season):
    first, second = came(decided, "1/A"), came(decided, "2/A")
    other = came(decided, "3/A", dated_on=dt.date(2025, 1, 1), received_on=dt.date(2025, 1, 2))
    assert [one.arrival_number for one in (first, second, other)] == [1, 2, 1]
    assert len(queries.IN_HEADS) == 10
    assert len(queries.FOLLOW_HEADS) == 7
    (row,) = queries.in_rows(queries.incoming_of(decided.association, 2025))
    assert row.cells[:6] == [
        "02/01/2025",
        1,
        "Ủy ban nhân dân huyện Tháp Mười",
        "3/A",
        "01/01/2025",
        "Kế hoạch: Đẩy mạnh phong trào học tập suốt đời",
    ]


def test_what_was_sent_here_waits_and_one_press_receives_it(decided: Season):
    actions.set_recipients(
        decided.decision.paper,
        [RecipientLine(decided.association, purpose="carry_out")],
        by=decided.by(decided.officer),
    )
    lan = sign_in(decided.officer)
    body = shown(lan.get(address(decided)))
    assert "chờ nhận" in body
    assert "07/QĐ-UBND" in body
    delivery = Delivery.objects.get()
    given = lan.get(reverse("delivery_file", args=[delivery.pk]))
    assert given.status_code == 200
    assert given["Content-Type"] == "application/pdf"
    body = shown(lan.post(reverse("delivery_receive", args=[delivery.pk]), follow=True))
    assert "Đã nhận, số đến 1." in body
    assert Incoming.objects.get().paper == decided.decision.paper
    again = shown(lan.post(reverse("delivery_receive", args=[delivery.pk]), follow=True))
    assert "đã nhận ngày" in again
    page = shown(lan.get(reverse("paper_detail", args=[decided.decision.paper_id])))
    assert "số đến 1" in page
    for user in (decided.world.oanh, decided.world.bich):
        refused = sign_in(user).post(reverse("delivery_receive", args=[delivery.pk]))
        assert refused.status_code in (403, 404)
    assert sign_in(decided.world.oanh).get(reverse("delivery_file", args=[delivery.pk])).status_code == 404


def test_the_home_page_tells_of_what_waits_and_of_what_is_late(decided: Season):
    actions.set_recipients(
        decided.decision.paper,
        [RecipientLine(decided.association, purpose="carry_out")],
        by=decided.by(decided.officer),
    )
    row = came(decided)
    actions.hand_to(row, handler=decided.officer, due_on=dt.date(2024, 2, 20), by=decided.by(decided.officer))
    body = shown(sign_in(decided.officer).get("/"))
    assert "1 văn bản gửi tới Hội Khuyến học xã Tân Kiều chờ nhận" in body
    assert reverse("incoming_detail", args=[row.pk]) in body


def test_it_is_searched_and_takes_the_same_queries_for_200_lines(decided: Season):
    client = sign_in(decided.officer)
    for number in range(20):
        came(decided, f"{number}/B")
    few = queries_of(client, address(decided))
    by = decided.by(decided.officer)
    rows = [
        Incoming(
            organisation=decided.association, year=2024, arrival_number=number, received_on=dt.date(2024, 3, 1),
            issuer_name="Sở", issuer_key="so", number=f"{number}/C", number_key=f"{number}/c",
            dated_on=dt.date(2024, 2, 1), title="Việc khác", entered_by=by.described, handler=decided.officer,
        )
        for number in range(100, 300)
    ]  # fmt: skip
    Incoming.objects.bulk_create(rows)
    assert queries_of(client, address(decided)) == few
    assert few <= 13
    found = queries.incoming_of(decided.association, 2024, search="150 / c")
    assert [one.arrival_number for one in found] == [150]
    assert queries.incoming_of(decided.association, 2024, search="7").filter(arrival_number=7).exists()


def test_the_next_commune_finds_no_book(decided: Season):
    assert sign_in(decided.world.oanh).get(address(decided)).status_code == 404


def test_who_only_reads_sees_no_way_to_enter(decided: Season):
    came(decided)
    body = shown(sign_in(decided.world.bich).get(address(decided)))
    assert "415/KH-UBND" in body
    assert reverse("incoming_new", args=[decided.association.pk]) not in body


def test_an_issuer_here_is_known_by_its_name(decided: Season):
    row = actions.enter_incoming(
        decided.association,
        details("07/QĐ-UBND", issuer_name="ủy ban nhân dân  xã Tân Kiều".replace("  ", " ")),
        by=decided.by(decided.officer),
    )
    assert row.issuer_key == str(decided.committee.pk)
    assert row.issuer_name == decided.committee.name
