import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.plans import actions as plans
from hoctap.plans.changes import actions
from hoctap.plans.changes.rules import ProgrammeDetails
from hoctap.plans.models import Plan
from tests.figures import PLAN
from tests.world import World

OWN = replace(PLAN, number="12/KH-UBND", dated_on=dt.date(2024, 2, 20), title="Kế hoạch của xã")


@pytest.mark.requirement("S0-45", "S3-59", "S3-39", "S4-09", "S3-03")
def test_who_has_issued_its_own_plan_and_who_has_not(world: World, living: Plan, client: Client):
    own = plans.record_plan(world.commune, OWN, by=world.actor(world.lan))
    actions.set_parent(own, living, by=world.actor(world.lan))
    client.force_login(world.bich)
    body = client.get(reverse("plan_cascade", args=[living.pk])).text
    assert "1 nơi đã ban hành, <strong>1 chưa có</strong>, trong 2 nơi" in body
    assert "đã ban hành, sau 20 ngày" in body
    assert body.index("Xã Hưng Thạnh") < body.index("Xã Tân Kiều"), "the missing ones first"
    client.force_login(world.oanh)
    neighbour = client.get(reverse("plan_cascade", args=[living.pk])).text
    assert "Tân Kiều" not in neighbour
    assert "Hưng Thạnh" in neighbour


@pytest.mark.requirement("S1-02", "S1-03", "S4-03")
def test_the_road_from_the_national_programme_down(world: World, living: Plan, client: Client):
    client.force_login(world.bich)
    page = reverse("plan_cascade", args=[living.pk])
    assert client.post(page, {"programme": "1520/QĐ-TTg"}).status_code == 302
    assert "1520/QĐ-TTg" in client.get(page).text
    living.refresh_from_db()
    assert living.programme.number == "1520/QĐ-TTg"


def test_a_plan_descends_neither_from_itself_nor_from_below_nor_from_one_long_over(
    world: World, living: Plan
):
    bich, lan = world.actor(world.bich), world.actor(world.lan)
    own = plans.record_plan(world.commune, OWN, by=lan)
    actions.set_parent(own, living, by=lan)
    with pytest.raises(Refused, match="cấp trên"):
        actions.set_parent(living, own, by=bich)
    yearly = plans.record_plan(world.district, replace(OWN, number="3243/KH-UBND"), by=bich)
    actions.set_parent(yearly, living, by=bich)
    with pytest.raises(Refused, match="chính kế hoạch này"):
        actions.set_parent(living, yearly, by=bich)
    old = replace(OWN, number="1/KH-UBND", dated_on=None, year_from=2020, year_to=2021)
    over = plans.record_plan(world.district, old, by=bich)
    with pytest.raises(Refused, match="hết thời gian"):
        actions.set_parent(living, over, by=bich)
    with pytest.raises(Refused, match="số, ký hiệu"):
        actions.set_programme(living, ProgrammeDetails(" "), by=bich)


def test_an_outsider_does_not_find_the_page_of_a_communes_plan(world: World, client: Client):
    own = plans.record_plan(world.commune, OWN, by=world.actor(world.lan))
    client.force_login(world.oanh)
    assert client.get(reverse("plan_cascade", args=[own.pk])).status_code == 404
