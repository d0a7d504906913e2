"""Facilities in a change of boundaries."""

import datetime as dt
from uuid import uuid4

import pytest

from hoctap.accounts.models import User
from hoctap.centres.facilities.boundaries import carry, open_work, undo, undo_blockers
from hoctap.centres.facilities.venues.actions import ask_upgrade
from hoctap.centres.models import Centre, Upgrade, Venue
from hoctap.places.boundaries.registry import Carriage, boundary_carriers
from tests.centres.facility_hands import booked, chairs, venue_in
from tests.world import World, make_place


def test_a_house_stays_and_its_hamlet_becomes_another(world: World, director: User):
    by = world.actor(director)
    house = venue_in(world.hamlet, "Nhà văn hóa")
    gone = venue_in(world.hamlet, "Nhà cũ", valid_to=dt.date(2025, 1, 1))
    other = venue_in(world.hamlet_2, "Nhà ấp hai")
    asked = ask_upgrade(venue=house, kind="repair", text="Sửa mái", by=by)
    new = make_place("hamlet", "ấp", "Ấp Mới", world.commune)
    carriage = Carriage(uuid4(), dt.date(2027, 1, 1), {world.hamlet.pk: new.pk}, frozenset({new.pk}))
    kept = carry(carriage)

    def places() -> list[object]:
        return [Venue.objects.get(pk=one.pk).place_id for one in (house, gone, other)]

    assert places() == [new.pk, world.hamlet.pk, world.hamlet_2.pk]
    assert Upgrade.objects.get(pk=asked.pk).place_id == new.pk
    assert undo_blockers(carriage, kept) == []
    added = venue_in(new, "Nhà dựng sau")
    assert [str(one) for one in undo_blockers(carriage, kept)] == [
        "Nơi mới đã có 1 cơ sở ghi sau khi sắp xếp."
    ]
    added.delete()
    undo(carriage, kept)
    assert places() == [world.hamlet.pk, world.hamlet.pk, world.hamlet_2.pk]
    assert Upgrade.objects.get(pk=asked.pk).place_id == world.hamlet.pk
    assert boundary_carriers["facilities"].carry is carry


@pytest.mark.requirement("S4-22")
def test_what_a_commune_has_itself_waits_for_a_person(world: World, centre: Centre, director: User):
    by = world.actor(director)
    booked(venue_in(world.commune), by=by)
    chairs(centre, by=by)
    venue_in(world.hamlet, "Nhà văn hóa")
    told = [one.what for one in open_work([world.commune.pk, world.hamlet.pk])]
    assert told == [
        "1 cơ sở của xã: ghi nơi mới quản lý",
        "1 dòng thiết bị của trung tâm: kiểm kê, bàn giao",
        "1 lượt đặt phòng chưa tới",
    ]
    assert open_work([world.other_commune.pk]) == []
