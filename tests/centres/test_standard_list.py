"""Lists of what is required, each with its time."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import publish_standard
from hoctap.centres.facilities.equipment.queries import required_at
from hoctap.centres.facilities.equipment.storing import load_shipped_equipment
from hoctap.core.dates import today
from tests.world import World


@pytest.mark.requirement("S4-09")
def test_the_own_list_comes_before_that_of_above_and_the_sample_and_only_from_its_day_on(
    world: World, director: User, client: Client
):
    load_shipped_equipment()
    client.force_login(director)
    page = client.get("/centres/equipment/required/").content.decode()
    assert "Máy vi tính: ít nhất 1 bộ" in page
    assert "mẫu chưa xác thực" in page
    by = world.actor(director)
    publish_standard(
        world.commune,
        subject="centre",
        valid_from=today(),
        source="12/QĐ-UBND",
        lines="Máy vi tính; 5",
        by=by,
    )

    def wanted(day: dt.date, place: object = world.commune) -> dict[str, int]:
        found = required_at([place], "centre", day)[place.pk]  # type: ignore[list-item, attr-defined]
        return {line.name: line.least for line in found.lines}

    assert wanted(today()) == {"Máy vi tính": 5}
    before = wanted(today() - dt.timedelta(days=1))
    assert before == {"Tủ sách": 1, "Bàn": 1, "Ghế": 1, "Máy vi tính": 1}
    assert wanted(today(), world.other_commune) == before
    assert wanted(today(), world.hamlet) == {"Máy vi tính": 5}, "of the place above"
    assert required_at([world.commune], "centre", dt.date(2015, 1, 1)) == {}
    assert "12/QĐ-UBND" in client.get("/centres/equipment/required/").content.decode()
    client.force_login(world.oanh)
    assert "12/QĐ-UBND" not in client.get("/centres/equipment/required/").content.decode()
