"""A line that was recorded by mistake is struck out with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import record_support
from hoctap.centres.facilities.equipment.queries import support_of, support_sums
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from tests.world import World


@pytest.mark.requirement("S0-18")
def test_it_stays_readable_and_is_in_no_sum(world: World, centre: Centre, director: User, client: Client):
    by = world.actor(director)
    row = record_support(
        centre, on=today(), kind="building", what="Sửa mái", source="budget", amount=5_000_000, by=by
    )
    client.force_login(director)
    url, void = reverse("support_detail", args=[row.pk]), reverse("support_void", args=[row.pk])
    assert "5.000.000" in client.get(url).content.decode()
    assert "Hãy ghi lý do" in client.post(void, {"why": ""}).content.decode()
    assert client.post(void, {"why": "Ghi hai lần"}).status_code == 302
    assert "Ghi hai lần" in client.get(url).content.decode()
    assert support_sums(support_of(by, centre=centre, year=today().year)).total is None
    assert client.post(void, {"why": "x"}).status_code == 422
    client.force_login(world.minh)
    assert void not in client.get(url).content.decode()
    assert client.post(void, {"why": "x"}).status_code == 403
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
