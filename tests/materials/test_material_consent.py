"""A contributor is asked while his material waits."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.materials import actions
from hoctap.materials.models import Listing
from tests.materials import hands
from tests.materials.conftest import Store


@pytest.mark.requirement("S2-61")
def test_once_he_agreed_it_can_be_published_with_or_without_his_name(store: Store, client: Client):
    material = store.approved(contributor_name="Ông Sáu Lành")
    url = reverse("material_consent", args=[material.pk])
    client.force_login(store.world.lan)
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"consent_on": "2024-05-01", "consent_how": ""})
    assert wrong.status_code == 422
    assert "bằng cách nào" in wrong.text
    assert client.post(url, {"consent_on": "", "consent_how": "ký giấy"}).status_code == 422
    assert client.post(url, {"consent_on": "2024-05-01", "consent_how": "ký giấy"}).status_code == 302
    actions.publish_version(hands.newest(material), by=store.chair)
    assert "Sáu Lành" not in Listing.objects.get().credit
    client.post(url, {"consent_on": "2024-05-01", "consent_how": "ký giấy", "is_credited": "on"})
    assert Listing.objects.get().credit.endswith("Ông Sáu Lành đóng góp")


def test_where_nobody_contributed_there_is_nobody_to_ask(store: Store):
    version = hands.newest(store.approved())
    with pytest.raises(Refused, match="không ghi người đóng góp"):
        actions.note_consent(version, on=None, how="", is_credited=False, by=store.writer)


def test_next_door_it_is_not_found(store: Store, client: Client):
    material = store.approved(contributor_name="Ông Sáu Lành")
    client.force_login(store.world.oanh)
    assert client.get(reverse("material_consent", args=[material.pk])).status_code == 404
