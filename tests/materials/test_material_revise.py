"""A new version; the published one stays until it is published too."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.materials import actions
from hoctap.materials.models import Listing
from tests.materials import hands
from tests.materials.conftest import Store


@pytest.mark.requirement("S4-26")
def test_the_next_version_has_what_the_last_had_and_replaces_it_when_published(store: Store, client: Client):
    material = store.published(file=hands.pdf("Sen hồng", "Trang hai"))
    client.force_login(store.world.lan)
    url = reverse("material_revise", args=[material.pk])
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "Thêm phần sâu bệnh"}).status_code == 302
    second = hands.newest(material)
    assert (second.number, second.state, second.revised_why) == (2, "draft", "Thêm phần sâu bệnh")
    assert [part.kind for part in second.parts.all()] == ["link", "pdf"]
    assert second.parts.get(kind="pdf").pictures.count() == 2
    assert Listing.objects.get(material=material).version.number == 1
    with pytest.raises(Refused, match="đang có một bản chưa công bố"):
        actions.revise_material(material, why="nữa", by=store.writer)
    actions.describe_version(second, hands.told(title="Trồng sen, bản hai"), second.topic, by=store.writer)
    for step, by in (
        (actions.propose_version, store.writer),
        (actions.take_up_review, store.reviewer),
        (actions.approve_version, store.reviewer),
        (actions.publish_version, store.chair),
    ):
        step(hands.newest(material), by=by)
    assert sorted(material.versions.values_list("number", "state")) == [(1, "replaced"), (2, "published")]
    assert Listing.objects.get(material=material).title == "Trồng sen, bản hai"
    page = client.get(reverse("material_detail", args=[material.pk])).text
    assert "Bản 1" in page


def test_next_door_it_is_not_found(store: Store, client: Client):
    material = store.published()
    client.force_login(store.world.oanh)
    assert client.post(reverse("material_revise", args=[material.pk]), {"why": "x"}).status_code == 404
