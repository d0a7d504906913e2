"""Bookcases that were given."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import LoanTally
from hoctap.reading.grants.actions import make_shelf, record_grant, visit_grant
from hoctap.reading.grants.queries import rows_of
from hoctap.reading.models import BookcaseGrant, PointKind
from tests.reading.hands import books, lend
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/grants/"
ON = dt.date(2026, 3, 5)


@pytest.mark.requirement("S3-53")
def test_five_kinds_of_points_and_what_became_of_each(world: World, librarian: User, by: Actor):
    made = [
        record_grant(
            world.hamlet, kind=kind, name=f"Điểm {kind}", on=ON, books=100, donor="Hội Khuyến học", by=by
        )
        for kind in PointKind.values
    ]
    shelf = make_shelf(made[2], by=by)
    (copy,) = books(shelf, 1)
    lend(copy, dt.date(2026, 5, 1))
    visit_grant(made[0], on=dt.date(2026, 6, 1), is_used=False, note="Khóa cửa", by=by)
    client = sign_in(librarian)
    page = shown(client.get(HERE))
    for kind in PointKind.labels:
        assert kind in page
    assert "không dùng" in page
    assert 'data-label="Lượt mượn về sau">1<' in page
    assert "Điểm club" not in shown(sign_in(world.oanh).get(HERE))
    before = queries_of(client, HERE)
    record_grant(world.hamlet, kind="club", name="Thêm", on=ON, books=1, donor="x", by=by)
    assert queries_of(client, HERE) == before


def test_loans_by_mistake_do_not_count_and_a_notebook_does(world: World, by: Actor):
    shelves = []
    for name in ("Một", "Hai", "Ba"):
        grant = record_grant(world.hamlet, kind="club", name=name, on=ON, books=9, donor="Hội", by=by)
        shelves.append(make_shelf(grant, by=by))
    good, wrong = books(shelves[0], 2)
    lend(good, dt.date(2026, 5, 1))
    mistake = lend(wrong, dt.date(2026, 5, 1), returned_on=dt.date(2026, 5, 1))
    mistake.cancelled_why = "quét nhầm"
    mistake.save()
    for first, dropped in (
        (dt.date(2026, 2, 1), ""),
        (dt.date(2026, 4, 1), ""),
        (dt.date(2026, 5, 1), "nhầm"),
    ):
        LoanTally.objects.create(
            library=shelves[1],
            first=first,
            last=first + dt.timedelta(days=27),
            taken_home=12,
            entered_by="kiểm thử",
            dropped_why=dropped,
        )
    rows = rows_of(list(BookcaseGrant.objects.order_by("made_at")))
    assert [row.loans for row in rows] == [1, 12, None]
