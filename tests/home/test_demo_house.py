"""The facilities of the demonstration's centre: a gap to be seen, one thing out, hours booked."""

from hoctap.centres.facilities.equipment.queries import gaps_of
from hoctap.centres.models import Booking, EquipmentLoan, Venue
from hoctap.core.actor import system_job
from hoctap.core.dates import today
from hoctap.home import demo_house
from tests.world import World


def test_it_shows_what_is_there_and_what_is_missing(world: World):
    centre = demo_house.add(world.commune, system_job("trình diễn"))
    assert centre.place == world.commune
    assert [one.name for one in gaps_of([centre], today())[centre.pk].lacks] == ["Máy vi tính"]
    assert Venue.objects.count() == 2
    assert EquipmentLoan.objects.out().count() == 1
    assert Booking.objects.standing().count() == 2
