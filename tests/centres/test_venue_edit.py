"""What is known of a venue changes; what it was stays in the trail."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.dates import today
from tests.centres.facility_hands import venue_in
from tests.world import World


def test_its_condition_and_hours_change(world: World, director: User, client: Client):
    venue = venue_in(world.commune)
    client.force_login(director)
    url = reverse("venue_edit", args=[venue.pk])
    assert 'value="Hội trường"' in client.get(url).content.decode()
    typed = {
        "kind": "hall",
        "name": "Hội trường",
        "ownership": "public",
        "open_days": ["1"],
        "condition": "repair",
    }
    assert client.post(url, typed).status_code == 302
    venue.refresh_from_db()
    assert (venue.condition, venue.open_days, venue.opens_at) == ("repair", [1], None)
    event = Event.objects.get(what="centres.venue.changed")
    assert {"condition", "open_days", "opens_at"} <= set(event.fields)
    wrong = client.post(url, typed | {"name": ""})
    assert wrong.status_code == 422


def test_one_out_of_use_and_one_of_somebody_else_stay_as_they_are(
    world: World, director: User, client: Client
):
    typed = {"kind": "hall", "name": "Khác", "ownership": "public", "open_days": ["1"]}
    ended = venue_in(world.commune, "Nhà cũ", valid_to=today())
    client.force_login(director)
    answer = client.post(reverse("venue_edit", args=[ended.pk]), typed)
    assert answer.status_code == 422
    assert "đã thôi dùng" in answer.content.decode()
    other = venue_in(world.other_commune, "Nhà bên kia")
    assert client.get(reverse("venue_edit", args=[other.pk])).status_code == 404
    client.force_login(world.bich)
    assert client.get(reverse("venue_edit", args=[other.pk])).status_code == 403


pytestmark = pytest.mark.requirement("S0-09")
