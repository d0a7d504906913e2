"""So many people, counted by heads in place of names."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.headcounts.actions import drop_headcount, record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import ActivityKind, ActivityState, Attendance, Headcount, Session
from tests.learning.hands import activity_at
from tests.world import World


def _session(world: World, **kwargs: object) -> Session:
    return activity_at(world.hamlet, **kwargs).sessions.get()  # type: ignore[arg-type]


@pytest.mark.requirement("S2-10")
def test_a_session_with_a_headcount_is_held_and_so_is_its_activity(world: World):
    session = _session(world)
    record_headcount(session, [Heads(12, "m"), Heads(15, "f"), Heads(0)], by=world.actor(world.hung))
    session.refresh_from_db()
    assert (session.state, session.counted_by) == ("held", "heads")
    assert session.activity.state == ActivityState.HELD
    assert sorted(session.headcounts.values_list("sex", "people")) == [("f", 15), ("m", 12)]


def test_a_second_count_takes_the_place_of_the_first(world: World):
    session = _session(world)
    record_headcount(session, [Heads(12, "m")], by=world.actor(world.hung))
    record_headcount(session, [Heads(30)], by=world.actor(world.hung))
    assert list(session.headcounts.values_list("sex", "people")) == [("", 30)]


def test_heads_are_not_counted_where_names_stand_until_the_names_are_gone(world: World):
    session = _session(world)
    name = Attendance.objects.create(
        session=session, full_name="Võ Văn Dự", name_key="vo van du", via="typed", taken_by="x"
    )
    with pytest.raises(Refused, match="đã điểm danh 1 người theo tên"):
        record_headcount(session, [Heads(12)], by=world.actor(world.hung))
    name.removed_at, name.removed_why = dt.datetime.now(dt.UTC), "ghi nhầm"
    name.save()
    record_headcount(session, [Heads(12)], by=world.actor(world.hung))


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        ([], "ít nhất một người"),
        ([Heads(0, "m")], "ít nhất một người"),
        ([Heads(-3, "m"), Heads(9, "f")], "không thể âm"),
        ([Heads(3, "m"), Heads(9, "m")], "chỉ ghi một số"),
        ([Heads(30_000)], "quá nhiều"),
    ],
)
def test_a_count_that_cannot_be_is_refused(world: World, heads: list[Heads], says: str):
    session = _session(world)
    with pytest.raises(Refused, match=says):
        record_headcount(session, heads, by=world.actor(world.hung))
    session.refresh_from_db()
    assert (session.state, session.headcounts.count()) == ("planned", 0)


def test_nobody_was_at_a_session_to_come_or_cancelled_or_at_a_class_nobody_taught(world: World):
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="chưa tới"):
        record_headcount(_session(world, on=today() + dt.timedelta(days=1)), [Heads(12)], by=by)
    cancelled = _session(world)
    cancelled.state, cancelled.cancelled_why = ActivityState.CANCELLED, "mưa lớn"
    cancelled.save()
    with pytest.raises(Refused, match="đã hủy"):
        record_headcount(cancelled, [Heads(12)], by=by)
    with pytest.raises(Refused, match="báo cáo viên"):
        record_headcount(_session(world, kind=ActivityKind.CLASS, speaker=""), [Heads(12)], by=by)


def test_a_dropped_count_leaves_the_session_held_for_names(world: World):
    session = _session(world)
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="không có số người"):
        drop_headcount(session, by=by)
    record_headcount(session, [Heads(12)], by=by)
    drop_headcount(session, by=by)
    session.refresh_from_db()
    assert (session.state, session.counted_by, session.headcounts.count()) == ("held", "", 0)


def _name(session: Session, name: str) -> Attendance:
    return Attendance.objects.create(
        session=session, full_name=name, name_key=name.lower(), via="typed", taken_by="x"
    )


def test_the_database_takes_no_name_where_heads_were_counted(world: World):
    """Whoever writes: an import, a second program, somebody at the database."""
    session, other = _session(world), _session(world)
    record_headcount(session, [Heads(12)], by=world.actor(world.hung))
    with pytest.raises(IntegrityError, match="counted by heads"), transaction.atomic():
        _name(session, "An")
    moved = _name(other, "Binh")
    with pytest.raises(IntegrityError, match="counted by heads"), transaction.atomic():
        Attendance.objects.filter(pk=moved.pk).update(session=session)
    drop_headcount(session, by=world.actor(world.hung))
    _name(session, "An")


def test_the_database_takes_no_heads_where_names_stand(world: World):
    session, other = _session(world), _session(world)
    name = _name(session, "An")
    with pytest.raises(IntegrityError, match="counted by names"), transaction.atomic():
        Headcount.objects.create(session=session, people=12)
    heads = Headcount.objects.create(session=other, people=12)
    with pytest.raises(IntegrityError, match="counted by names"), transaction.atomic():
        Headcount.objects.filter(pk=heads.pk).update(session=session)
    Attendance.objects.filter(pk=name.pk).update(removed_at=timezone.now(), removed_why="ghi nhầm")
    Headcount.objects.create(session=session, people=12)
    with pytest.raises(IntegrityError, match="counted by heads"), transaction.atomic():
        Attendance.objects.filter(pk=name.pk).update(removed_at=None, removed_why="")
