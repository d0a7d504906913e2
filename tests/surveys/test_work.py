"""What of surveys waits for people, and what stands on a centre's page."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.places.boundaries.registry import Carriage
from hoctap.surveys import keeping, work
from hoctap.surveys.campaigns import actions
from hoctap.surveys.campaigns.models import Campaign
from tests.centres.hands import centre_at
from tests.surveys import hands
from tests.world import World


def _titles(by: Actor) -> list[str]:
    return [item.title for item in work.work_items(by)]


def test_the_last_days_of_a_campaign_are_work_and_after_them_it_is_late(
    world: World, by: Actor, campaign: Campaign
):
    Campaign.objects.update(closes_on=today() + dt.timedelta(days=30))
    assert not [title for title in _titles(by) if "Kết thúc đợt" in title]
    Campaign.objects.update(closes_on=today() + dt.timedelta(days=2))
    (item,) = [one for one in work.work_items(by) if "Kết thúc đợt" in one.title]
    assert not item.late
    day = today() - dt.timedelta(days=1)
    Campaign.objects.update(opens_on=day, closes_on=day)
    (item,) = [one for one in work.work_items(by) if "Kết thúc đợt" in one.title]
    assert item.late
    assert not [title for title in _titles(world.actor(world.hung)) if "Kết thúc đợt" in title]


@pytest.mark.requirement("S4-30")
def test_from_october_a_centre_that_has_not_asked_is_told(
    world: World, by: Actor, monkeypatch: pytest.MonkeyPatch
):
    """At least once a year; the alert comes while there is time."""
    centre_at(world.commune)
    year = today().year
    for day, told in ((dt.date(year, 9, 30), False), (dt.date(year, 10, 1), True)):
        monkeypatch.setattr(work, "today", lambda day=day: day)
        assert any("chưa khảo sát nhu cầu" in title for title in _titles(by)) is told
    hands.campaign_at(world.commune, by, channels=("tally",))
    assert not any("chưa khảo sát nhu cầu" in title for title in _titles(by))


def test_the_centres_page_says_whether_the_year_was_asked(world: World, by: Actor, client: Client):
    centre = centre_at(world.commune)
    client.force_login(world.lan)
    url = f"/centres/{centre.pk}/?year={today().year}"
    assert f"Năm {today().year} chưa khảo sát nhu cầu" in client.get(url).content.decode()
    campaign = hands.campaign_at(world.commune, by, channels=("tally",), title="Đợt họp ấp")
    assert "Đợt họp ấp" in client.get(url).content.decode()
    hands.tally(campaign, world.hamlet, by)
    actions.close_campaign(campaign, by=by)
    page = client.get(url).content.decode()
    assert "đã kết thúc" in page
    assert "Nhu cầu chưa đáp ứng" in page
    assert f"/surveys/?centre={centre.pk}" in page


def test_a_reorganisation_hears_of_what_is_open_and_keeps_what_was_recorded(
    world: World, by: Actor, campaign: Campaign
):
    (open_work,) = keeping.open_work([world.commune.pk])
    assert "1 đợt khảo sát" in open_work.what
    assert keeping.open_work([world.other_commune.pk]) == []
    hands.at_the_door(campaign, world.hamlet, by)
    carriage = Carriage(world.commune.pk, today(), {}, frozenset({world.commune.pk, world.hamlet.pk}))
    told = [str(reason) for reason in keeping.undo_blockers(carriage, {})]
    assert told == [
        "Nơi mới đã có 1 đợt khảo sát ghi sau khi sắp xếp.",
        "Nơi mới đã có 1 phiếu khảo sát ghi sau khi sắp xếp.",
    ]
