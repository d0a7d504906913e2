"""Somebody is put on a board: by a decision, one director at a time."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.board.models import BoardSeat
from hoctap.centres.models import Centre
from tests.world import World, make_household

TYPED = {
    "role": "director",
    "full_name": "Lê Thị Giám",
    "title": "Phó Chủ tịch UBND xã",
    "decision_number": "12/QĐ-UBND",
    "decision_on": "2024-01-05",
    "starts_on": "2024-01-10",
    "term_ends_on": "2029-01-10",
}


@pytest.mark.requirement("S0-08")
def test_a_director_by_decision(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    url = f"/centres/{centre.pk}/board/new/"
    assert "Thêm người vào Ban giám đốc" in client.get(url).content.decode()
    answer = client.post(url, TYPED)
    assert answer["Location"] == f"/centres/board/?centre={centre.pk}"
    seat = BoardSeat.objects.get()
    assert (seat.role, seat.full_name, seat.term_ends_on) == (
        "director",
        "Lê Thị Giám",
        dt.date(2029, 1, 10),
    )


def test_no_leader_without_a_decision_and_no_second_director(
    world: World, director: User, centre: Centre, client: Client
):
    client.force_login(director)
    url = f"/centres/{centre.pk}/board/new/"
    page = client.post(url, {**TYPED, "decision_number": "", "decision_on": ""})
    assert page.status_code == 422
    assert "phải có quyết định bổ nhiệm" in page.content.decode()
    assert "Lê Thị Giám" in page.content.decode()
    client.post(url, TYPED)
    again = client.post(url, {**TYPED, "full_name": "Hồ Văn Kế"})
    assert again.status_code == 422
    assert "Lê Thị Giám là giám đốc từ 10/01/2024" in again.content.decode()
    assert BoardSeat.objects.count() == 1
    seat = BoardSeat.objects.get()
    seat.pk, seat._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardSeat.objects.create(
            centre=centre,
            role="director",
            full_name="Ai đó",
            decision_number="1",
            decision_on=dt.date(2024, 1, 1),
            starts_on=dt.date(2025, 1, 1),
        )


def test_days_are_judged(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    url = f"/centres/{centre.pk}/board/new/"
    page = client.post(url, {**TYPED, "decision_on": "2199-01-01", "term_ends_on": "2024-01-10"})
    assert "chưa tới" in page.content.decode()
    assert "phải sau ngày bắt đầu" in page.content.decode()
    assert "Hãy ghi họ và tên" in client.post(url, {**TYPED, "full_name": " "}).content.decode()


def test_a_person_of_the_register_is_chosen(world: World, director: User, centre: Centre, client: Client):
    household = make_household(world.hamlet, "Đinh Thị Chọn")
    away = make_household(world.other_hamlet, "Đinh Thị Chọn Xa")
    client.force_login(director)
    url = f"/centres/{centre.pk}/board/new/?q=dinh+thi"
    page = client.get(url).content.decode()
    assert "Đinh Thị Chọn" in page
    assert "Đinh Thị Chọn Xa" not in page
    typed = {**TYPED, "role": "member", "full_name": "Đinh Thị Chọn", "person": str(household.head_id)}
    assert client.post(url, typed).status_code == 302
    assert BoardSeat.objects.get().person_id == household.head_id
    typed |= {"full_name": "Người khác", "person": str(away.head_id)}
    assert client.post(url, typed).status_code == 422


def test_others_add_nobody(world: World, centre: Centre, director: User, client: Client):
    url = f"/centres/{centre.pk}/board/new/"
    for user, status in ((world.lan, 403), (world.hung, 403), (world.oanh, 403)):
        client.force_login(user)
        assert client.post(url, TYPED).status_code == status
    assert not BoardSeat.objects.exists()
