"""Addresses without a page of their own: those that change something take no look, those that hand out a file hand it to nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.surveys.campaigns.models import Campaign
from tests.world import World

CHANGES = [
    *("campaign_open", "campaign_renew", "tally_withdraw", "response_withdraw", "survey_form_draft"),
    *(
        "survey_form_publish",
        "wish_sort",
        "wish_answer",
        "wish_drop",
        "wish_forget",
        "wish_open",
        "wish_close",
    ),
    *("need_reopen", "question_move", "question_drop"),
]


@pytest.mark.parametrize("name", CHANGES)
def test_looking_does_nothing_and_what_is_not_there_is_not_found(name: str, world: World, client: Client):
    kwargs: dict[str, object] = {"pk": uuid4()} | ({"at": 0} if name.startswith("question") else {})
    client.force_login(world.lan)
    assert client.get(reverse(name, kwargs=kwargs)).status_code == 405
    assert client.post(reverse(name, kwargs=kwargs)).status_code == 404


def test_files_are_handed_to_the_places_people(world: World, by: Actor, campaign: Campaign, client: Client):
    for name, pk in (("campaign_analysis_sheet", campaign.pk), ("survey_form_export", campaign.version_id)):
        for user, status in ((world.hung, 200), (world.oanh, 404)):
            client.force_login(user)
            answer = client.get(reverse(name, args=[pk]))
            assert answer.status_code == status
            assert ("Content-Disposition" in answer) is (status == 200)
