"""The page of a campaign: who was asked, where, and what comes next."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.people.models import Person
from hoctap.surveys.analysis.queries import adults_per_hamlet, rates_of
from hoctap.surveys.campaigns import actions
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.design import actions as design
from tests.surveys import hands
from tests.world import World, make_household, make_place


@pytest.mark.requirement("S4-30")
def test_the_rate_of_each_ap_is_answers_over_its_households(
    world: World, by: Actor, campaign: Campaign, client: Client
):
    """Three households of Ấp 1, one answered; what the register does not know is a dash, never 0."""
    base = rates_of(campaign)[0].base or 0
    make_household(world.hamlet, "Nguyễn Văn Mới", listed_year=today().year)
    hands.at_the_door(campaign, world.hamlet, by)
    hands.tally(campaign, world.hamlet, by, present=2)
    rates = {rate.hamlet: rate for rate in rates_of(campaign)}
    here = rates[world.hamlet]
    assert (here.answers, here.present, here.base) == (1, 2, base + 1)
    empty = make_place("hamlet", "ấp", "Ấp chưa có sổ", world.commune)
    assert {rate.hamlet: rate for rate in rates_of(campaign)}[empty].base is None
    client.force_login(world.lan)
    page = client.get(f"/surveys/{campaign.pk}/").content.decode()
    assert "Ấp chưa có sổ" in page
    assert "Ghi biểu quyết họp ấp" in page


def test_one_that_only_counts_hands_shows_ap_counted_and_no_slips(world: World, by: Actor, client: Client):
    campaign = hands.campaign_at(world.commune, by, channels=("tally",), title="Họp ấp")
    hamlets = len(rates_of(campaign))
    client.force_login(world.lan)
    url = f"/surveys/{campaign.pk}/"
    assert f"0 / {hamlets} ấp, khóm" in client.get(url).content.decode()
    hands.tally(campaign, world.hamlet, by)
    page = client.get(url).content.decode()
    assert f"1 / {hamlets} ấp, khóm" in page
    assert "Phiếu /" not in page


def test_adults_are_those_the_register_counts(world: World):
    year = today().year
    before = adults_per_hamlet([world.hamlet.pk], year).get(world.hamlet.pk, 0)
    make_household(world.hamlet, "Đã lớn", listed_year=year, birth_year=year - 16)
    make_household(world.hamlet, "Còn nhỏ", listed_year=year, birth_year=year - 15)
    make_household(world.hamlet, "Không rõ tuổi", listed_year=year, birth_year=None)
    assert adults_per_hamlet([world.hamlet.pk], year)[world.hamlet.pk] == before + 1
    assert Person.objects.filter(full_name="Còn nhỏ").exists()


def test_it_is_opened_by_who_runs_it_and_links_are_handed_out(
    world: World, by: Actor, director: User, client: Client
):
    campaign = hands.campaign_at(world.commune, by, is_open=False, partners=("Hội Phụ nữ xã",))
    client.force_login(world.hung)
    assert "Mở đợt khảo sát" not in client.get(f"/surveys/{campaign.pk}/").content.decode()
    assert client.post(f"/surveys/{campaign.pk}/open/").status_code == 403
    client.force_login(director)
    client.post(f"/surveys/{campaign.pk}/open/")
    campaign.refresh_from_db()
    assert campaign.state == "open"
    assert campaign.links.count() == 2
    assert f"/s/{hands.token_of(campaign)}/" in client.get(f"/surveys/{campaign.pk}/").content.decode()


def test_one_whose_last_day_has_gone_by_is_not_opened(world: World, by: Actor):
    campaign = hands.campaign_at(world.commune, by, is_open=False)
    Campaign.objects.filter(pk=campaign.pk).update(
        opens_on=today() - dt.timedelta(days=9), closes_on=today() - dt.timedelta(days=1)
    )
    with pytest.raises(Refused, match="đã qua"):
        actions.open_campaign(campaign, by=by)


def test_a_new_version_of_its_form_is_offered(
    world: World, by: Actor, campaign: Campaign, director: User, client: Client
):
    client.force_login(director)
    assert campaign.version is not None
    with pytest.raises(Refused, match="bản mới nhất"):
        actions.renew_version(campaign, by=by)
    design.publish_form(design.draft_form(campaign.version.form, by=by), by=by)
    assert "Dùng bản mới" in client.get(f"/surveys/{campaign.pk}/").content.decode()
    client.post(f"/surveys/{campaign.pk}/renew/")
    campaign.refresh_from_db()
    assert campaign.version.number == 2


def test_more_hamlets_take_no_more_queries(
    world: World, campaign: Campaign, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.lan)
    client.get(f"/surveys/{campaign.pk}/")
    for number in range(5):
        make_place("hamlet", "ấp", f"Ấp thêm {number}", world.commune)
    with django_assert_max_num_queries(20):
        client.get(f"/surveys/{campaign.pk}/")
