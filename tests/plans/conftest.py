"""A district's plan that lives: tasks for every commune, a focal body, people of both communes."""

import datetime as dt
from dataclasses import replace

import pytest

from hoctap.core.dates import today
from hoctap.plans import actions as plans
from hoctap.plans.models import Plan, Task, TaskInstance
from hoctap.plans.tasking import actions as tasking
from hoctap.plans.tasking.rules import BodyNamed, TaskDetails
from tests.figures import PLAN
from tests.world import World

REPORT = TaskDetails(
    "Gửi kết quả về huyện",
    bodies=(BodyNamed("UBND các xã", mirror="peoples_committee"),),
    section="IV.7",
    before_on=dt.date(2024, 11, 15),
)


@pytest.fixture
def living(world: World) -> Plan:
    focal = world.bich.capacities.get().organisation
    details = replace(
        PLAN,
        lead_name=focal.name,
        lead_body_id=focal.pk,
        focal_name=focal.name,
        focal_body_id=focal.pk,
        focal_condition="vượt thẩm quyền",
        decider_name="UBND huyện",
    )
    return plans.record_plan(world.district, details, by=world.actor(world.bich))


@pytest.fixture
def given(world: World, living: Plan) -> Task:
    return tasking.add_task(living, REPORT, by=world.actor(world.bich))


@pytest.fixture
def row(world: World, given: Task) -> TaskInstance:
    return given.instances.with_all().get(place=world.commune)


@pytest.fixture
def running(living: Plan) -> Plan:
    Plan.objects.filter(pk=living.pk).update(year_to=today().year + 1)
    living.refresh_from_db()
    return living
