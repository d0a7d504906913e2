"""Which institutions of culture stand in a commune on a day: what others divide by."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from hoctap.centres.facilities.queries import institutions
from hoctap.centres.models import Centre, Venue, VenueKind
from tests.world import World

DAY = dt.date(2026, 6, 1)


@pytest.mark.requirement("S1-13")
def test_the_centre_and_the_houses_of_the_hamlets_count_and_nothing_else(
    world: World, centre: Centre, django_assert_num_queries: DjangoAssertNumQueries
):
    for hamlet in (world.hamlet, world.hamlet_2, world.other_hamlet):
        Venue.objects.create(place=hamlet, kind=VenueKind.HAMLET_HOUSE, name=f"Nhà văn hóa {hamlet}")
    Venue.objects.create(place=world.hamlet, kind=VenueKind.SCHOOL, name="Trường tiểu học")
    Venue.objects.create(
        place=world.hamlet, kind=VenueKind.HAMLET_HOUSE, name="Nhà cũ", valid_to=dt.date(2025, 1, 1)
    )
    Venue.objects.create(
        place=world.hamlet, kind=VenueKind.HAMLET_HOUSE, name="Nhà mới", valid_from=dt.date(2026, 7, 1)
    )
    with django_assert_num_queries(2):
        found = institutions([world.commune.pk], DAY)
    assert [one.name for one in found] == [centre.name, "Nhà văn hóa Ấp 1", "Nhà văn hóa Ấp 2"]
    assert {one.commune_id for one in found} == {world.commune.pk}
    assert [one.venue_id is None for one in found] == [True, False, False]
    both = institutions([world.commune.pk, world.other_commune.pk], dt.date(2026, 8, 1))
    assert [one.name for one in both].count("Nhà mới") == 1
    assert world.other_commune.pk in {one.commune_id for one in both}
