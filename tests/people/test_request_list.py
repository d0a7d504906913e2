"""The register of what people ask about their own data."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.core.dates import today
from hoctap.people import actions
from hoctap.people.models import SubjectRequest
from tests.world import World, make_household

URL = "/people/requests/"


def ask(world: World, name: str, kind: str = "view", days_ago: int = 0) -> SubjectRequest:
    person = make_household(world.hamlet, name).head
    return actions.register_request(
        person,
        kind=kind,
        received_on=today() - dt.timedelta(days=days_ago),
        channel="paper",
        by=world.actor(world.admin),
    )


def test_what_is_due_first_stands_first_and_what_is_late_is_marked(world: World, client: Client):
    client.force_login(world.admin)
    assert "Không có yêu cầu nào" in client.get(URL).content.decode()
    ask(world, "Người Hỏi Sau", kind="erase")
    ask(world, "Người Hỏi Trước", days_ago=40)
    body = client.get(URL).content.decode()
    assert body.index("Người Hỏi Trước") < body.index("Người Hỏi Sau")
    assert body.count("Quá hạn") == 1
    assert "quá hạn báo nhận" in body
    assert "ngày nghỉ mà cán bộ đã ghi" in body
    home = client.get("/").content.decode()
    assert "Yêu cầu xóa dữ liệu cá nhân: chưa báo đã nhận" in home


def test_what_is_answered_late_stays_late(world: World, client: Client):
    asked = ask(world, "Người Hỏi", days_ago=40)
    actions.answer_request(asked, outcome="Đã gửi bản sao", by=world.actor(world.admin))
    client.force_login(world.admin)
    assert "Người Hỏi" not in client.get(URL).content.decode()
    assert "Xong muộn" in client.get(URL, {"state": "closed"}).content.decode()


def test_others_see_nothing_of_it(world: World, client: Client):
    ask(world, "Người Hỏi")
    for user in (world.lan, world.hung, world.oanh):
        client.force_login(user)
        assert client.get(URL).status_code == 403


def test_the_page_takes_the_same_queries_whatever_the_requests(world: World, client: Client):
    ask(world, "Người Hỏi")
    client.force_login(world.admin)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(9):
        ask(world, f"Người {'ABCDEFGHI'[number]}")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)


def test_a_request_belongs_to_the_commune_of_the_person(world: World):
    assert ask(world, "Người Hỏi").place == world.commune
    with pytest.raises(SubjectRequest.DoesNotExist):
        SubjectRequest.objects.visible_to(world.actor(world.lan)).get()
