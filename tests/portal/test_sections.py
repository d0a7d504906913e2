"""What other parts of the house show on a door: the newest materials, surveys that are open, the box of wishes."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.dates import today
from hoctap.materials.queries import newest_lines
from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from hoctap.portal.sections import NEWEST
from hoctap.surveys.campaigns import actions as campaigns
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.requests.actions import close_wish_box, open_wish_box
from tests.centres.hands import centre_at
from tests.materials import hands as materials
from tests.portal import hands
from tests.surveys import hands as surveys
from tests.world import World


def publish(world: World, title: str, **changed: str) -> None:
    by = world.actor
    materials.published(world.commune, by(world.lan), by(world.admin), by(world.minh), title=title, **changed)


@pytest.mark.requirement("S1-05")
def test_the_newest_materials_stand_on_the_door(world: World, door: Door, client: Client):
    url = f"/c/{door.slug}/"
    assert "Học liệu mới" not in client.get(url).content.decode()
    for number in range(NEWEST + 1):
        publish(world, f"Trồng sen {number}")
    materials.approved(world.commune, world.actor(world.lan), world.actor(world.admin), title="Chưa công bố")
    page = client.get(url).content.decode()
    assert "Học liệu mới" in page
    assert "Trồng sen 5" in page
    assert "Trồng sen 0" not in page
    assert "Chưa công bố" not in page
    assert 'href="/public/materials/"' in page
    assert "New learning materials" in client.get(f"/en{url}").content.decode()
    hands.door_at(world.commune, [Part.CLASSES])
    assert "Học liệu mới" not in client.get(url).content.decode()


def test_a_line_of_the_door_leads_to_the_material(world: World, door: Door, client: Client):
    publish(world, "Trồng sen")
    line = newest_lines(NEWEST)[0]
    page = client.get(f"/c/{door.slug}/").content.decode()
    assert f'href="/public/materials/{line.id}/"' in page
    assert "Trồng sen" in client.get(f"/public/materials/{line.id}/").content.decode()


@pytest.fixture
def campaign(world: World) -> Campaign:
    return surveys.campaign_at(world.commune, hands.everything(world.commune), title="Bà con muốn học gì")


def test_a_survey_stands_on_the_door_while_it_is_open(
    world: World, door: Door, campaign: Campaign, client: Client
):
    url = f"/c/{door.slug}/"
    link = f'href="/s/{surveys.token_of(campaign)}/"'
    page = client.get(url).content.decode()
    assert link in page
    assert "Bà con muốn học gì" in page
    assert client.get(f"/s/{surveys.token_of(campaign)}/").status_code == 200
    other = hands.door_at(world.other_commune)
    assert link not in client.get(f"/c/{other.slug}/").content.decode()
    hands.door_at(world.commune, [Part.CLASSES])
    assert link not in client.get(url).content.decode()
    hands.door_at(world.commune)
    Campaign.objects.update(closes_on=today() - dt.timedelta(days=1), opens_on=today() - dt.timedelta(days=9))
    assert link not in client.get(url).content.decode()
    Campaign.objects.update(closes_on=today())
    assert link in client.get(url).content.decode()
    by = hands.everything(world.commune)
    surveys.tally(campaign, world.hamlet, by)
    campaigns.close_campaign(campaign, by=by)
    assert link not in client.get(url).content.decode()


def test_a_survey_that_is_not_for_the_web_does_not(world: World, door: Door, client: Client):
    by = hands.everything(world.commune)
    surveys.campaign_at(world.commune, by, title="Hỏi tại buổi họp", channels=("tally",))
    surveys.campaign_at(world.commune, by, title="Chưa mở", is_open=False)
    page = client.get(f"/c/{door.slug}/").content.decode()
    assert "Hỏi tại buổi họp" not in page
    assert "Chưa mở" not in page


def test_the_box_of_wishes_stands_on_the_door_while_it_is_open(world: World, door: Door, client: Client):
    by, url = hands.everything(world.commune), f"/c/{door.slug}/"
    assert "Cần gì học nấy" not in client.get(url).content.decode()
    box = open_wish_box(centre_at(world.commune), by=by)
    page = client.get(url).content.decode()
    assert "Cần gì học nấy" in page
    address = page.split('">Cần gì học nấy')[0].rsplit('href="', 1)[1]
    assert client.get(address).status_code == 200
    close_wish_box(box, by=by)
    assert "Cần gì học nấy" not in client.get(url).content.decode()


def test_a_full_door_takes_five_queries(
    world: World, door: Door, campaign: Campaign, client: Client, django_assert_num_queries
):
    open_wish_box(centre_at(world.commune), by=hands.everything(world.commune))
    for number in range(3):
        hands.taking(hands.class_at(world.hamlet, title=f"Lớp {number}"))
        publish(world, f"Trồng sen {number}")
    with django_assert_num_queries(4):
        client.get(f"/c/{door.slug}/")
