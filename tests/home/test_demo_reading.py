"""How the demonstration's commune reads."""

from hoctap.core.actor import system_job
from hoctap.home import demo_reading, demo_shelves
from hoctap.libraries.models import Library
from hoctap.reading.models import BookcaseGrant, Trip, VisitSheet
from tests.world import World


def test_visits_a_trip_on_its_way_and_a_bookcase_in_use(world: World):
    demo_reading.add(world.commune, system_job("trình diễn"))
    assert VisitSheet.objects.filter(way="notebook").count() == 6
    assert Trip.objects.get().state == "sent"
    grant = BookcaseGrant.objects.get()
    assert grant.library is not None
    assert grant.visits.get().is_used


def test_it_joins_the_library_that_the_shelves_made(world: World):
    by = system_job("trình diễn")
    main = demo_shelves.add(world.commune, by)
    demo_reading.add(world.commune, by)
    assert VisitSheet.objects.filter(library=main, way="notebook").count() == 5
    assert Library.objects.filter(place=world.commune, kind="commune").get() == main
