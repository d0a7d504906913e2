"""An activity with its sessions, bodies, people and photos; calling off, joining."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.files import file_uses
from hoctap.core.refusals import Refused
from hoctap.learning.activities import actions
from hoctap.learning.models import Activity, ActivityFile, ActivityState, Attendance
from tests.learning.hands import activity_at, held_at, photo, session_of
from tests.world import World


def url(name: str, row: object) -> str:
    return reverse(name, args=[row.pk])  # type: ignore[attr-defined]


def test_it_tells_kind_topic_bodies_speaker_and_people(world: World, director: User, client: Client):
    activity = held_at(
        world.hamlet,
        world.actor(director),
        kind="embedded",
        hosts=["Hội Nông dân xã"],
        partners=["Trạm Y tế xã"],
    )
    client.force_login(world.lan)
    page = client.get(url("activity_detail", activity)).content.decode()
    for words in (
        "buổi lồng ghép",
        "Hội Nông dân xã (chủ trì)",
        "Trạm Y tế xã (phối hợp)",
        "Nguyễn Thị Giảng",
        "27",
    ):
        assert words in page
    client.force_login(world.oanh)
    assert client.get(url("activity_detail", activity)).status_code == 404


# ---------------------------------------------------------------- sessions


def test_a_session_is_added_and_the_last_day_follows(world: World, director: User, client: Client):
    activity = activity_at(world.hamlet, on=today())
    later = today() + dt.timedelta(days=7)
    client.force_login(director)
    sent = client.post(
        url("session_add", activity), {"on": str(later), "starts_at": "18:30", "ends_at": "20:30"}
    )
    assert sent.status_code == 302
    activity.refresh_from_db()
    assert (activity.starts_on, activity.ends_on) == (today(), later)
    assert "18:30" in client.get(url("activity_detail", activity)).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"on": "2020-02-01"}, "đã qua"),
        ({"on": str(today()), "starts_at": "20:00", "ends_at": "19:00"}, "sau giờ bắt đầu"),
        ({"on": str(today() + dt.timedelta(days=500))}, "hơn một năm"),
        ({"on": ""}, "Hãy ghi ngày"),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    world: World, director: User, client: Client, typed: dict[str, str], says: str
):
    activity = activity_at(world.hamlet, on=today())
    client.force_login(director)
    page = client.post(url("session_add", activity), typed)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert activity.sessions.count() == 1


def test_a_cancelled_session_says_why_and_the_last_one_takes_the_activity_with_it(
    world: World, director: User, client: Client
):
    activity = activity_at(world.hamlet, on=today())
    second = session_of(activity, today() + dt.timedelta(days=7))
    client.force_login(director)
    assert client.post(url("session_cancel", second), {"why": " "}).status_code == 422
    client.post(url("session_cancel", second), {"why": "Báo cáo viên ốm"})
    activity.refresh_from_db()
    assert (activity.state, activity.ends_on) == (ActivityState.PLANNED, today())
    client.post(url("session_cancel", activity.sessions.get(number=1)), {"why": "Mưa lớn"})
    activity.refresh_from_db()
    assert (activity.state, activity.cancelled_why) == (ActivityState.CANCELLED, "Mưa lớn")
    with pytest.raises(Refused, match="đã hủy"):
        actions.add_session(activity, today(), by=world.actor(director))


def test_a_counted_session_is_not_cancelled(world: World, director: User):
    session = held_at(world.hamlet, world.actor(director)).sessions.get()
    with pytest.raises(Refused, match="Hãy bỏ số ấy trước"):
        actions.cancel_session(session, why="nhầm", by=world.actor(director))


# ---------------------------------------------------------------- calling off


@pytest.mark.requirement("S2-32")
def test_calling_off_takes_a_reason_and_takes_the_count_along(world: World, director: User, client: Client):
    activity = held_at(world.hamlet, world.actor(director))
    client.force_login(director)
    assert client.post(url("activity_cancel", activity), {"why": ""}).status_code == 422
    assert client.post(url("activity_cancel", activity), {"why": "Ghi nhầm ngày"}).status_code == 302
    activity.refresh_from_db()
    session = activity.sessions.get()
    assert (activity.state, session.state, session.counted_by) == ("cancelled", "cancelled", "")
    assert session.headcounts.count() == 0
    assert "Ghi nhầm ngày" in client.get(url("activity_detail", activity)).content.decode()
    assert client.post(url("activity_cancel", activity), {"why": "lần nữa"}).status_code == 422


def test_names_stand_in_the_way_of_calling_off(world: World, director: User):
    activity = activity_at(world.hamlet)
    Attendance.objects.create(
        session=activity.sessions.get(),
        full_name="Võ Văn Dự",
        name_key="vo van du",
        via="typed",
        taken_by="x",
    )
    with pytest.raises(Refused, match="điểm danh 1 lượt"):
        actions.cancel_activity(activity, why="nhầm", by=world.actor(director))


def test_who_records_may_not_call_off_what_is_planned(world: World, client: Client):
    activity = activity_at(world.hamlet)
    client.force_login(world.hung)
    assert client.post(url("activity_cancel", activity), {"why": "x"}).status_code == 404
    assert Activity.objects.get().state == ActivityState.PLANNED


# ---------------------------------------------------------------- bodies


@pytest.mark.requirement("S2-05")
def test_a_body_that_took_part_joins_once(world: World, director: User, client: Client):
    activity = held_at(world.hamlet, world.actor(director))
    client.force_login(world.lan)
    assert "Thêm đơn vị của tôi" in client.get(url("activity_detail", activity)).content.decode()
    assert client.post(url("activity_join", activity)).status_code == 302
    body = activity.bodies.get(name=world.association.name)
    assert (body.organisation, body.role) == (world.association, "partner")
    page = client.get(url("activity_detail", activity)).content.decode()
    assert "Thêm đơn vị của tôi" not in page
    again = client.post(url("activity_join", activity))
    assert again.status_code == 422
    assert "đã có trong hoạt động này" in again.content.decode()
    client.force_login(world.oanh)
    assert client.post(url("activity_join", activity)).status_code == 404


# ---------------------------------------------------------------- photos


def test_a_photo_is_shown_to_who_records_there_and_to_nobody_else(
    world: World, director: User, client: Client
):
    activity = activity_at(world.hamlet)
    client.force_login(world.hung)
    assert client.post(url("activity_file_add", activity), {}).status_code == 422
    client.post(
        url("activity_file_add", activity), {"file": SimpleUploadedFile("a.jpg", photo()), "note": "Lớp"}
    )
    row = ActivityFile.objects.get()
    shown = client.get(url("activity_file", row))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown["Cache-Control"]
    client.force_login(world.oanh)
    assert client.get(url("activity_file", row)).status_code == 404
    client.force_login(world.minh)
    assert client.get(url("activity_file", row)).status_code == 403
    assert url("activity_file", row) not in client.get(url("activity_detail", activity)).content.decode()


def test_a_photo_that_was_taken_away_is_swept_and_its_reason_stays(world: World, client: Client):
    activity = activity_at(world.hamlet)
    row = actions.add_file(activity, photo(), by=world.actor(world.hung))
    assert file_uses["activities"].names(row.sha256)
    assert [one.sha256 for one in file_uses["activities"].every()] == [row.sha256]
    client.force_login(world.hung)
    assert client.post(url("activity_file_remove", row), {"why": " "}).status_code == 422
    assert client.post(url("activity_file_remove", row), {"why": "Có căn cước trong ảnh"}).status_code == 302
    assert not file_uses["activities"].names(row.sha256)
    assert row.sha256 in list(files.unnamed(older_than=dt.timedelta(0)))
    assert client.get(url("activity_file", row)).status_code == 404
    row.refresh_from_db()
    assert row.removed_why == "Có căn cước trong ảnh"
    with pytest.raises(Refused, match="đã gỡ"):
        actions.remove_file(row, why="lần nữa", by=world.actor(world.hung))


def test_more_sessions_and_photos_take_no_more_queries(
    world: World, director: User, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    activity = activity_at(world.hamlet, on=today())
    for number in range(6):
        session_of(activity, today() + dt.timedelta(days=number))
        actions.add_file(activity, photo(), by=world.actor(director))
    client.force_login(director)
    client.get(url("activity_detail", activity))
    with django_assert_max_num_queries(13):
        assert "Các buổi" in client.get(url("activity_detail", activity)).content.decode()
