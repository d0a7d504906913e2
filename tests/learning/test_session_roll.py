"""Roll-call by the list of the ấp."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.learning.attendance import actions
from hoctap.learning.headcounts.actions import drop_headcount, record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import ActivityKind, Attendance, Session
from tests.learning.hands import activity_at, session_of
from tests.learning.roll_hands import heads_of, session_at, there, tick
from tests.world import World, make_household

NAMES = ("Lê Thị Ánh", "Trần Văn Bền", "Đỗ Hoàng Đăng")


def _url(session: Session) -> str:
    return f"/learning/sessions/{session.pk}/roll/"


@pytest.mark.requirement("S0-05", "S0-33")
def test_who_is_ticked_stands_on_the_list_with_what_the_register_says(world: World, client: Client):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    page = client.get(_url(session)).content.decode()
    assert all(name in page for name in NAMES)
    answer = client.post(_url(session), {"role": "learner", "here": [str(one.pk) for one in people[:2]]})
    assert answer["Location"] == f"/learning/sessions/{session.pk}/"
    rows = list(session.attendances.order_by("name_key"))
    assert [(row.full_name, row.birth_year, row.hamlet, row.via, row.role) for row in rows] == [
        ("Lê Thị Ánh", 1970, world.hamlet, "list", "learner"),
        ("Trần Văn Bền", 1970, world.hamlet, "list", "learner"),
    ]
    session.refresh_from_db()
    assert (session.state, session.counted_by, session.activity.state) == ("held", "names", "held")


def test_a_roll_sent_twice_or_by_two_people_writes_each_name_once(world: World):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    assert tick(world, session, people[:2], world.hung) == 2
    assert tick(world, session, people, world.lan) == 1
    assert there(session) == sorted(NAMES, key=lambda name: name.replace("Đ", "D").replace("Ê", "E"))


def test_who_helped_is_recorded_by_the_same_page_and_is_not_counted_as_a_learner(
    world: World, client: Client
):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    client.post(_url(session), {"role": "organiser", "here": [str(people[0].pk)]})
    client.post(_url(session), {"role": "learner", "here": [str(one.pk) for one in people[1:]]})
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert "<strong>2 người</strong>" in page
    assert "1 người tham gia tổ chức" in page


def test_who_came_before_stands_first_and_who_is_there_is_not_ticked_again(world: World, client: Client):
    people = heads_of(world.hamlet, *NAMES)
    activity = activity_at(world.hamlet, kind=ActivityKind.CLASS)
    first, second = activity.sessions.get(), session_of(activity, today())
    tick(world, first, [people[2]], world.hung)
    tick(world, second, [people[1]], world.hung)
    client.force_login(world.hung)
    page = client.get(_url(second)).content.decode()
    order = [page.index(f"{name}</") if f"{name}</" in page else page.index(name) for name in NAMES]
    assert order[1] < order[0]
    assert order[2] < order[0]
    boxes = re.findall(r'name="here" value="([^"]+)"', page)
    assert set(boxes) == {str(people[0].pk), str(people[2].pk)}


def test_a_session_of_the_commune_is_taken_hamlet_by_hamlet(world: World, client: Client):
    here, there_ = heads_of(world.hamlet, "Lê Thị Ánh"), heads_of(world.hamlet_2, "Mai Văn Hai")
    session = session_at(world.commune)
    client.force_login(world.lan)
    page = client.get(_url(session)).content.decode()
    assert "Lê Thị Ánh" in page
    assert "Mai Văn Hai" not in page
    page = client.get(f"{_url(session)}?hamlet={world.hamlet_2.pk}").content.decode()
    assert "Mai Văn Hai" in page
    assert "Lê Thị Ánh" not in page
    assert tick(world, session, [*here, *there_], world.lan) == 2


def test_without_a_tick_nothing_is_written_and_the_page_says_what_to_do(world: World, client: Client):
    heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    answer = client.post(_url(session), {"role": "learner"})
    assert answer.status_code == 422
    assert "Hãy đánh dấu người có mặt" in answer.content.decode()
    session.refresh_from_db()
    assert session.state == "planned"


def test_what_was_ticked_is_still_ticked_after_a_refusal(world: World, client: Client):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    gone = make_household(world.other_hamlet, "Người Xã Khác").head
    answer = client.post(_url(session), {"role": "learner", "here": [str(people[0].pk), str(gone.pk)]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{people[0].pk}" data-ht-col="here" checked' in page
    assert "Người Xã Khác" not in page
    assert there(session) == []


@pytest.mark.parametrize(
    ("days", "says"), [(1, "chưa tới"), (400, "chưa tới")], ids=["tomorrow", "next year"]
)
def test_nobody_was_at_a_session_to_come(world: World, days: int, says: str):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet, on=today() + dt.timedelta(days=days))
    with pytest.raises(Refused, match=says):
        tick(world, session, people, world.hung)
    assert not Attendance.objects.exists()


def test_nobody_was_at_a_session_that_was_cancelled(world: World, client: Client):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    Session.objects.filter(pk=session.pk).update(state="cancelled", cancelled_why="mưa lớn")
    with pytest.raises(Refused, match="đã hủy"):
        tick(world, session, people, world.hung)
    client.force_login(world.hung)
    page = client.get(_url(session)).content.decode()
    assert "đã hủy" in page
    assert "Ghi người có mặt" not in page


@pytest.mark.requirement("S0-16")
def test_names_and_heads_are_never_mixed_up(world: World):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    record_headcount(session, [Heads(45)], by=by)
    with pytest.raises(Refused, match=r"45 người.*bỏ số đã ghi trước"):
        tick(world, session, people, world.hung)
    drop_headcount(session, by=by)
    assert tick(world, session, people, world.hung) == 3
    with pytest.raises(Refused, match="đã điểm danh 3 người theo tên"):
        record_headcount(session, [Heads(45)], by=by)


def test_only_who_may_take_attendance_there(world: World, client: Client):
    people = heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    for user, status in ((world.hung, 200), (world.lan, 200), (world.oanh, 404), (world.minh, 403)):
        client.force_login(user)
        assert client.get(_url(session)).status_code == status
    with pytest.raises(Forbidden):
        actions.take_roll(session, [people[0].pk], by=world.actor(world.oanh))


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    heads_of(world.hamlet, *NAMES)
    session = session_at(world.hamlet)
    client.force_login(world.lan)
    client.get(_url(session))
    heads_of(world.hamlet, *(f"Người Thứ {number}" for number in range(30)))
    with django_assert_max_num_queries(26):
        assert "Người Thứ 29" in client.get(_url(session)).content.decode()
