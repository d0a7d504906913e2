"""Withdrawn: found no more, handed out no more; that it was there stays, with the reason."""

from django.test import Client
from django.urls import reverse

from hoctap.materials.models import Listing, TopicPack
from hoctap.materials.packs.making import make_pack
from tests.materials import hands
from tests.materials.conftest import Store


def test_from_that_moment_no_public_address_opens_it(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen hồng"))
    part = hands.newest(material).parts.get(kind="pdf")
    topic = hands.newest(material).topic_id
    make_pack(topic)
    addresses = [
        reverse("openmaterial_detail", args=[material.pk]),
        reverse("openmaterial_file", args=[part.pk]),
        reverse("openmaterial_read", args=[part.pk]),
        reverse("openmaterial_page", args=[part.pk, 1]),
        reverse("openpack_file", args=[topic]),
    ]
    assert [Client().get(one).status_code for one in addresses] == [200] * 5
    client.force_login(store.world.minh)
    url = reverse("material_withdraw", args=[material.pk])
    assert client.get(url).status_code == 200
    silent = client.post(url, {"why": ""})
    assert silent.status_code == 422
    assert "Ghi vì sao rút" in silent.text
    client.post(url, {"why": "Sai liều lượng thuốc"})
    assert [Client().get(one).status_code for one in addresses] == [404] * 5
    assert not Listing.objects.exists()
    assert TopicPack.objects.filter(is_stale=True, sha256="").exists()
    assert "Sai liều lượng thuốc" in client.get(reverse("material_detail", args=[material.pk])).text


def test_what_is_not_published_has_nothing_to_withdraw(store: Store, client: Client):
    material = store.approved()
    client.force_login(store.world.minh)
    answer = client.post(reverse("material_withdraw", args=[material.pk]), {"why": "x"})
    assert answer.status_code == 422
    assert "không có bản nào đang công bố" in answer.text


def test_who_writes_does_not_withdraw(store: Store, client: Client):
    material = store.published()
    client.force_login(store.world.lan)
    assert client.post(reverse("material_withdraw", args=[material.pk]), {"why": "x"}).status_code == 403
