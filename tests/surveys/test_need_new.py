"""A partner says what its members want to learn."""

import pytest
from django.test import Client

from hoctap.core.dates import today
from hoctap.surveys.models import Need
from tests.centres.hands import topic
from tests.world import World

URL = "/surveys/needs/new/"


@pytest.mark.requirement("S2-67", "S2-68")
def test_the_farmers_association_names_the_need_of_its_members(world: World, client: Client):
    livestock = topic("livestock")
    client.force_login(world.hung)
    typed = {
        "place": str(world.hamlet.pk),
        "year": str(today().year),
        "named_by": "Hội Nông dân xã",
        "topic": str(livestock.pk),
        "people": "25",
    }
    assert client.post(URL, typed)["Location"] == f"/surveys/needs/?year={today().year}"
    need = Need.objects.get()
    assert (need.source, need.named_by, need.people, need.commune) == (
        "partner",
        "Hội Nông dân xã",
        25,
        world.commune,
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"named_by": " "}, "Hãy ghi đoàn thể, đơn vị"),
        ({"topic": "", "text": ""}, "Hãy chọn chuyên đề"),
        ({"people": ""}, "Hãy ghi số người muốn học."),
        ({"year": "2001"}, "Năm 2001 không ghi được"),
    ],
)
def test_a_need_says_whose_what_and_how_many(wrong: dict[str, str], told: str, world: World, client: Client):
    client.force_login(world.hung)
    typed = {
        "place": str(world.hamlet.pk),
        "year": str(today().year),
        "named_by": "Hội Nông dân xã",
        "topic": str(topic().pk),
        "people": "25",
    }
    refused = client.post(URL, typed | wrong)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert client.post(URL, {**typed, "place": str(world.hamlet_2.pk)}).status_code == 422
    assert not Need.objects.exists()
