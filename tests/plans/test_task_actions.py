import datetime as dt
from dataclasses import replace

import pytest

from hoctap.core.actor import system_job
from hoctap.core.dates import ONE_DAY, today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.notices.models import Notice
from hoctap.plans import actions as plans
from hoctap.plans.changes.actions import end_plan, issue_plan
from hoctap.plans.models import Plan, PlanState, TaskEntry, TaskInstance
from hoctap.plans.tasking import actions
from hoctap.plans.tasking.models import InstanceState
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.figures import PLAN
from tests.world import World

REPORT = TaskDetails(
    "Gửi kết quả về huyện",
    bodies=(BodyNamed("UBND các xã", mirror="peoples_committee"),),
    section="IV.7",
    before_on=dt.date(2024, 11, 15),
)
JOB = system_job("hằng ngày")


@pytest.fixture
def plan(world: World) -> Plan:
    return plans.record_plan(world.district, PLAN, by=world.actor(world.bich))


def mine(world: World, task) -> TaskInstance:
    return task.instances.with_all().get(place=world.commune)


@pytest.mark.requirement("S3-59", "S1-61")
def test_a_task_of_every_commune_is_one_piece_of_work_in_each(world: World, plan: Plan):
    task = actions.add_task(plan, REPORT, by=world.actor(world.bich))
    rows = {row.place_id: row for row in task.instances.all()}
    assert set(rows) == {world.commune.pk, world.other_commune.pk}
    assert rows[world.commune.pk].body == world.committee
    # Hưng Thạnh has no committee on record: the name says whose it is.
    assert rows[world.other_commune.pk].body is None
    assert rows[world.other_commune.pk].body_name == "Ủy ban nhân dân xã Hưng Thạnh"


@pytest.mark.requirement("S4-01")
def test_a_draft_gives_nobody_work_until_it_is_issued(world: World):
    bich = world.actor(world.bich)
    draft = plans.record_plan(world.district, PLAN, state=PlanState.DRAFT, by=bich)
    task = actions.add_task(draft, REPORT, by=bich)
    assert not task.instances.exists()
    issue_plan(draft, by=bich)
    assert task.instances.count() == 2
    with pytest.raises(Refused, match="không chuyển"):
        issue_plan(draft, by=bich)


def test_a_task_without_a_body_invents_none(world: World, plan: Plan):
    task = actions.add_task(plan, replace(REPORT, bodies=()), by=world.actor(world.bich))
    assert not task.instances.exists()


@pytest.mark.requirement("S0-29", "S3-38")
def test_who_cooperates_has_an_entry_of_his_own(world: World, plan: Plan):
    named = (
        BodyNamed("Hội Khuyến học huyện", body_id=world.bich.capacities.get().organisation_id),
        BodyNamed("Hội xã", part="cooperate", body_id=world.association.pk),
        BodyNamed("các đoàn thể", part="cooperate"),
    )
    task = actions.add_task(plan, replace(REPORT, bodies=named), by=world.actor(world.bich))
    assert sorted(task.instances.values_list("part", flat=True)) == ["cooperate", "lead"]


@pytest.mark.requirement("S0-21", "S3-38")
def test_a_body_takes_does_and_the_lead_confirms(world: World, plan: Plan):
    bich, lan, minh = (world.actor(who) for who in (world.bich, world.lan, world.minh))
    row = mine(world, actions.add_task(plan, REPORT, by=bich))
    actions.accept_task(row, by=minh)
    actions.report_progress(row, text="Đã thu số liệu của 2 ấp", percent=40, by=lan)
    with pytest.raises(Forbidden):
        actions.confirm_task(row, by=lan)
    actions.report_done(row, done_on=dt.date(2024, 11, 14), evidence="55/BC-UBND", by=minh)
    actions.send_back_task(row, text="Thiếu danh sách", by=bich)
    actions.report_done(row, done_on=dt.date(2024, 11, 14), evidence="55/BC-UBND", by=minh)
    actions.confirm_task(row, by=bich)
    row.refresh_from_db()
    assert (row.state, row.late_since) == (InstanceState.CONFIRMED, None)
    kinds = list(row.entries.values_list("kind", flat=True))
    assert kinds == ["accepted", "progress", "done", "sent_back", "done", "confirmed"]
    assert "Bích" in row.confirmed_by
    with pytest.raises(Refused):
        actions.report_progress(row, text="Nữa", percent=10, by=minh)


@pytest.mark.requirement("S3-29")
def test_done_a_day_late_is_late_for_ever(world: World, plan: Plan):
    bich, minh = world.actor(world.bich), world.actor(world.minh)
    row = mine(world, actions.add_task(plan, REPORT, by=bich))
    actions.report_done(row, done_on=dt.date(2024, 11, 15), evidence="55/BC-UBND", by=minh)
    actions.confirm_task(row, by=bich)
    row.refresh_from_db()
    assert row.is_late
    assert row.late_since == dt.date(2024, 11, 15)


def test_a_new_day_in_the_plan_does_not_take_lateness_off(world: World, plan: Plan):
    bich = world.actor(world.bich)
    task = actions.add_task(plan, REPORT, by=bich)
    actions.keep_tasks_going(dt.date(2024, 11, 15), by=JOB)
    actions.edit_task(task, replace(REPORT, before_on=dt.date(2025, 1, 1)), by=bich)
    rows = list(task.instances.all())
    assert [row.late_since for row in rows] == [dt.date(2024, 11, 15)] * 2
    assert {row.before_on for row in rows} == {dt.date(2024, 11, 15)}


