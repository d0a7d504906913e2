"""Closing a campaign makes needs of what was said: by ấp, topic, and who said it."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.plans.figures.queries import figures_at
from hoctap.surveys.answering import actions as answering
from hoctap.surveys.campaigns import actions
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.models import Need
from hoctap.surveys.tallies import actions as tallies
from hoctap.surveys.tallies.rules import Line, TallyDetails
from tests.surveys import hands
from tests.world import World


def _needs() -> set[tuple[str, str, int, str, str]]:
    return {
        (
            need.place.name,
            need.topic.code if need.topic else need.text,
            need.people,
            need.source,
            need.named_by,
        )
        for need in Need.objects.select_related("place", "topic")
    }


@pytest.mark.requirement("S0-17", "S2-14", "S4-32", "S2-67")
def test_hands_and_answers_become_needs(
    world: World, by: Actor, campaign: Campaign, director: User, client: Client
):
    """The trace from what was said to a need of the year."""
    crops = Topic.objects.get(code="crops")
    farmers = campaign.partners.get()
    details = TallyDetails(today(), 2, 1, "", [Line(str(crops.pk), "", 2), Line("", "Nuôi dế", 1)])
    tallies.record_tally(campaign, world.hamlet, details, by=by)
    taken_back = hands.tally(campaign, world.hamlet_2, by)
    tallies.withdraw_tally(taken_back, why="đếm nhầm", by=by)
    for _ in range(2):
        hands.at_the_door(campaign, world.hamlet, by, chu_de=["crops", "khac"], dieu_khac=["làm bánh"])
    wrong = hands.at_the_door(campaign, world.hamlet, by)
    answering.withdraw_response(wrong, why="nhập hai lần", by=by)
    given = {"chu_de": ["crops"]}
    assert campaign.version is not None
    answering.take_at_the_door(
        campaign,
        campaign.version,
        lambda name: given.get(name, []),
        hamlet=world.hamlet_2,
        partner=farmers,
        by=by,
    )
    client.force_login(director)
    url = f"/surveys/{campaign.pk}/close/"
    assert "Lập 5 nhu cầu" in client.get(url).content.decode()
    assert not Need.objects.exists()
    client.post(url)
    assert _needs() == {
        (world.hamlet.name, "crops", 2, "tally", ""),
        (world.hamlet.name, "Nuôi dế", 1, "tally", ""),
        (world.hamlet.name, "crops", 2, "answers", ""),
        (world.hamlet.name, "Điều khác", 2, "answers", ""),
        (world.hamlet_2.name, "crops", 1, "partner", "Hội Nông dân xã"),
    }
    assert {need.campaign for need in Need.objects.all()} == {campaign}
    assert not campaign.links.filter(stopped_at__isnull=True).exists()


@pytest.mark.requirement("S4-30")
def test_a_survey_in_which_nobody_was_asked_is_none(campaign: Campaign, director: User, client: Client):
    client.force_login(director)
    refused = client.post(f"/surveys/{campaign.pk}/close/")
    assert refused.status_code == 422
    assert "chưa có phiếu hay cuộc họp nào" in refused.content.decode()
    campaign.refresh_from_db()
    assert campaign.state == "open"


@pytest.mark.requirement("S4-30")
def test_it_counts_for_the_duty_of_the_year_only_when_it_is_over(world: World, by: Actor, campaign: Campaign):
    """At least once a year, of each centre; the district has the figure of the one that did least."""
    year = campaign.year
    hands.tally(campaign, world.hamlet, by)
    assert figures_at(["centre.surveys"], world.commune, year)["centre.surveys"].value == 0
    actions.close_campaign(campaign, by=by)
    assert figures_at(["centre.surveys"], world.commune, year)["centre.surveys"].value == 1
    assert figures_at(["centre.surveys"], world.district, year)["centre.surveys"].value == 1
    hands.centre_at(world.other_commune)
    assert figures_at(["centre.surveys"], world.district, year)["centre.surveys"].value == 0
    assert "centre.surveys" not in figures_at(["centre.surveys"], world.hamlet, year)


def test_afterwards_nothing_goes_in_or_out(world: World, by: Actor, campaign: Campaign):
    response = hands.at_the_door(campaign, world.hamlet, by)
    tally = hands.tally(campaign, world.hamlet, by)
    actions.close_campaign(campaign, by=by)
    for late in (
        lambda: hands.at_the_door(campaign, world.hamlet, by),
        lambda: hands.tally(campaign, world.hamlet_2, by),
        lambda: answering.withdraw_response(response, why="nhầm", by=by),
        lambda: tallies.withdraw_tally(tally, why="nhầm", by=by),
        lambda: actions.close_campaign(campaign, by=by),
    ):
        with pytest.raises(Refused, match="kết thúc"):
            late()
