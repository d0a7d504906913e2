"""Guidance of a year, and how many centres read it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facts import actions
from hoctap.centres.models import Centre
from tests.centres.hands import centre_at, education_officer
from tests.world import World

URL = "/centres/guidance/?year=2025"


@pytest.mark.requirement("S4-45", "S1-33")
def test_what_comes_from_above_is_seen_below_and_counted_above(
    world: World,
    director: User,
    centre: Centre,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    centre_at(world.other_commune)
    officer = education_officer(world.district)
    above = actions.add_guidance(
        world.district, year=2025, title="Nhiệm vụ năm học", issuer="Phòng", by=world.actor(officer)
    )
    actions.add_guidance(
        world.commune, year=2025, title="Chỉ của xã", issuer="UBND xã", by=world.actor(director)
    )
    actions.confirm_guidance(above, centre, copies=5, handed_to="Tổ trưởng", by=world.actor(director))
    client.force_login(officer)
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(URL).content.decode()
    assert "Nhiệm vụ năm học" in page
    assert "1 / 2" in page
    client.force_login(world.oanh)
    page = client.get(URL).content.decode()
    assert "Nhiệm vụ năm học" in page
    assert "Chỉ của xã" not in page
