import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.places.models import Organisation, Place
from hoctap.plans.models import Plan, TaskInstance
from hoctap.plans.settling.queries import open_matters
from hoctap.plans.tasking import actions
from tests.plans.conftest import REPORT
from tests.world import World

PAGE = reverse("unsettled_list")


def end(*rows) -> None:
    for row in rows:
        model = Place if isinstance(row, Place) else Organisation
        model.objects.filter(pk=row.pk).update(valid_to=dt.date(2025, 7, 1), ended_by="1/NQ")


def test_nothing_waits_while_nothing_has_ended(world: World, running: Plan, client: Client):
    client.force_login(world.bich)
    assert "Không còn gì phải xử lý" in client.get(PAGE).text


def test_a_plan_of_an_ended_place_waits_and_its_work_with_it(
    world: World, running: Plan, row: TaskInstance, client: Client
):
    end(world.district, world.commune)
    client.force_login(world.bich)
    body = client.get(PAGE).text
    assert "Kế hoạch 415/KH-UBND" in body
    assert "kết thúc từ 01/07/2025 theo 1/NQ" in body
    assert [one.about for one in open_matters(world.actor(world.bich))] == ["plan"]
    assert row.is_open, "nothing is re-routed by itself"


def test_an_ended_body_is_named_where_its_plan_goes_on(world: World, running: Plan, row: TaskInstance):
    end(running.focal_body, world.committee)
    found = open_matters(world.actor(world.bich))
    assert sorted(one.about for one in found) == ["focal", "lead", "work"]
    assert not open_matters(world.actor(world.oanh))


def test_a_commune_does_not_see_the_districts_matters(
    world: World, running: Plan, row: TaskInstance, client: Client
):
    end(world.committee)
    client.force_login(world.lan)
    assert "Gửi kết quả" not in client.get(PAGE).text
    assert client.get(reverse("unsettled_detail", args=["work", row.pk])).status_code == 404


def test_many_matters_cost_no_more_queries(world: World, running: Plan, row: TaskInstance, client: Client):
    end(world.committee)
    client.force_login(world.bich)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    before = cost()
    end_again = world.committee
    Organisation.objects.filter(pk=end_again.pk).update(valid_to=None)
    for _ in range(5):
        actions.add_task(running, REPORT, by=world.actor(world.bich))
    end(end_again)
    assert cost() == before
