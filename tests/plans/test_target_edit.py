import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans import actions
from hoctap.plans.models import Target
from tests.figures import PLAN, TARGET
from tests.plans.test_target_new import typed
from tests.world import World


@pytest.fixture
def target(world: World) -> Target:
    plan = actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    return actions.add_target(plan, TARGET, by=world.actor(world.lan))


def test_the_form_shows_the_target_as_it_was_typed_and_takes_a_correction(
    world: World, target: Target, client: Client
):
    client.force_login(world.lan)
    url = reverse("target_edit", args=[target.pk])
    page = client.get(url).text
    assert 'value="85"' in page
    assert 'value="trước 15/11/2024"' in page
    client.post(url, typed(value="90", before="đến hết ngày 30/11"))
    target.refresh_from_db()
    assert (target.value, target.before_on) == (Decimal(90), dt.date(2024, 12, 1))


def test_a_refused_correction_changes_nothing(world: World, target: Target, client: Client):
    client.force_login(world.lan)
    answer = client.post(reverse("target_edit", args=[target.pk]), typed(value="101"))
    assert answer.status_code == 422
    target.refresh_from_db()
    assert target.value == 85


def test_the_officer_drops_a_target_by_a_post_only(world: World, target: Target, client: Client):
    client.force_login(world.lan)
    url = reverse("target_drop", args=[target.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).headers["Location"] == reverse("plan_detail", args=[target.plan_id])
    assert not Target.objects.exists()


def test_outsiders_and_readers_change_no_target(world: World, target: Target, client: Client):
    edit, drop = reverse("target_edit", args=[target.pk]), reverse("target_drop", args=[target.pk])
    for user, status in ((world.oanh, 404), (world.hung, 403)):
        client.force_login(user)
        for answer in (client.get(edit), client.post(edit, typed()), client.post(drop)):
            assert answer.status_code == status
            assert TARGET.wording not in answer.text
    assert Target.objects.get().value == 85
