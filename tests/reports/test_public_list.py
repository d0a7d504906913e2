"""The places that show their figures to everybody."""

from django.test import Client
from django.urls import reverse

from hoctap.reports.tables import actions
from tests.world import World


def test_places_that_are_public_are_listed_for_anybody(two_seasons: World, client: Client):
    assert "Chưa có địa bàn nào" in client.get(reverse("public_list")).text
    actions.open_public(two_seasons.commune, by=two_seasons.actor(two_seasons.minh))
    body = client.get(reverse("public_list")).text
    assert reverse("public_detail", args=[two_seasons.commune.pk]) in body
    assert "Hưng Thạnh" not in body
    empty = client.get(reverse("public_detail", args=[two_seasons.commune.pk])).text
    assert "Chưa công khai số liệu năm nào" in empty
