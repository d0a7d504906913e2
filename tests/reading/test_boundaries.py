"""A commune merges: what was counted stays, a bookcase in a hamlet goes on under the hamlet's new name, what is open is told."""

import datetime as dt

import pytest

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.libraries.models import Library
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from hoctap.reading.boundaries import READING
from hoctap.reading.grants.actions import record_grant
from hoctap.reading.models import BookcaseGrant
from hoctap.reading.rotation.actions import plan_rotation, start_trip
from tests.boundaries import JOB, dump, merge
from tests.reading.hands import BY
from tests.world import World


def _grant(place: Place) -> BookcaseGrant:
    return record_grant(
        place, kind="assembly", name="Hội quán", on=dt.date(2024, 3, 1), books=50, donor="Hội", by=BY
    )


def test_a_bookcase_goes_with_its_hamlet_and_back(world: World):
    grant = _grant(world.hamlet)
    before = dump()
    change = actions.apply_change(merge(world), by=JOB)
    grant.refresh_from_db()
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    assert grant.place.parent == new
    actions.undo_change(change, by=JOB)
    assert dump()["reading_bookcasegrant"] == before["reading_bookcasegrant"]


def test_what_was_recorded_since_keeps_it_from_being_undone(world: World):
    change = actions.apply_change(merge(world), by=JOB)
    _grant(Place.objects.get(name="Phương Thịnh", level="commune"))
    with pytest.raises(Refused, match="1 tủ sách đã trao"):
        actions.undo_change(change, by=JOB)


def test_what_is_open_is_told(world: World, by: Actor, library: Library, bookcase: Library):
    start_trip(library, bookcase, due_on=today() + dt.timedelta(days=9), by=by)
    plan_rotation(world.commune, year=today().year, by=by)
    assert READING.open_work is not None
    told = {one.what for one in READING.open_work([world.commune.pk])}
    assert "1 chuyến luân chuyển sách chưa nhận lại" in told
    assert "1 kế hoạch luân chuyển sách: lập tiếp ở nơi mới" in told
