"""What is kept apart here, and who was let off by name."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.duties import actions
from hoctap.core.dates import today
from tests.world import World

RULE = "decision_not_signed_by_its_preparer"


def test_the_chair_sees_the_rules_with_what_holds_and_the_waivers(world: World, client: Client):
    actions.waive_duty(
        world.commune,
        world.lan,
        RULE,
        until=today(),
        why="Xã chỉ có ba công chức",
        decision="15/TB-UBND",
        by=world.actor(world.minh),
    )
    client.force_login(world.minh)
    body = client.get("/duties/").content.decode()
    assert "Người soạn quyết định không ký quyết định ấy." in body
    assert "mặc định của phần mềm" in body
    assert "Nguyễn Thị Lan được phép kiêm việc ở bước “Ký quyết định công nhận”" in body
    assert "Lê Quang Minh (Chủ tịch UBND xã, Ủy ban nhân dân xã Tân Kiều) cho phép theo 15/TB-UBND" in body
    assert "Xã chỉ có ba công chức" in body


def test_a_waiver_can_be_ended_and_then_holds_no_more(world: World, client: Client):
    waiver = actions.waive_duty(
        world.commune,
        world.lan,
        RULE,
        until=today(),
        why="Xã chỉ có ba công chức",
        decision="15/TB-UBND",
        by=world.actor(world.minh),
    )
    client.force_login(world.minh)
    url = reverse("dutywaiver_end", args=[waiver.pk])
    assert client.post(url).status_code == 302
    waiver.refresh_from_db()
    assert waiver.ended_on == today()
    assert client.post(url).status_code == 422


def test_the_admin_reads_and_cannot_waive(world: World, client: Client):
    client.force_login(world.admin)
    body = client.get("/duties/").content.decode()
    assert "Chưa cho phép ai kiêm việc" in body
    assert client.get(reverse("dutywaiver_new", args=[world.commune.pk])).status_code == 403


def test_the_neighbours_officer_has_no_such_page(world: World, client: Client):
    client.force_login(world.oanh)
    assert client.get("/duties/").status_code == 403
