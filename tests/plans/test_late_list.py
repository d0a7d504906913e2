import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.plans.models import Plan, TaskInstance
from hoctap.plans.tasking import actions
from tests.plans.conftest import REPORT
from tests.world import World

PAGE = reverse("late_list")


@pytest.mark.requirement("S1-16", "S3-38")
def test_the_lead_sees_who_is_late_and_urges_them(world: World, row: TaskInstance, client: Client):
    client.force_login(world.bich)
    body = client.get(PAGE).text
    assert "2 việc đang trễ, của 2 cơ quan" in body
    answer = client.post(PAGE, {"instance": [str(row.pk)], "text": "Gửi trong tuần"})
    assert answer.status_code == 302
    assert row.entries.get().text == "Gửi trong tuần"


def test_without_a_tick_or_words_it_is_said_what_is_missing(world: World, row: TaskInstance, client: Client):
    client.force_login(world.bich)
    assert "Chọn từ 1" in client.post(PAGE, {"text": "Gửi"}).text
    answer = client.post(PAGE, {"instance": [str(row.pk)], "text": ""})
    assert answer.status_code == 422
    assert not row.entries.exists()


def test_a_commune_sees_only_its_own_lateness_and_urges_nobody(
    world: World, row: TaskInstance, client: Client
):
    client.force_login(world.minh)
    body = client.get(PAGE).text
    assert "1 việc đang trễ, của 1 cơ quan" in body
    assert "Hưng Thạnh" not in body
    answer = client.post(PAGE, {"instance": [str(row.pk)], "text": "Gửi"})
    assert answer.status_code == 403


def test_many_late_tasks_cost_no_more_queries(world: World, living: Plan, row: TaskInstance, client: Client):
    client.force_login(world.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    before = cost()
    for _ in range(6):
        actions.add_task(living, REPORT, by=world.actor(world.bich))
    assert cost() == before
