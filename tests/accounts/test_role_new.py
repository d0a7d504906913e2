"""One more role within a position."""

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_a_role_is_given_at_a_place_where_it_is_meant_to_be(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.hung.capacities.get()
    url = reverse("role_new", args=[capacity.pk])
    assert "Giao thêm vai trò" in client.get(url).content.decode()
    refused = client.post(url, {"role": "chair", "place": str(world.hamlet_2.pk)})
    assert refused.status_code == 422
    assert "chỉ giao ở cấp xã" in refused.content.decode()
    assert client.post(url, {"role": "hamlet_head", "place": str(world.hamlet_2.pk)}).status_code == 302
    assert capacity.roles.count() == 2


def test_a_place_elsewhere_is_not_taken(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.hung.capacities.get()
    url = reverse("role_new", args=[capacity.pk])
    response = client.post(url, {"role": "hamlet_head", "place": str(world.other_hamlet.pk)})
    assert response.status_code == 422
    assert "Hưng Thạnh" not in response.content.decode()
    assert capacity.roles.count() == 1
