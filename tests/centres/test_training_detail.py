"""Who was at a course, and who finished it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre, Trainee
from hoctap.centres.training import actions
from hoctap.centres.training.rules import TrainingDetails
from hoctap.core.refusals import Refused
from hoctap.people import subject_queries
from hoctap.people.erasing import erase
from hoctap.people.subject_rules import ERASED_NAME
from tests.centres.test_training_list import course
from tests.world import World, make_household


@pytest.mark.requirement("S1-31")
def test_a_member_by_his_seat_another_by_name_each_once(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    seat = board.seat_member(centre, SeatDetails("member", "Lê Văn Ủy", dt.date(2024, 1, 1)), by=by)
    training = course(centre, by)
    url = reverse("trainee_add", args=[training.pk])
    client.force_login(director)
    assert client.post(url, {"seat": str(seat.pk), "full_name": ""}).status_code == 302
    assert client.post(url, {"seat": "", "full_name": "Hội viên A", "title": "Chi hội 1"}).status_code == 302
    again = client.post(url, {"seat": str(seat.pk), "full_name": ""})
    assert again.status_code == 422
    assert "Lê Văn Ủy đã có trong danh sách" in again.content.decode()
    assert "Hãy chọn một người" in client.post(url, {"seat": "", "full_name": " "}).content.decode()
    assert [one.full_name for one in training.trainees.all()] == ["Hội viên A", "Lê Văn Ủy"]
    page = client.get(reverse("training_detail", args=[training.pk])).content.decode()
    assert "Chi hội 1" in page
    client.force_login(world.minh)
    page = client.get(reverse("training_detail", args=[training.pk])).content.decode()
    assert "Thêm người dự" not in page
    assert client.post(url, {"full_name": "X"}).status_code == 403
    client.force_login(world.oanh)
    assert client.get(reverse("training_detail", args=[training.pk])).status_code == 404


def test_finishing_comes_after_the_last_day(world: World, director: User, centre: Centre, client: Client):
    by = world.actor(director)
    running = TrainingDetails("course", "Còn học", dt.date(2025, 1, 1), dt.date(2199, 1, 1), organiser="Sở")
    early = actions.add_trainee(actions.record_training(centre, running, by=by), "Người học", by=by)
    client.force_login(director)
    refused = client.post(reverse("trainee_finish", args=[early.pk]), {"certificate": ""})
    assert refused.status_code == 422
    assert "mới xong" in refused.content.decode()
    done = actions.add_trainee(course(centre, by), "Người xong", by=by)
    url = reverse("trainee_finish", args=[done.pk])
    assert client.post(url, {"certificate": "Số 12"}).status_code == 302
    assert client.post(url, {"certificate": "Số 12"}).status_code == 422
    done.refresh_from_db()
    assert (done.is_finished, done.certificate) == (True, "Số 12")
    with pytest.raises(IntegrityError), transaction.atomic():
        Trainee.objects.create(training=done.training, full_name="Ai", certificate="giấy mà chưa xong")


def test_who_was_not_there_is_taken_off(world: World, director: User, centre: Centre, client: Client):
    row = actions.add_trainee(course(centre, world.actor(director)), "Nhầm tên", by=world.actor(director))
    url = reverse("trainee_drop", args=[row.pk])
    client.force_login(world.oanh)
    assert client.post(url).status_code == 404
    client.force_login(world.minh)
    assert client.post(url).status_code == 403
    client.force_login(director)
    assert client.post(url).status_code == 302
    assert not Trainee.objects.exists()


def test_a_seat_of_another_centre_is_refused(world: World, director: User, centre: Centre):
    from tests.centres.hands import centre_at
    from tests.season import make_director

    by = world.actor(director)
    next_door = world.actor(make_director("Triệu Thị Vân", "van", world.other_commune))
    away = board.seat_member(
        centre_at(world.other_commune), SeatDetails("member", "Người xa", dt.date(2024, 1, 1)), by=next_door
    )
    with pytest.raises(Refused, match="không ở trung tâm này"):
        actions.add_trainee(course(centre, by), seat=away, by=by)


def test_what_was_learned_is_handed_out_and_forgotten_with_the_person(
    world: World, director: User, centre: Centre
):
    head = make_household(world.hamlet, "Đinh Thị Chọn").head
    row = actions.add_trainee(
        course(centre, world.actor(director)), head.full_name, person=head, by=world.actor(director)
    )
    told = [
        value
        for part in subject_queries.everything_about(head)
        for line in part.rows
        for value in line.values()
    ]
    assert "Tin học" in told
    erase(head, dt.date(2026, 1, 1))
    row.refresh_from_db()
    assert row.full_name == ERASED_NAME


def test_a_longer_list_takes_no_more_queries(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    training = course(centre, by)
    client.force_login(director)
    url = reverse("training_detail", args=[training.pk])
    client.get(url)
    for number in range(6):
        actions.add_trainee(training, f"Người {number}", by=by)
    with django_assert_max_num_queries(11):
        assert "Người 5" in client.get(url).content.decode()
