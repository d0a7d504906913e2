import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans import actions
from hoctap.plans.models import Plan
from tests.figures import PLAN, TARGET
from tests.plans.test_plan_new import typed
from tests.world import World


@pytest.fixture
def plan(world: World) -> Plan:
    plan = actions.record_plan(world.commune, PLAN, by=world.actor(world.lan))
    actions.add_target(plan, TARGET, by=world.actor(world.lan))
    return plan


def test_the_officer_corrects_the_title(world: World, plan: Plan, client: Client):
    client.force_login(world.lan)
    url = reverse("plan_edit", args=[plan.pk])
    assert 'value="31/01/2024"' in client.get(url).text
    answer = client.post(url, typed(world, title="Tên đúng"))
    assert answer.headers["Location"] == reverse("plan_detail", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.title == "Tên đúng"


def test_years_that_would_leave_a_target_outside_are_refused(world: World, plan: Plan, client: Client):
    client.force_login(world.lan)
    late = typed(world, year_from="2025", year_to="2025", dated_on="")
    answer = client.post(reverse("plan_edit", args=[plan.pk]), late)
    assert answer.status_code == 422
    assert "đang có chỉ tiêu của năm 2024" in answer.text


def test_outsiders_and_readers_do_not_edit(world: World, plan: Plan, client: Client):
    url = reverse("plan_edit", args=[plan.pk])
    for user, status in ((world.oanh, 404), (world.hung, 403), (world.minh, 403)):
        client.force_login(user)
        for answer in (client.get(url), client.post(url, typed(world))):
            assert answer.status_code == status
            assert PLAN.title not in answer.text


def test_a_commune_that_reads_the_districts_plan_gets_no_form_of_it(world: World, client: Client):
    above = actions.record_plan(world.district, PLAN, by=world.actor(world.bich))
    client.force_login(world.lan)
    assert client.get(reverse("plan_edit", args=[above.pk])).status_code == 403
    assert client.get(reverse("target_new", args=[above.pk])).status_code == 403


def test_the_plan_says_who_leads_who_hears_and_who_signed(world: World, living: Plan, client: Client):
    client.force_login(world.bich)
    sent = {
        "number": living.number,
        "dated_on": "31/01/2024",
        "issuer": living.issuer,
        "title": living.title,
        "year_from": "2024",
        "year_to": "2024",
        "open_ended": "on",
        "lead_name": "hội khuyến học xã tân kiều",
        "focal_name": "Phòng Văn hóa",
        "signer_title": "Phó Chủ tịch",
    }
    assert client.post(reverse("plan_edit", args=[living.pk]), sent).status_code == 302
    living.refresh_from_db()
    assert living.lead_body == world.association
    assert (living.focal_name, living.focal_body) == ("Phòng Văn hóa", None)
    assert (living.open_ended, living.signer_title) == (True, "Phó Chủ tịch")
    body = client.get(reverse("plan_detail", args=[living.pk])).text
    assert "và những năm tiếp theo" in body
