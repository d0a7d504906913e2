"""A household leaves."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Residence
from tests.world import World, make_household


def test_it_counts_no_more_from_that_year_and_its_reason_is_kept(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2023)
    client.force_login(world.lan)
    url = reverse("household_leave", args=[household.pk])
    assert "Ghi hộ rời đi" in client.get(url).content.decode()
    client.post(url, {"left_year": "2025", "why": "Chuyển đi Bình Dương"})
    assert not Residence.objects.counted_in(2025).exists()
    assert Residence.objects.counted_in(2024).exists()
    assert (
        "Chuyển đi Bình Dương"
        in client.get(reverse("household_detail", args=[household.pk])).content.decode()
    )
    assert Summary.objects.get(place=world.hamlet, year=2025, counter="household.listed").value == -1
    assert not household.members.filter(left_year=None).exists()


def test_a_year_before_it_came_a_missing_reason_and_a_second_leaving_are_refused(
    world: World, client: Client
):
    household = make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2024)
    client.force_login(world.lan)
    url = reverse("household_leave", args=[household.pk])
    early = client.post(url, {"left_year": "2023", "why": "x"})
    assert early.status_code == 422
    assert "Năm rời đi phải từ 2024" in early.content.decode()
    assert "Hãy ghi lý do." in client.post(url, {"left_year": "2025", "why": ""}).content.decode()
    client.post(url, {"left_year": "2025", "why": "Chuyển đi"})
    assert client.post(url, {"left_year": "2025", "why": "Chuyển đi"}).status_code == 422


def test_the_outsider_cannot(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Một")
    client.force_login(world.oanh)
    assert (
        client.post(
            reverse("household_leave", args=[household.pk]), {"left_year": "2025", "why": "x"}
        ).status_code
        == 404
    )
    with pytest.raises(Forbidden):
        actions.end_household(household, left_year=2025, why="x", by=world.actor(world.oanh))
