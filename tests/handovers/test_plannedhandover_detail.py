"""Set ahead, a bàn giao waits in sight and happens on its day: once, with the rights that its planner still has."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.accounts import actions as accounts
from hoctap.accounts.models import Capacity, User
from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.handovers import actions, queries, tasks
from hoctap.handovers.models import Handover, PlannedHandover
from hoctap.notices.models import Notice
from tests import season as steps
from tests.handovers.ahead import SOON, its_day_comes, plan
from tests.handovers.test_handover_new import form
from tests.world import World, make_user


@pytest.fixture
def newcomer(world: World) -> User:
    return make_user("Phùng Hữu Nhận", "nhan", world.association, "Phó Chủ tịch Hội Khuyến học")


def test_it_waits_in_sight_and_moves_nothing_before_its_day(world: World, newcomer: User, client: Client):
    season = steps.walk(world, last=steps.nominate)
    old, new = world.lan.capacities.get(), newcomer.capacities.get()
    client.force_login(world.admin)
    day = today() + SOON
    body = client.post(
        reverse("handover_new", args=[old.pk]), form(new, handed_on=day.isoformat()), follow=True
    ).text
    planned = PlannedHandover.objects.get()
    for words in (
        f"Đã định bàn giao ngày {day:%d/%m/%Y}",
        "Chờ đến ngày",
        "Chưa có gì chuyển đi",
        "Hồ sơ chờ xã xét: 1",
        "Hồ sơ giấy đợt 2024, 02 hộp",
        "Hủy bàn giao này",
    ):
        assert words in body
    url = reverse("plannedhandover_detail", args=[planned.pk])
    person = client.get(reverse("account_detail", args=[world.lan.pk])).text
    assert f'<a href="{url}">Chờ bàn giao ngày {day:%d/%m/%Y}</a>' in person
    assert f"Bàn giao ngày {day:%d/%m/%Y}: Nguyễn Thị Lan giao Phùng Hữu Nhận" in client.get("/").text
    waiting = client.get(reverse("handover_new", args=[old.pk])).text
    assert url in waiting
    assert 'form="handover"' not in waiting
    assert {notice.user for notice in Notice.objects.filter(text__contains="sẽ bàn giao")} == {
        world.lan,
        newcomer,
    }
    tasks.carry_out_due(0)
    old.refresh_from_db()
    assert old.ends_on is None
    assert not new.roles.exists()
    assert not Handover.objects.exists()
    assert season.officer.active_capacities().exists()


def test_on_its_day_everything_goes_over_once_however_often_the_job_runs(
    world: World, newcomer: User, client: Client
):
    device = Client()
    device.force_login(world.lan)
    planned = its_day_comes(plan(world, newcomer, things="01 con dấu"))
    tasks.carry_out_due(0)
    assert actions.carry_out(planned, by=system_job("bàn giao theo ngày đã định")) is None
    handover = Handover.objects.get()
    assert (planned.state, planned.handover) == ("done", handover)
    assert (handover.handed_on, handover.things, handover.sessions_ended) == (today(), "01 con dấu", 1)
    assert device.get("/").status_code == 302, "signed out"
    assert world.lan.capacities.get().ends_on == today()
    assert newcomer.capacities.get().roles.filter(role=Role.ASSOCIATION_OFFICER.value).exists()
    event = Event.objects.get(what="handovers.handover.made")
    assert event.actor == "Hệ thống: bàn giao theo ngày đã định"
    assert event.on_behalf_of == world.actor(world.admin).described
    client.force_login(world.admin)
    assert (
        "Xem việc đã giao và biên bản"
        in client.get(reverse("plannedhandover_detail", args=[planned.pk])).text
    )
    told = client.get(reverse("handover_detail", args=[handover.pk])).text
    assert "Định trước" in told
    assert queries.work_items(world.actor(world.admin)) == []


def test_a_day_that_passed_while_no_worker_ran_is_made_up_for_with_its_own_date(world: World, newcomer: User):
    planned = plan(world, newcomer)
    PlannedHandover.objects.update(handed_on=today() - dt.timedelta(days=3))
    tasks.carry_out_due(0)
    planned.refresh_from_db()
    assert planned.state == "done"
    assert world.lan.capacities.get().ends_on == today() - dt.timedelta(days=3)


def test_what_keeps_it_back_is_said_once_and_tried_again_until_it_is_mended(
    world: World, newcomer: User, client: Client
):
    planned = plan(world, newcomer)
    accounts.deactivate_account(newcomer, by=world.actor(world.admin))
    planned = its_day_comes(planned)
    tasks.carry_out_due(0)
    planned.refresh_from_db()
    assert planned.state == "waiting"
    assert "đang khóa" in planned.failure
    assert Event.objects.filter(what="handovers.planned.held_up").count() == 1
    assert Notice.objects.filter(user=world.admin, text__contains="chưa làm được").count() == 1
    assert not newcomer.capacities.get().roles.exists(), "the role that was given on the way is taken back"
    client.force_login(world.admin)
    assert (
        "Đã đến ngày mà chưa bàn giao được"
        in client.get(reverse("plannedhandover_detail", args=[planned.pk])).text
    )
    (item,) = queries.work_items(world.actor(world.admin))
    assert item.late
    accounts.reactivate_account(newcomer, by=world.actor(world.admin))
    tasks.carry_out_due(0)
    planned.refresh_from_db()
    assert (planned.state, planned.failure) == ("done", "")


def test_a_planner_who_lost_his_position_or_his_right_gives_nobody_anything(world: World, newcomer: User):
    """Otherwise whoever is about to be dismissed could give rights that come to life after he is gone."""
    deputy = make_user("Lý Văn Phó", "pho", world.committee, "Công chức")
    role = accounts.give_role(
        deputy.capacities.get(), Role.COMMUNE_ADMIN, world.commune, by=world.actor(world.admin)
    )
    planned = plan(world, newcomer, by=world.actor(deputy))
    accounts.take_back_role(role, by=world.actor(world.admin))
    planned = its_day_comes(planned)
    assert (planned.state, Handover.objects.count()) == ("waiting", 0)
    assert "ngoài nơi ông/bà quản lý" in planned.failure
    accounts.end_capacity(deputy.capacities.get(), by=world.actor(world.admin))
    tasks.carry_out_due(0)
    planned.refresh_from_db()
    assert "không còn giữ tư cách" in planned.failure
    assert not newcomer.capacities.get().roles.exists()


def test_one_that_breaks_does_not_keep_the_others_waiting(
    world: World, newcomer: User, monkeypatch: pytest.MonkeyPatch
):
    first = plan(world, newcomer)
    second = actions.plan_handover(
        world.hung.capacities.get(), newcomer.capacities.get(), handed_on=today() + SOON, ends_giver=False,
        gives_roles=True, decision="26/QĐ", by=world.actor(world.admin),
    )  # fmt: skip
    PlannedHandover.objects.update(handed_on=today())
    real = actions.hand_over

    def broken(giver: Capacity, *args: Any, **kwargs: Any) -> Handover:
        if giver.pk == first.giver_id:
            raise KeyError("nobody expects this")
        return real(giver, *args, **kwargs)

    monkeypatch.setattr(actions, "hand_over", broken)
    with pytest.raises(KeyError):
        tasks.carry_out_due(0)
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "done")


def test_each_refusal_ahead_of_the_day(world: World, newcomer: User):
    def refused(match: str, **other: Any) -> None:
        with pytest.raises(Refused, match=match):
            plan(world, newcomer, **other)

    refused("không còn ở phía trước", handed_on=today())
    refused("trong vòng một năm", handed_on=today() + dt.timedelta(days=367))
    refused("văn bản", decision=" ")
    steps.walk(world, last=steps.nominate)
    refused("chưa có quyền", gives_roles=False)
    plan(world, newcomer)
    refused("đã định bàn giao ngày")
    with pytest.raises(Refused, match="đã định bàn giao ngày"):
        actions.hand_over(
            world.lan.capacities.get(), newcomer.capacities.get(), ends_giver=False, gives_roles=True,
            decision="1/QĐ", by=world.actor(world.admin),
        )  # fmt: skip


def test_it_may_wait_for_a_receiver_whose_position_begins_that_day(
    world: World, newcomer: User, client: Client
):
    Capacity.objects.filter(user=newcomer).update(starts_on=today() + SOON)
    client.force_login(world.admin)
    page = client.get(reverse("handover_new", args=[world.lan.capacities.get().pk])).text
    assert f"(từ {today() + SOON:%d/%m/%Y})" in page
    with pytest.raises(Refused, match="chưa bắt đầu"):
        plan(world, newcomer, handed_on=today() + SOON - dt.timedelta(days=1))
    assert plan(world, newcomer).state == "waiting"


def test_the_neighbour_finds_nothing_and_plans_nothing_here(world: World, newcomer: User, client: Client):
    planned = plan(world, newcomer)
    client.force_login(world.oanh)
    assert client.get(reverse("plannedhandover_detail", args=[planned.pk])).status_code in (403, 404)
    client.force_login(world.lan)
    assert client.get(reverse("plannedhandover_detail", args=[planned.pk])).status_code == 403
    with pytest.raises(Forbidden):
        plan(world, newcomer, by=world.actor(world.minh))
    with pytest.raises(Forbidden, match="tư cách"):
        plan(world, newcomer, by=system_job("thử"))


def test_the_page_costs_the_same_for_any_amount_of_open_work(world: World, newcomer: User, client: Client):
    planned = plan(world, newcomer)
    client.force_login(world.admin)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("plannedhandover_detail", args=[planned.pk])).status_code == 200
        return len(captured)

    cost()
    before = cost()
    steps.walk(world, last=steps.nominate)
    assert cost() <= before + 2  # the names of what is open, not one a piece


def test_the_database_takes_no_half_done_one(world: World, newcomer: User):
    planned = plan(world, newcomer)
    for values in ({"state": "done"}, {"state": "called_off"}, {"receiver": planned.giver_id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlannedHandover.objects.filter(pk=planned.pk).update(**values)
