"""A request for a teacher, step by step, until the sessions are held."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Speaker, TeacherRequest
from hoctap.centres.teaching import actions, queries
from hoctap.centres.teaching.rules import RequestDetails
from hoctap.centres.work import work_items
from tests.centres.hands import topic
from tests.world import World


@pytest.fixture
def row(world: World, director: User, centre: Centre) -> TeacherRequest:
    details = RequestDetails(
        "Xóa mù chữ", dt.date(2025, 8, 1), dt.date(2025, 9, 1), dt.date(2025, 12, 1), 2, school="Trường TH"
    )
    return actions.ask_for_teacher(centre, topic(), details, by=world.actor(director))


@pytest.mark.requirement("S4-46")
def test_asked_given_sent_confirmed_taught(world: World, director: User, row: TeacherRequest, client: Client):
    def post(name: str, **typed: str) -> int:
        return client.post(reverse(name, args=[row.pk]), typed).status_code

    assert [item.title for item in work_items(world.actor(world.minh))] == ["Xin giáo viên: Xóa mù chữ"]
    client.force_login(director)
    assert (
        post("teacherrequest_assign", on="2025-08-08", teacher_name="Cô Ba") == 422
    )  # not given to a school yet
    assert post("teacherrequest_teach", on="2025-09-02", content="Bài 1") == 422
    client.force_login(world.minh)
    assert post("teacherrequest_forward", on="2025-07-31", paper="") == 422  # before it was asked
    assert post("teacherrequest_forward", on="2025-08-05", paper="") == 302
    client.force_login(director)
    assert post("teacherrequest_assign", on="2025-08-08", teacher_name=" ") == 422
    assert post("teacherrequest_assign", on="2025-08-08", teacher_name="Cô Ba", paper="3/TH") == 302
    teacher = Speaker.objects.get()
    assert (teacher.full_name, teacher.kind, teacher.title) == ("Cô Ba", "teacher", "Trường TH")
    assert post("teacherrequest_confirm", on="2025-08-09", schedule=" ") == 422
    assert post("teacherrequest_confirm", on="2025-08-09", schedule="Tối thứ ba") == 302
    assert post("teacherrequest_finish", why="") == 422  # nothing was taught
    assert post("teacherrequest_teach", on="2025-08-30", content="Bài 1") == 422  # before the first day
    assert post("teacherrequest_teach", on="2025-09-02", content="Bài 1") == 302
    assert post("teacherrequest_teach", on="2025-09-02", content="Bài 1") == 422
    assert post("teacherrequest_finish", why="") == 422  # one of two, and no reason
    assert post("teacherrequest_teach", on="2025-09-04", content="Bài 2") == 302
    assert post("teacherrequest_teach", on="2025-09-06", content="Bài 3") == 422  # two were asked for
    assert post("teacherrequest_finish", why="") == 302
    row.refresh_from_db()
    assert row.state == "done"
    assert queries.taught([teacher.pk], 2025) == {teacher.pk: 2}
    page = client.get(reverse("teacherrequest_detail", args=[row.pk])).content.decode()
    assert "Bài 2" in page
    assert post("teacherrequest_close", why="muộn") == 422


@pytest.mark.requirement("S4-46")
def test_the_centre_writes_down_what_the_office_did_only_with_its_paper(
    world: World, director: User, row: TeacherRequest, client: Client
):
    forward = reverse("teacherrequest_forward", args=[row.pk])
    client.force_login(director)
    refused = client.post(forward, {"on": "2025-08-05", "paper": ""})
    assert refused.status_code == 422
    assert "phải ghi số văn bản giao" in refused.content.decode()
    answer = client.post(reverse("teacherrequest_refuse", args=[row.pk]), {"why": "không"})
    assert "Trung tâm không cần nữa thì ghi thôi xin" in answer.content.decode()
    client.force_login(world.lan)
    assert client.post(forward, {"on": "2025-08-05", "paper": "1"}).status_code == 403
    client.force_login(director)
    assert client.post(forward, {"on": "2025-08-05", "paper": "12/UBND"}).status_code == 302
    client.force_login(world.oanh)
    assert client.get(reverse("teacherrequest_detail", args=[row.pk])).status_code == 404


def test_refused_or_given_up_with_a_reason(
    world: World, director: User, centre: Centre, row: TeacherRequest, client: Client
):
    client.force_login(world.minh)
    refuse = reverse("teacherrequest_refuse", args=[row.pk])
    assert client.post(refuse, {"why": " "}).status_code == 422
    assert client.post(refuse, {"why": "Trường thiếu giáo viên"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.ended_why) == ("refused", "Trường thiếu giáo viên")
    details = RequestDetails("Khác", dt.date(2025, 8, 1), dt.date(2025, 9, 1), dt.date(2025, 12, 1), 2)
    other = actions.ask_for_teacher(centre, topic(), details, by=world.actor(director))
    close = reverse("teacherrequest_close", args=[other.pk])
    assert client.post(close, {"why": "x"}).status_code == 403
    client.force_login(director)
    assert client.post(close, {"why": ""}).status_code == 422
    assert client.post(close, {"why": "Không mở lớp"}).status_code == 302
