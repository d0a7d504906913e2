"""A campaign is changed before and while it runs."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.surveys.campaigns.models import Campaign
from tests.surveys import hands
from tests.world import World


def _typed(campaign: Campaign, **other: object) -> dict[str, object]:
    return {
        "title": campaign.title,
        "year": campaign.year,
        "opens_on": campaign.opens_on.isoformat(),
        "closes_on": campaign.closes_on.isoformat(),
        "channels": campaign.channels,
        "form": str(campaign.form_id),
        "rate_of": "adults",
        "partners": "Hội Nông dân xã",
    } | other


def test_a_partner_that_joins_later_gets_its_own_link(campaign: Campaign, director: User, client: Client):
    client.force_login(director)
    url = f"/surveys/{campaign.pk}/edit/"
    assert campaign.title in client.get(url).content.decode()
    assert client.post(url, _typed(campaign, partners="Hội Nông dân xã\nĐoàn xã")).status_code == 302
    assert campaign.links.filter(partner__name="Đoàn xã").count() == 1
    campaign.refresh_from_db()
    assert campaign.rate_of == "adults"


def test_what_was_asked_stays_while_it_runs(
    world: World, by: Actor, campaign: Campaign, director: User, client: Client
):
    client.force_login(director)
    url = f"/surveys/{campaign.pk}/edit/"
    other = hands.published(world.commune, by, title="Mẫu khác")
    for wrong, told in (
        ({"form": str(other.form_id)}, "không đổi mẫu được"),
        ({"partners": ""}, "không bỏ được Hội Nông dân xã"),
        (
            {"year": today().year - 1, "opens_on": f"{today().year - 1}-12-01"},
            "không đổi năm được",
        ),
    ):
        refused = client.post(url, _typed(campaign, **wrong))
        assert refused.status_code == 422
        assert told in refused.content.decode()


def test_only_who_runs_surveys_there_changes_it(world: World, campaign: Campaign, client: Client):
    for user, status in ((world.hung, 403), (world.oanh, 404), (world.bich, 403)):
        client.force_login(user)
        assert client.get(f"/surveys/{campaign.pk}/edit/").status_code == status
