"""What stands at the head of an organisation's papers."""

from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Event
from hoctap.places.models import Numbering
from tests.world import World


def test_the_association_gets_its_full_name_and_its_own_numbers(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("organisation_edit", args=[world.association.pk])
    assert "Hội Khuyến học xã Tân Kiều" in client.get(url).content.decode()
    typed = {
        "name": "Hội Khuyến học – Cựu giáo chức xã Tân Kiều",
        "parent_name": "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",
        "symbol": "HKH",
        "numbering": "own",
    }
    assert client.post(url, typed).status_code == 302
    world.association.refresh_from_db()
    assert world.association.name == typed["name"]
    assert world.association.numbering == Numbering.OWN
    assert Event.objects.get(what="places.organisation.edited").fields == ["name", "numbering", "parent_name"]


def test_a_name_that_another_bears_there_is_refused(world: World, client: Client):
    client.force_login(world.lan)
    response = client.post(
        reverse("organisation_edit", args=[world.association.pk]),
        {"name": "ủy ban nhân dân xã tân kiều", "numbering": "own"},
    )
    assert response.status_code == 422
    assert "đã có" in response.content.decode()


def test_an_organisation_elsewhere_is_not_found(world: World, client: Client):
    client.force_login(world.oanh)
    url = reverse("organisation_edit", args=[world.association.pk])
    assert client.get(url).status_code == 404
    assert client.post(url, {"name": "Khác", "numbering": "own"}).status_code == 404
    world.association.refresh_from_db()
    assert world.association.name == "Hội Khuyến học xã Tân Kiều"