def test_a_neighbour_changes_nothing_and_sees_only_his_own(world: World, plan: Plan):
    bich, oanh = world.actor(world.bich), world.actor(world.oanh)
    row = mine(world, actions.add_task(plan, REPORT, by=bich))
    for attempt in (
        lambda: actions.accept_task(row, by=oanh),
        lambda: actions.report_progress(row, text="x", percent=1, by=oanh),
        lambda: actions.report_done(row, done_on=today(), evidence="x", by=oanh),
        lambda: actions.report_not_applicable(row, reason="x", by=oanh),
        lambda: actions.confirm_task(row, by=oanh),
        lambda: actions.send_back_task(row, text="x", by=oanh),
        lambda: actions.urge_tasks([row], text="x", by=oanh),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert not TaskEntry.objects.exists()
    seen = TaskInstance.objects.visible_to(oanh)
    assert {one.place_id for one in seen} == {world.other_commune.pk}
    assert TaskInstance.objects.visible_to(bich).count() == 2


def test_not_applicable_needs_a_reason_and_may_be_asked_again(world: World, plan: Plan):
    bich, minh = world.actor(world.bich), world.actor(world.minh)
    row = mine(world, actions.add_task(plan, REPORT, by=bich))
    with pytest.raises(Refused, match="lý do"):
        actions.report_not_applicable(row, reason=" ", by=minh)
    actions.report_not_applicable(row, reason="Xã không có trung tâm", by=minh)
    actions.send_back_task(row, text="Xã có nhà văn hóa", by=bich)
    row.refresh_from_db()
    assert (row.state, row.reason) == (InstanceState.ASSIGNED, "")


@pytest.mark.requirement("S1-65", "S2-56")
def test_urging_tells_the_people_of_the_body_and_stays_in_the_log(world: World, plan: Plan):
    bich = world.actor(world.bich)
    row = mine(world, actions.add_task(plan, REPORT, by=bich))
    assert actions.urge_tasks([row], text="Gửi trong tuần này", by=bich) == 1
    assert row.entries.get().kind == "urged"
    told = set(Notice.objects.values_list("user__login", flat=True))
    assert told == {"minh", "quan"}
    with pytest.raises(Refused, match="nội dung"):
        actions.urge_tasks([row], text="", by=bich)


@pytest.mark.requirement("S1-65")
def test_the_daily_job_reminds_once_and_stamps_lateness_once(world: World, plan: Plan):
    row = mine(world, actions.add_task(plan, REPORT, by=world.actor(world.bich)))
    first = actions.keep_tasks_going(dt.date(2024, 11, 11), by=JOB)
    again = actions.keep_tasks_going(dt.date(2024, 11, 11), by=JOB)
    assert (first["reminded"], again["reminded"]) == (2, 0)
    assert "còn 3 ngày" in Notice.objects.filter(user=world.minh).get().text
    late = actions.keep_tasks_going(dt.date(2024, 11, 15), by=JOB)
    assert (late["late"], late["reminded"]) == (2, 2)
    assert actions.keep_tasks_going(dt.date(2024, 11, 15), by=JOB)["late"] == 0
    row.refresh_from_db()
    assert row.late_since == dt.date(2024, 11, 15)
    with pytest.raises(Forbidden):
        actions.keep_tasks_going(by=world.actor(world.bich))


@pytest.mark.requirement("S0-20", "S2-64")
def test_a_recurring_task_spawns_its_periods_and_none_from_before_it_was_known_here(world: World):
    bich = world.actor(world.bich)
    year = today().year
    details = replace(PLAN, dated_on=None, year_from=year - 1, year_to=year, open_ended=True)
    running = plans.record_plan(world.district, details, by=bich)
    task = actions.add_task(running, replace(REPORT, before_on=None, recurrence="month"), by=bich)
    months = set(task.instances.values_list("period", flat=True))
    assert months == {f"{year}-{today().month:02}"}
    actions.give_tasks(running, since=dt.date(year - 1, 11, 1), by=bich)
    assert f"{year - 1}-11" in set(task.instances.values_list("period", flat=True))
    before = task.instances.count()
    following = today().replace(day=28) + 5 * ONE_DAY
    actions.keep_tasks_going(following, by=JOB)
    assert task.instances.count() == before + 2


def test_a_task_nobody_had_goes_and_one_that_was_given_stays_with_its_reason(world: World, plan: Plan):
    bich = world.actor(world.bich)
    unused = actions.add_task(plan, replace(REPORT, bodies=()), by=bich)
    actions.drop_task(unused, why="", by=bich)
    given = actions.add_task(plan, REPORT, by=bich)
    with pytest.raises(Refused, match="lý do"):
        actions.drop_task(given, why="", by=bich)
    actions.drop_task(given, why="Văn bản mới bỏ việc này", by=bich)
    assert list(plan.tasks.all()) == [given]
    assert set(given.instances.values_list("state", flat=True)) == {"stopped"}


def test_the_end_of_a_plan_stops_its_open_work(world: World, plan: Plan):
    bich = world.actor(world.bich)
    task = actions.add_task(plan, REPORT, by=bich)
    end_plan(
        plan,
        ended_on=dt.date(2024, 12, 1),
        why="Thay bằng kế hoạch mới",
        paper_number="9/QĐ-UBND",
        paper_date=dt.date(2024, 12, 1),
        by=bich,
    )
    assert set(task.instances.values_list("state", flat=True)) == {"stopped"}
    assert plan.versions.get().before["tasks"]
