"""Who can do what here, and why: each tick has its ground."""

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.duties import actions
from hoctap.accounts.models import Capacity
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from tests.world import World, make_user


def test_a_tick_opens_to_role_place_decision_and_days(world: World, client: Client):
    capacity = world.minh.capacities.get()
    capacity.decision = "12/QĐ-UBND"
    capacity.save()
    client.force_login(world.minh)
    page = client.get(
        "/rights/", {"place": world.commune.pk, "person": world.minh.pk, "right": "decision.sign"}
    )
    body = page.content.decode()
    assert (
        "Vì giữ vai trò “Chủ tịch, Phó Chủ tịch UBND xã” tại "
        f"{world.commune.title} với tư cách Chủ tịch UBND xã, Ủy ban nhân dân xã Tân Kiều, theo 12/QĐ-UBND, "
        "từ 01/01/2020 đến nay."
    ) in body
    why = page.context["why"]
    assert (why.person.user, why.permission.value) == (world.minh, "decision.sign")


def test_a_tick_that_is_not_there_opens_to_nothing(world: World, client: Client):
    client.force_login(world.minh)
    page = client.get(
        "/rights/", {"place": world.commune.pk, "person": world.lan.pk, "right": "decision.sign"}
    )
    assert page.context["why"] is None


def test_whoever_has_his_role_above_stands_there_as_from_above(world: World, client: Client):
    client.force_login(world.minh)
    page = client.get("/rights/").context["page"]
    bich = next(one for one in page.people if one.user == world.bich)
    assert bich.is_from_above
    assert page.people[-1] is bich
    assert "Phạm Thị Oanh" not in client.get("/rights/").content.decode()


def test_a_position_that_ended_today_or_begins_tomorrow_gives_nothing(world: World, client: Client):
    Capacity.objects.filter(user=world.lan).update(ends_on=today())
    Capacity.objects.filter(user=world.bich).update(starts_on=today() + dt.timedelta(days=1))
    client.force_login(world.minh)
    people = [one.user for one in client.get("/rights/").context["page"].people]
    assert world.lan not in people
    assert world.bich not in people


def test_waivers_stand_on_the_page_and_beside_the_tick(world: World, client: Client):
    actions.waive_duty(
        world.commune,
        world.lan,
        "decision_not_signed_by_its_preparer",
        until=today(),
        why="Xã chỉ có ba công chức",
        decision="15/TB-UBND",
        by=world.actor(world.minh),
    )
    client.force_login(world.minh)
    query = {"place": world.commune.pk, "person": world.lan.pk, "right": "decision.prepare"}
    page = client.get("/rights/", query)
    assert [one.waiver.user for one in page.context["why"].waivers] == [world.lan]
    assert "cho phép theo 15/TB-UBND" in page.text


def test_the_page_takes_as_many_queries_for_many_people(world: World, client: Client):
    client.force_login(world.minh)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/rights/").status_code == 200
        return len(queries)

    count()
    few = count()
    for number in range(6):
        make_user(
            f"Người {number}", f"n{number}", world.committee, "Công chức", (Role.COMMUNE_ADMIN, world.commune)
        )
    assert count() == few


def test_somebody_of_the_next_commune_sees_his_own_or_nothing(world: World, client: Client):
    client.force_login(world.oanh)
    assert client.get("/rights/", {"place": world.commune.pk}).status_code == 403
    other = make_user(
        "Cao Bá Tường",
        "tuong",
        world.oanh.capacities.get().organisation,
        "Quản trị",
        (Role.COMMUNE_ADMIN, world.other_commune),
    )
    client.force_login(other)
    page = client.get("/rights/", {"place": world.commune.pk})
    assert page.context["place"] == world.other_commune
    assert "Nguyễn Thị Lan" not in page.text
