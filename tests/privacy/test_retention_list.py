"""How long records are kept."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.core.registries import retention_kinds
from hoctap.privacy import actions
from hoctap.privacy.models import RetentionRun
from tests.world import World

URL = "/privacy/retention/"


def test_every_kind_says_what_it_holds_and_proposals_say_that_they_are_no_law(world: World, client: Client):
    client.force_login(world.admin)
    body = client.get(URL).content.decode()
    for kind in retention_kinds:
        assert kind.label in body
        assert (kind.find is None) == (kind.months is None) == (kind.way == "keep")
        assert kind.find is None or "chưa kiểm chứng" in kind.basis or kind.label.startswith("Dòng của")
    assert "Văn bản, quyết định đã ký" in body
    assert "hệ thống không xóa" in body
    assert (
        "đề xuất, chưa"
        not in actions.decide_retention(
            world.commune, kind="left_persons", months=24, basis="QĐ 05", by=world.actor(world.admin)
        ).basis
    )
    assert "24 tháng" in client.get(URL).content.decode()


def test_nothing_over_its_time_is_no_run(world: World, client: Client):
    client.force_login(world.admin)
    response = client.post(URL, {"place": str(world.commune.pk)})
    assert response.status_code == 422
    assert "Không có dữ liệu nào hết thời hạn lưu" in response.content.decode()
    assert not RetentionRun.objects.exists()
    client.force_login(world.oanh)
    assert client.get(URL).status_code == 403


def test_the_page_takes_the_same_queries_whatever_was_decided(world: World, client: Client):
    by = world.actor(world.admin)
    client.force_login(world.admin)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for months in (24, 36, 48):
        for name in ("left_persons", "request_texts"):
            actions.decide_retention(world.commune, kind=name, months=months, basis="QĐ", by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
