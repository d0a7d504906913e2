"""A briefing enters the book."""

import pytest
from django.test import Client

from hoctap.associations.models import Briefing
from tests.world import World


@pytest.mark.requirement("S4-27")
def test_it_names_its_documents_and_is_written_down_once(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/briefings/new/"
    typed = {
        "held_on": "2024-05-05",
        "documents": " Kế hoạch 415 \n\n Công văn  12 \n",
        "led_by": "Hội huyện",
    }
    assert client.post(url, typed).status_code == 302
    assert Briefing.objects.get().lines == ["Kế hoạch 415", "Công văn 12"]
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "Buổi này đã ghi rồi" in again.content.decode()
    assert client.post(url, {**typed, "held_on": "2199-01-01"}).status_code == 422
    assert client.post(url, {**typed, "documents": " \n "}).status_code == 422
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 404
