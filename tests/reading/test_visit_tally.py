"""Counting who comes in, by pressing a button."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.actor import Actor
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.refusals import Refused
from hoctap.libraries.models import Library
from hoctap.reading.models import VisitSheet
from hoctap.reading.visits import actions
from tests.reading.hands import BY, books, counted, lend
from tests.recognition.hands import shown, sign_in
from tests.world import World


def url(library: Library) -> str:
    return f"/reading/visits/{library.pk}/tally/"


def test_each_press_is_one_more_for_its_purpose(librarian: User, library: Library):
    client = sign_in(librarian)
    for who in ("adult", "adult", "child"):
        typed = {"on": today().isoformat(), "purpose": "study", "who": who, "people": "1"}
        assert client.post(url(library), typed).status_code == 302
    assert counted(library) == {("study", "adult"): 2, ("study", "child"): 1}
    page = shown(client.get(url(library)))
    assert "3 lượt" in page
    for words in ("Đọc tại chỗ", "Mượn, trả", "Học nhóm", "Internet", "Sự kiện", "Tham quan"):
        assert words in page
    assert Event.objects.filter(what="reading.visits.counted").count() == 3


def test_a_museum_counts_visits_too(librarian: User, museum: Library):
    typed = {"on": today().isoformat(), "purpose": "tour", "who": "child", "people": "35"}
    assert sign_in(librarian).post(url(museum), typed).status_code == 302
    assert counted(museum) == {("tour", "child"): 35}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": ""}, "Hãy chọn mục đích"),
        ({"people": "0"}, "từ 1 đến 500"),
        ({"people": "501"}, "từ 1 đến 500"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"on": "2019-12-31"}, "hoạt động từ 01/01/2020"),
    ],
)
def test_what_cannot_be_is_refused(librarian: User, library: Library, change: dict[str, str], words: str):
    typed = {"on": "2026-02-02", "purpose": "study", "who": "adult", "people": "1", **change}
    answer = sign_in(librarian).post(url(library), typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not VisitSheet.objects.exists()


def test_a_day_is_counted_in_one_way_only(library: Library):
    day = dt.date(2026, 2, 2)
    actions.tally_visits(library, on=day, purpose="study", who="adult", by=BY)
    with pytest.raises(Refused, match="đã đếm từng lượt"):
        actions.record_gate(library, on=day, first=1, last=9, both_ways=False, by=BY)
    with pytest.raises(Refused, match="đã đếm từng lượt"):
        actions.record_month(library, year=2026, month=2, people={"study": 9}, by=BY)
    actions.record_month(library, year=2026, month=1, people={"study": 9}, by=BY)
    with pytest.raises(Refused, match="Tháng 1/2026 đã cộng tháng theo sổ tay"):
        actions.tally_visits(library, on=dt.date(2026, 1, 31), purpose="study", who="adult", by=BY)


def test_a_day_may_be_taken_from_the_book_of_loans(librarian: User, library: Library):
    day = dt.date(2026, 2, 3)
    here, there = books(library, 2)
    lend(here, day)
    lend(there, day - ONE_DAY, returned_on=day)
    client, address = sign_in(librarian), reverse("visit_loans", args=[library.pk])
    assert client.post(address, {"on": day.isoformat()}).status_code == 302
    assert counted(library) == {("borrow", "anybody"): 2}
    again = client.post(address, {"on": day.isoformat()})
    assert again.status_code == 422
    assert "Mỗi ngày chỉ đếm một cách" in shown(again)
    assert "sổ mượn, trả không có ai" in shown(client.post(address, {"on": "2026-02-05"}))


def test_loans_written_by_mistake_are_no_visits(library: Library, by: Actor):
    day = dt.date(2026, 2, 3)
    here, there = books(library, 2)
    lend(here, day)
    mistake = lend(there, day, returned_on=day)
    mistake.cancelled_why = "quét nhầm"
    mistake.save()
    actions.count_by_loans(library, on=day, by=by)
    assert counted(library) == {("borrow", "anybody"): 1}


def test_readers_whose_names_are_forgotten_are_not_counted_as_one(librarian: User, library: Library):
    day = dt.date(2026, 2, 3)
    for copy in books(library, 2):
        loan = lend(copy, day, returned_on=day)
        loan.borrower = None
        loan.save()
    address = reverse("visit_loans", args=[library.pk])
    answer = sign_in(librarian).post(address, {"on": day.isoformat()})
    assert answer.status_code == 422
    assert "tên người mượn ngày ấy không còn lưu. Hãy đếm cách khác." in shown(answer)
    assert not VisitSheet.objects.exists()


def test_nothing_is_counted_after_the_end(library: Library, by: Actor):
    library.valid_to, library.ended_why = dt.date(2025, 7, 1), "sắp xếp"
    library.save()
    with pytest.raises(Refused, match="đã thôi hoạt động từ 01/07/2025"):
        actions.tally_visits(library, on=dt.date(2025, 7, 1), purpose="study", who="adult", by=by)
    actions.tally_visits(library, on=dt.date(2025, 6, 30), purpose="study", who="adult", by=by)


def test_others_do_not_count_here(world: World, library: Library):
    typed = {"on": today().isoformat(), "purpose": "study", "who": "adult", "people": "1"}
    assert sign_in(world.minh).post(url(library), typed).status_code == 403
    assert sign_in(world.oanh).post(url(library), typed).status_code in (403, 404)
    assert not VisitSheet.objects.exists()
