"""Withdrawing evidence on its page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.evidence.test_actions import add
from tests.world import World


def test_it_asks_why_and_goes_back_where_one_came_from(world: World, client: Client):
    evidence = add(world, "note", "Có tủ sách")
    client.force_login(world.hung)
    url = reverse("evidence_withdraw", args=[evidence.pk])
    assert "Có tủ sách" in client.get(url, {"next": "/households/"}).content.decode()
    refused = client.post(url, {"why": "", "next": "/households/"})
    assert refused.status_code == 422
    assert "Hãy ghi lý do rút." in refused.content.decode()
    assert client.post(url, {"why": "nhầm hộ", "next": "/households/"})["Location"] == "/households/"
    assert client.get(url).status_code == 404


def test_the_way_back_never_leaves_this_site(world: World, client: Client):
    evidence = add(world, "note", "x")
    client.force_login(world.hung)
    url = reverse("evidence_withdraw", args=[evidence.pk])
    assert client.post(url, {"why": "nhầm", "next": "//example.org/"})["Location"] == "/"


@pytest.mark.parametrize(
    "follow", ["0190-khong-phai-duong-dan", "home", "?q=1", "https:evil.example", "/\\evil.example"]
)
def test_a_way_back_that_is_no_path_leads_home(follow: str, world: World, client: Client):
    evidence = add(world, "note", "x")
    client.force_login(world.hung)
    url = reverse("evidence_withdraw", args=[evidence.pk])
    assert client.post(url, {"why": "nhầm", "next": follow})["Location"] == "/"


def test_the_outsider_and_who_only_signs_cannot(world: World, client: Client):
    evidence = add(world, "note", "Có tủ sách")
    url = reverse("evidence_withdraw", args=[evidence.pk])
    client.force_login(world.oanh)
    for response in (client.get(url), client.post(url, {"why": "x"})):
        assert response.status_code == 404
        assert "Có tủ sách" not in response.content.decode()
    client.force_login(world.minh)
    assert client.post(url, {"why": "x"}).status_code == 403
    evidence.refresh_from_db()
    assert evidence.withdrawn_at is None
