"""Guidance is written down by who keeps centres, or by the authority above them."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Guidance
from tests.centres.hands import education_officer, topic
from tests.world import World

URL = "/centres/guidance/new/"


@pytest.mark.requirement("S4-45", "S1-44")
def test_with_the_fields_and_forms_it_asks_for(world: World, director: User, centre: Centre, client: Client):
    field = topic().parent
    assert field is not None
    typed = {
        "place": str(world.commune.pk),
        "year": "2025",
        "title": "Hướng dẫn",
        "issuer": "Sở GDĐT",
        "topics": [str(field.pk)],
        "ways": "Lồng ghép",
    }
    client.force_login(director)
    assert client.get(URL).status_code == 200
    page = client.post(URL, {**typed, "title": "", "issuer": " "}).content.decode()
    assert "Hãy ghi trích yếu" in page
    assert "Hãy ghi cơ quan ban hành" in page
    assert client.post(URL, {**typed, "place": str(world.other_commune.pk)}).status_code == 422
    assert client.post(URL, typed).status_code == 302
    row = Guidance.objects.get()
    assert (row.forms, [one.pk for one in row.topics.all()], row.sha256) == ("Lồng ghép", [field.pk], "")
    client.force_login(world.minh)
    assert client.get(URL).status_code == 404
    client.force_login(world.bich)  # follows, and guides nobody
    assert client.get(URL).status_code == 404
    client.force_login(education_officer(world.district))
    assert client.post(URL, {**typed, "place": str(world.district.pk)}).status_code == 302
