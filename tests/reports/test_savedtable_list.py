"""Saved tables: one's own, those of the office, those shared downwards; the list costs the same however long."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.reports.models import SavedTable
from hoctap.reports.tables import actions
from hoctap.reports.tables.rules import Definition
from tests.world import World, make_user

ASKED = Definition(2024, measures=("learning_family.recognised",))


def save(world: World, who: str, name: str, **kept: object) -> SavedTable:
    place = kept.pop("place", world.commune)
    return actions.save_table(place, ASKED, name=name, by=world.actor(getattr(world, who)), **kept)  # type: ignore[arg-type]


def names_for(world: World, who: str) -> set[str]:
    return {one.name for one in SavedTable.objects.visible_to(world.actor(getattr(world, who)))}


def test_who_sees_a_saved_table(world: World):
    save(world, "lan", "Của tôi")
    save(world, "lan", "Của Hội", sharing="office", office=world.association)
    save(world, "lan", "Xuống ấp", sharing="below")
    save(world, "bich", "Của huyện", sharing="below", place=world.district)
    assert names_for(world, "lan") == {"Của tôi", "Của Hội", "Xuống ấp", "Của huyện"}
    assert names_for(world, "hung") == {"Xuống ấp", "Của huyện"}
    assert names_for(world, "minh") == {"Xuống ấp", "Của huyện"}
    assert names_for(world, "oanh") == {"Của huyện"}
    assert names_for(world, "bich") == {"Của huyện"}
    helper = make_user("Lý Thị Phụ", "phu", world.association, "Phó Chủ tịch Hội", *[])
    world.hung = helper
    assert names_for(world, "hung") == {"Của Hội"}


@pytest.mark.usefixtures("two_seasons")
def test_the_page_lists_them_at_one_price(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("savedtable_list")
    assert "Chưa có bảng nào" in client.get(url).text

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    save(world, "lan", "Bảng 1")
    before = cost()
    for number in range(2, 9):
        save(world, "lan", f"Bảng {number}", sharing="office", office=world.association)
    assert cost() == before
    assert "Bảng 8" in client.get(url).text
