"""Somebody of school age who does not go to school is written down, by as little as the visit needs."""

from django.test import Client

from hoctap.schooling.models import Pupil
from tests.world import World

URL = "/schooling/pupils/new/"


def typed(world: World, **more: str) -> dict[str, str]:
    return {
        "hamlet": str(world.hamlet.pk),
        "full_name": "Lê Văn Nghỉ",
        "birth_year": "2012",
        "school_level": "lower_secondary",
        "year": "2024",
        **more,
    }


def test_the_head_of_the_ap_writes_him_down_once(world: World, client: Client):
    client.force_login(world.hung)
    assert client.post(URL, typed(world)).status_code == 302
    again = client.post(URL, typed(world, full_name=" lê  văn nghỉ"))
    assert again.status_code == 422
    assert "đã có trong danh sách của ấp" in again.content.decode()
    assert client.post(URL, typed(world, birth_year="2010")).status_code == 302
    assert Pupil.objects.count() == 2


def test_not_in_another_ap_nor_out_of_age(world: World, client: Client):
    client.force_login(world.hung)
    assert client.post(URL, typed(world, hamlet=str(world.hamlet_2.pk))).status_code == 422
    assert "độ tuổi" in client.post(URL, typed(world, birth_year="1930")).content.decode()
    assert client.post(URL, typed(world, birth_year="2199")).status_code == 422
    assert client.post(URL, typed(world, year="2199")).status_code == 422
    assert client.post(URL, typed(world, full_name=" ")).status_code == 422
    assert not Pupil.objects.exists()
    client.force_login(world.minh)
    assert client.get(URL).status_code == 403
