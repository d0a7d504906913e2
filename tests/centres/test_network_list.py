"""The network of institutions: what plans want, what stands, who owns it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.venues.queries import network_of
from hoctap.centres.models import Ownership, VenueKind, VenuePlan
from hoctap.core.dates import today
from tests.centres.facility_hands import venue_in
from tests.world import World

URL = "/centres/venues/network/"


def plan(client: Client, place: object, wanted: object, **other: object) -> int:
    typed = {
        "place": str(place.pk),  # type: ignore[attr-defined]
        "kind": "hamlet_house",
        "wanted": wanted,
        "by_year": str(today().year + 4),
        "document": "88/QĐ-UBND",
    }
    return client.post(URL, typed | other).status_code


@pytest.mark.requirement("S1-30", "S1-62", "S1-38")
def test_what_a_plan_wants_stands_beside_what_is_there(world: World, director: User, client: Client):
    client.force_login(director)
    venue_in(world.hamlet, "Nhà văn hóa", kind=VenueKind.HAMLET_HOUSE)
    venue_in(world.hamlet, "Nhà tư", kind=VenueKind.LIBRARY, ownership=Ownership.NON_PUBLIC)
    assert plan(client, world.hamlet, "3") == 302
    assert plan(client, world.hamlet, "2") == 302
    assert plan(client, world.hamlet_2, "1") == 302
    network = network_of(world.actor(director))
    rows = {row.place.pk: (row.wanted, row.existing, row.missing) for row in network.places}
    assert rows == {world.hamlet.pk: (2, 1, 1), world.hamlet_2.pk: (1, 0, 1)}, "what was said last counts"
    assert VenuePlan.objects.count() == 3, "what was said before stays"
    kinds = {row.kind: (row.wanted, row.total, row.non_public) for row in network.kinds}
    assert kinds == {"hamlet_house": (3, 1, 0), "library": (None, 1, 1)}
    assert "88/QĐ-UBND" in client.get(URL).content.decode()
    assert network_of(world.actor(world.oanh)).places == []


def test_what_cannot_be_planned_is_refused(world: World, director: User, client: Client):
    client.force_login(director)
    assert plan(client, world.hamlet, "nhiều") == 422
    assert plan(client, world.hamlet, "1", document=" ") == 422
    assert plan(client, world.hamlet, "1", by_year="1950") == 422
    assert plan(client, world.other_hamlet, "1") == 422
    client.force_login(world.hung)
    assert plan(client, world.hamlet, "1") == 404
    assert "Ghi quy hoạch" not in client.get(URL).content.decode()
    assert not VenuePlan.objects.exists()


def test_more_rows_take_no_more_queries(
    world: World, director: User, django_assert_num_queries: DjangoAssertNumQueries
):
    by = world.actor(director)
    for place in (world.hamlet, world.hamlet_2, world.commune):
        venue_in(place, f"Nhà {place}")
        VenuePlan.objects.create(
            place=place, kind="hall", wanted=1, by_year=2030, document="x", recorded_by="x"
        )
    with django_assert_num_queries(2):
        assert len(network_of(by).places) == 3
