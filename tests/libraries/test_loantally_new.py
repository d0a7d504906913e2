"""Counts of the notebook: never beside loans written one by one of the same days."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.libraries.circulation.tallies.actions import keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from hoctap.libraries.models import LoanTally
from tests.libraries.lending_hands import card, copy_at, days_ago, keeper, lent, signed_in, start
from tests.world import World

MONTH = month_of(days_ago(0))


@pytest.mark.requirement("S1-09")
def test_a_month_of_the_notebook_is_written_down_and_then_no_loans_of_it(world: World, client: Client):
    shelf, by = start(world)
    signed_in(client)
    url = f"/lending/at/{shelf.pk}/counts/new/"
    typed = {"period": "month", "on": days_ago(0).isoformat(), "taken_home": "41", "read_here": "12"}
    assert client.post(url, typed)["Location"] == f"/lending/counts/?library={shelf.pk}"
    row = LoanTally.objects.get()
    assert (row.first, row.last, row.taken_home) == (*MONTH, 41)
    with pytest.raises(Refused, match="đã ghi bằng số theo sổ tay"):
        lent(copy_at(shelf, "TK-0001"), card(shelf, by), by)
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "Muốn sửa thì bỏ số cũ" in again.content.decode()


def test_where_loans_are_written_one_by_one_no_count_of_them_is_taken(world: World):
    shelf, by = start(world)
    lent(copy_at(shelf, "TK-0001"), card(shelf, by), by)
    with pytest.raises(Refused, match="đã ghi 1 lượt mượn theo từng cuốn"):
        keep_tally(shelf, TallyTyped(*MONTH, taken_home=5), by=by)
    kept = keep_tally(shelf, TallyTyped(*MONTH, taken_home=0, read_here=30), by=by)
    assert kept.read_here == 30
    lent(copy_at(shelf, "TK-0002"), card(shelf, by, "Phan Văn Hai"), by)


def test_periods_and_divisions_never_overlap(world: World):
    shelf, by = start(world)
    first, last = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
    keep_tally(shelf, TallyTyped(first, last, 5, group="8", readers="child"), by=by)
    keep_tally(shelf, TallyTyped(first, last, 7, group="3", readers="adult"), by=by)
    for typed, told in (
        (TallyTyped(first, last, 9), "chia khác"),
        (TallyTyped(first, first, 9, group="8", readers="child"), "trùng ngày"),
        (TallyTyped(first, last, 0), "từ 1"),
        (TallyTyped(first, last, 100_001, group="1", readers="adult"), "lớn quá"),
        (TallyTyped(days_ago(-40), days_ago(-40), 3), "chưa tới"),
        (TallyTyped(dt.date(2001, 1, 1), dt.date(2001, 1, 31), 3), "không hoạt động"),
    ):
        with pytest.raises(Refused, match=told):
            keep_tally(shelf, typed, by=by)
    assert LoanTally.objects.count() == 2


def test_an_outsider_counts_nothing(world: World, client: Client):
    shelf, _ = start(world)
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(f"/lending/at/{shelf.pk}/counts/new/").status_code == 404
    assert client.get(f"/lending/counts/?library={shelf.pk}").status_code == 404
