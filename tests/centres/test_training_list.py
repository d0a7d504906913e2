"""Courses of a year, and the share of the staff that was trained."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from hoctap.centres.training import actions, queries
from hoctap.centres.training.models import Training
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.actor import Actor
from tests.world import World

URL = "/centres/training/"


def course(
    centre: Centre, by: Actor, name: str = "Tin học", *, year: int = 2025, it: bool = True
) -> Training:
    details = TrainingDetails(
        "course", name, dt.date(year, 5, 6), dt.date(year, 5, 7), organiser="Sở GDĐT", is_it=it
    )
    return actions.record_training(centre, details, by=by)


@pytest.mark.requirement("S1-31", "S1-32")
def test_the_share_of_the_staff_counts_each_person_once_and_only_who_finished(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    seats = [
        board.seat_member(centre, SeatDetails(role, name, dt.date(2024, 1, 1)), by=by)
        for role, name in (("member", "Một"), ("secretary", "Một"), ("member", "Hai"), ("staff", "Ba"))
    ]
    for seat in seats[:3]:
        actions.add_trainee(course(centre, by, f"Lớp của {seat}"), seat=seat, by=by)
    for trainee in (seats[0], seats[1]):
        row = Training.objects.get(name=f"Lớp của {trainee}").trainees.get()
        actions.finish_training(row, by=by)
    assert queries.staff_share([centre], 2025) == queries.StaffShare(trained=1, staff=3)
    assert queries.staff_share([centre], 2024).trained == 0
    client.force_login(world.lan)
    page = client.get(f"{URL}?centre={centre.pk}&year=2025").content.decode()
    assert "Lớp của Ủy viên: Hai" in page


@pytest.mark.requirement("S3-16")
def test_the_association_reads_who_finished_a_course_on_it(world: World, director: User, centre: Centre):
    by = world.actor(director)
    details = SeatDetails("deputy", "Nguyễn Thị Lan", dt.date(2024, 1, 1), "1/QĐ", dt.date(2024, 1, 1))
    seat = board.seat_member(centre, details, user=world.lan, by=by)
    it, other = course(centre, by), course(centre, by, "Kỹ năng", it=False)
    done = actions.add_trainee(it, seat=seat, by=by)
    actions.add_trainee(it, "Người chưa xong", by=by)
    actions.finish_training(actions.add_trainee(other, "Người học lớp khác", by=by), by=by)
    assert queries.it_trained([world.commune.pk], 2025) == []
    actions.finish_training(done, certificate="Số 12", by=by)
    (found,) = queries.it_trained([world.commune.pk], 2025)
    assert (found.name, found.user_id, found.seat_id, found.commune_id) == (
        "Nguyễn Thị Lan",
        world.lan.pk,
        seat.pk,
        world.commune.pk,
    )
    assert queries.it_trained([world.commune.pk], 2024) == []
    assert queries.it_trained([world.other_commune.pk], 2025) == []


def test_a_longer_list_takes_no_more_queries(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    client.force_login(director)
    client.get(URL)
    for number in range(4):
        actions.add_trainee(course(centre, by, f"Lớp {number}"), f"Người {number}", by=by)
    with django_assert_max_num_queries(12):
        page = client.get(f"{URL}?year=2025").content.decode()
    assert "Lớp 3" in page
    client.force_login(world.oanh)
    assert "Lớp 3" not in client.get(f"{URL}?year=2025").content.decode()
    assert client.get(f"{URL}?centre={centre.pk}").status_code == 404
