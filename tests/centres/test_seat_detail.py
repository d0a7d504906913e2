"""One seat: another term, the end, what the member says of his year."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.board import actions
from hoctap.centres.board.models import BoardSeat, MemberReview
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from hoctap.people import subject_queries
from hoctap.people.erasing import erase
from hoctap.people.subject_rules import ERASED_NAME
from tests.world import World, make_household


@pytest.fixture
def seat(world: World, director: User, centre: Centre) -> BoardSeat:
    details = SeatDetails(
        "deputy",
        "Nguyễn Thị Lan",
        dt.date(2024, 1, 1),
        "12/QĐ-UBND",
        dt.date(2023, 12, 20),
        term_ends_on=dt.date(2026, 1, 1),
        duties="Phụ trách khuyến học",
    )
    return actions.seat_member(centre, details, user=world.lan, by=world.actor(director))


def test_it_says_that_a_term_is_over(world: World, director: User, seat: BoardSeat, client: Client):
    client.force_login(director)
    page = client.get(reverse("seat_detail", args=[seat.pk])).content.decode()
    assert "Nhiệm kỳ đã hết từ 01/01/2026" in page
    client.force_login(world.oanh)
    assert client.get(reverse("seat_detail", args=[seat.pk])).status_code == 404


@pytest.mark.requirement("S0-08", "S4-18")
def test_another_term_is_another_row_by_another_decision(
    world: World, director: User, seat: BoardSeat, client: Client
):
    client.force_login(director)
    url = reverse("seat_renew", args=[seat.pk])
    typed = {
        "starts_on": "2026-01-01",
        "term_ends_on": "2028-01-01",
        "decision_number": "",
        "decision_on": "",
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "phải có quyết định" in refused.content.decode()
    seat.refresh_from_db()
    assert seat.ended_on is None
    typed |= {"decision_number": "3/QĐ-UBND", "decision_on": "2025-12-20"}
    assert client.post(url, typed).status_code == 302
    seat.refresh_from_db()
    follower = BoardSeat.objects.exclude(pk=seat.pk).get()
    assert (seat.ended_on, seat.ended_by) == (dt.date(2026, 1, 1), "3/QĐ-UBND")
    assert (follower.full_name, follower.starts_on, follower.user_id) == (
        seat.full_name,
        dt.date(2026, 1, 1),
        world.lan.pk,
    )
    assert client.post(url, typed).status_code == 422


def test_an_end_needs_a_reason_and_a_day_after_the_first(
    world: World, director: User, seat: BoardSeat, client: Client
):
    client.force_login(director)
    url = reverse("seat_end", args=[seat.pk])
    page = client.post(url, {"on": "2024-01-01", "why": " ", "decision": ""})
    assert page.status_code == 422
    assert "phải sau ngày bắt đầu 01/01/2024" in page.content.decode()
    assert "Hãy ghi lý do thôi" in page.content.decode()
    assert client.post(url, {"on": "2025-01-01", "why": "Nghỉ hưu", "decision": ""}).status_code == 302
    assert (
        "đã thôi giữ" in client.post(url, {"on": "2025-02-01", "why": "Lại", "decision": ""}).content.decode()
    )
    client.force_login(world.lan)
    assert client.post(url, {"on": "2025-01-01", "why": "x"}).status_code == 403


@pytest.mark.requirement("S2-57")
def test_the_member_himself_says_how_his_year_went(
    world: World, director: User, seat: BoardSeat, client: Client
):
    url = reverse("seat_review", args=[seat.pk])
    typed = {"year": "2024", "level": "part", "text": "Vận động hai chi hội\ncòn một chi hội chưa tham gia"}
    client.force_login(world.admin)  # keeps the file, may write it down
    assert client.post(url, {**typed, "year": "2023"}).status_code == 422
    client.force_login(world.minh)  # reads, and it is not his seat
    assert client.post(url, typed).status_code == 403
    client.force_login(world.lan)
    assert client.post(url, {**typed, "text": ""}).status_code == 422
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert "Năm 2024 đã tự đánh giá" in again.content.decode()
    review = MemberReview.objects.get()
    assert review.text == typed["text"]
    assert "còn việc chưa hoàn thành" in client.get(reverse("seat_detail", args=[seat.pk])).content.decode()


def test_a_person_of_the_register_gets_his_seat_handed_out_and_is_forgotten(
    world: World, director: User, centre: Centre
):
    household = make_household(world.hamlet, "Đinh Thị Chọn")
    details = SeatDetails("member", "Đinh Thị Chọn", dt.date(2024, 1, 1), title="Giáo viên")
    seat = actions.seat_member(centre, details, person=household.head, by=world.actor(director))
    parts = subject_queries.everything_about(household.head)
    assert any("Ủy viên" in row.values() for part in parts for row in part.rows)
    erase(household.head, dt.date(2026, 1, 1))
    seat.refresh_from_db()
    assert (seat.full_name, seat.title, seat.role) == (ERASED_NAME, "", "member")
