"""One more position of somebody who is known here."""

from django.test import Client
from django.urls import reverse

from tests.world import World


def typed(world: World, **changes: str) -> dict[str, str]:
    return {
        "organisation": str(world.association.pk),
        "title": "Chi hội trưởng",
        "role": "hamlet_head",
        "place": str(world.hamlet_2.pk),
        "starts_on": "2024-01-05",
    } | changes


def test_hung_becomes_head_of_the_branch_too(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("capacity_new", args=[world.hung.pk])
    assert "Thêm tư cách" in client.get(url).content.decode()
    assert client.post(url, typed(world))["Location"] == f"/accounts/{world.hung.pk}/"
    assert world.hung.capacities.get(title="Chi hội trưởng").roles.get().place == world.hamlet_2


def test_a_role_at_the_wrong_level_or_an_empty_title_is_refused_there(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("capacity_new", args=[world.hung.pk])
    wrong = client.post(url, typed(world, place=str(world.commune.pk)))
    assert wrong.status_code == 422
    assert "chỉ giao ở một ấp, khóm" in wrong.content.decode()
    assert client.post(url, typed(world, title=" ")).status_code == 422
    assert world.hung.capacities.count() == 1


def test_somebody_of_another_commune_is_not_found(world: World, client: Client):
    client.force_login(world.admin)
    response = client.post(reverse("capacity_new", args=[world.oanh.pk]), typed(world))
    assert response.status_code == 404
    assert world.oanh.capacities.count() == 1
