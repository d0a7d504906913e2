"""Versions of what people are read."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.core.dates import today
from hoctap.people import actions
from tests.world import World

URL = "/people/notices/"


def write(world: World, officer: str) -> None:
    actions.write_privacy_notice(
        world.commune,
        body="Xã giữ họ tên.",
        officer_name=officer,
        officer_contact="0900 000 000",
        in_force_on=today(),
        by=world.actor(world.admin),
    )


def test_versions_stand_newest_first_and_only_the_officer_in_charge_writes(world: World, client: Client):
    client.force_login(world.lan)
    assert "Chưa có bản thông báo nào" in client.get(URL).content.decode()
    write(world, "Người Thứ Nhất")
    write(world, "Người Thứ Hai")
    body = client.get(URL).content.decode()
    assert body.index("Bản số 2") < body.index("Bản số 1")
    assert "Viết bản mới" not in body
    client.force_login(world.admin)
    assert "Viết bản mới" in client.get(URL).content.decode()
    client.force_login(world.oanh)
    assert "Người Thứ Nhất" not in client.get(URL).content.decode()


def test_the_page_takes_the_same_queries_whatever_was_written(world: World, client: Client):
    client.force_login(world.lan)
    write(world, "Một")
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for name in ("Hai", "Ba", "Bốn"):
        write(world, name)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
