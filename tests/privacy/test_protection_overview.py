"""Everything the person in charge of data looks after, on one page."""

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hoctap.core.dates import today
from hoctap.people import actions as people
from hoctap.privacy import actions
from tests.world import World, make_household

URL = "/privacy/"


def test_it_says_what_is_late_what_waits_and_what_is_missing(world: World, client: Client):
    by = world.actor(world.admin)
    client.force_login(world.admin)
    body = client.get(URL).content.decode()
    assert "chưa có bản thông báo về dữ liệu cá nhân" in body
    assert "năm nay chưa ghi" in body
    asked = make_household(world.hamlet, "Lê Văn Dân").head
    long_ago = today() - dt.timedelta(days=60)
    people.register_request(asked, kind="view", received_on=long_ago, channel="paper", by=by)
    actions.record_incident(
        world.commune, kind="lost", what="Mất máy", found_at=timezone.now() - dt.timedelta(hours=80), by=by
    )
    people.write_privacy_notice(
        world.commune,
        body="Xã giữ họ tên",
        officer_name="Bộ phận một cửa",
        officer_contact="0900 000 000",
        in_force_on=today(),
        by=by,
    )
    body = client.get(URL).content.decode()
    for words in ("1 quá hạn", "1 quá 72 giờ", "Bộ phận một cửa, 0900 000 000", "0 đồng ý, 0 không đồng ý"):
        assert words in body
    assert "chưa có bản thông báo" not in body
    assert "Bảo vệ dữ liệu" in client.get("/").content.decode()


def test_who_does_not_answer_requests_has_no_desk(world: World, client: Client):
    for user in (world.lan, world.hung, world.minh, world.oanh, world.bich):
        client.force_login(user)
        assert client.get(URL).status_code == 403


def test_it_takes_the_same_queries_whatever_waits(world: World, client: Client):
    by = world.actor(world.admin)
    client.force_login(world.admin)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(5):
        person = make_household(world.hamlet, f"Người {'ABCDE'[number]}").head
        people.register_request(person, kind="view", received_on=today(), channel="paper", by=by)
        actions.record_incident(world.commune, kind="lost", what="Mất máy", found_at=timezone.now(), by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
