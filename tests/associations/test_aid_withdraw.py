"""What was written down wrong counts no longer."""

import datetime as dt

from django.test import Client

from hoctap.associations import actions
from hoctap.associations.models import Support
from hoctap.associations.rules import SupportDetails
from tests.world import World


def test_with_a_reason_and_once(world: World, client: Client):
    details = SupportDetails(dt.date(2024, 9, 6), "visit", "families", 9, "Sổ")
    support = actions.record_support(world.association, details, by=world.actor(world.lan))
    url = f"/associations/supports/{support.pk}/withdraw/"
    client.force_login(world.oanh)
    assert client.post(url, {"why": "X"}).status_code == 404
    client.force_login(world.lan)
    assert client.post(url, {"why": " "}).status_code == 422
    assert client.post(url, {"why": "Ghi nhầm"}).status_code == 302
    assert not Support.objects.standing().exists()
    again = client.post(url, {"why": "Ghi nhầm"})
    assert again.status_code == 422
    assert "đã bỏ rồi" in again.content.decode()
