"""Facilities in a change of boundaries."""

import datetime as dt
from uuid import uuid4

import pytest

from hoctap.accounts.models import User
from hoctap.centres.facilities.boundaries import carry, open_work, undo, undo_blockers
from hoctap.centres.facilities.venues.actions import ask_upgrade
from hoctap.centres.models import Booking, Centre, Upgrade, Venue
from hoctap.core.refusals import Refused
from hoctap.places.boundaries import actions
from hoctap.places.boundaries.registry import Carriage, boundary_carriers
from hoctap.places.models import Place
from tests.boundaries import JOB, divide, dump, merge
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


def test_venues_of_communes_that_merge_go_along_and_are_taken_back_to_the_letter(
    world: World, centre: Centre, director: User
):
    by = world.actor(director)
    hall = venue_in(world.commune)
    library = venue_in(world.commune, "Thư viện", kind="library")
    others = venue_in(world.other_commune)
    gone = venue_in(world.commune, "Nhà cũ", valid_to=dt.date(2025, 1, 1))
    held = booked(hall, by=by)
    asked = ask_upgrade(venue=hall, kind="repair", text="Sửa mái", by=by)
    change = merge(world)
    assert not [
        one for one in open_work([world.commune.pk]) if "của xã" in one.what or "đặt phòng" in one.what
    ]
    before = dump()
    change = actions.apply_change(change, by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    standing = {one.pk: one.name for one in Venue.objects.standing().filter(place=new)}
    assert standing[library.pk] == "Thư viện"
    # Two of one name: whichever came second is called by its commune too.
    assert sorted((standing[hall.pk], standing[others.pk])) in (
        ["Hội trường", "Hội trường (xã Hưng Thạnh cũ)"],
        ["Hội trường", "Hội trường (xã Tân Kiều cũ)"],
    )
    assert Upgrade.objects.get(pk=asked.pk).place == new
    assert Booking.objects.get(pk=held.pk).venue_id == hall.pk
    assert Venue.objects.get(pk=gone.pk).place == world.commune
    actions.undo_change(change, by=JOB)
    after = dump()
    for table in ("centres_venue", "centres_upgrade", "centres_booking"):
        assert after[table] == before[table]


def test_a_name_that_was_written_since_stays_when_a_merger_is_taken_back(world: World):
    for place in (world.commune, world.other_commune):
        venue_in(place)
    change = actions.apply_change(merge(world), by=JOB)
    came = Venue.objects.get(name__endswith="cũ)")
    Venue.objects.filter(pk=came.pk).update(name="Hội trường lớn")
    actions.undo_change(change, by=JOB)
    came.refresh_from_db()
    assert (came.name, came.place) in (
        ("Hội trường lớn", world.commune),
        ("Hội trường lớn", world.other_commune),
    )


def test_a_venue_recorded_since_keeps_a_merger_from_being_taken_back(world: World):
    change = actions.apply_change(merge(world), by=JOB)
    venue_in(Place.objects.get(name="Phương Thịnh", level="commune"))
    with pytest.raises(Refused, match="1 cơ sở"):
        actions.undo_change(change, by=JOB)


def test_a_commune_that_is_divided_leaves_its_own_to_a_person(world: World):
    hall = venue_in(world.commune)
    whole = venue_in(world.other_commune)
    change = divide(world)
    told = open_work([world.commune.pk, world.other_commune.pk])
    assert [(one.place_id, one.what) for one in told] == [
        (world.commune.pk, "1 cơ sở của xã: ghi nơi mới quản lý")
    ]
    news = {new.pk: new for new in change.places.all()}
    first = next(iter(news))
    actions.assign_hamlets(change, {world.hamlet.pk: first, world.hamlet_2.pk: first}, by=JOB)
    actions.apply_change(change, by=JOB)
    hall.refresh_from_db()
    whole.refresh_from_db()
    assert hall.place == world.commune
    assert whole.place.name == "Kênh Dưới"
