import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.plans.models import Plan, TaskInstance
from hoctap.plans.tasking import actions
from tests.plans.conftest import REPORT
from tests.world import World

PAGE = reverse("task_list")


@pytest.mark.requirement("S1-52", "S1-16")
def test_a_body_finds_its_own_work_and_not_its_neighbours(world: World, row: TaskInstance, client: Client):
    client.force_login(world.minh)
    body = client.get(PAGE).text
    assert "Gửi kết quả về huyện" in body
    assert "hết ngày 14/11/2024" in body
    assert "Hưng Thạnh" not in body
    client.force_login(world.lan)
    assert "Gửi kết quả về huyện" not in client.get(PAGE).text, "the association's own list"
    assert "Ủy ban nhân dân xã Tân Kiều" in client.get(PAGE, {"all": "1"}).text


def test_the_list_is_narrowed_by_state(world: World, row: TaskInstance, client: Client):
    actions.report_done(row, done_on=row.last_day, evidence="5/BC-UBND", by=world.actor(world.minh))
    client.force_login(world.minh)
    assert "Gửi kết quả" not in client.get(PAGE, {"state": "open"}).text
    assert "Đã xong, chờ xác nhận" in client.get(PAGE, {"state": "waiting"}).text


def test_an_outsider_sees_nothing_of_it(world: World, row: TaskInstance, client: Client):
    client.force_login(world.oanh)
    assert "Tân Kiều" not in client.get(PAGE, {"all": "1", "state": "all"}).text


def test_many_tasks_cost_no_more_queries(world: World, living: Plan, row: TaskInstance, client: Client):
    client.force_login(world.minh)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    before = cost()
    for _ in range(8):
        actions.add_task(living, REPORT, by=world.actor(world.bich))
    assert cost() == before
