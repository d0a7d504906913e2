"""A paper of guidance, and a centre that confirms having read it."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facts import actions
from hoctap.centres.models import Centre, GuidanceRead
from hoctap.core.refusals import Refused
from tests.centres.hands import centre_at
from tests.season import SCAN
from tests.world import World


@pytest.mark.requirement("S1-33", "S0-26")
def test_read_once_and_copies_go_to_somebody(world: World, director: User, centre: Centre, client: Client):
    row = actions.add_guidance(
        world.commune, year=2025, title="Sổ tay", issuer="Sở", content=SCAN, by=world.actor(director)
    )
    url = reverse("guidance_detail", args=[row.pk])
    client.force_login(director)
    assert "Xác nhận đã đọc" in client.get(url).content.decode()
    typed = {"centre": str(centre.pk), "copies": "10", "handed_to": ""}
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "phát cho ai" in refused.content.decode()
    assert client.post(url, {**typed, "handed_to": "Tổ trưởng"}).status_code == 302
    assert client.post(url, {**typed, "handed_to": "Tổ trưởng"}).status_code == 422
    assert GuidanceRead.objects.get().copies == 10
    assert client.get(reverse("guidance_file", args=[row.pk])).content == SCAN
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
    assert client.get(reverse("guidance_file", args=[row.pk])).status_code == 404


def test_a_centre_it_is_not_meant_for_confirms_nothing(world: World, director: User, centre: Centre):
    from tests.season import make_director

    row = actions.add_guidance(
        world.commune, year=2025, title="Sổ tay", issuer="Sở", by=world.actor(director)
    )
    next_door = world.actor(make_director("Triệu Thị Vân", "van", world.other_commune))
    with pytest.raises(Refused, match="không gửi cho trung tâm này"):
        actions.confirm_guidance(row, centre_at(world.other_commune), by=next_door)
