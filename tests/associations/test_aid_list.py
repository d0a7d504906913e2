"""What the association gave in a year, by counts."""

import datetime as dt

from django.test import Client

from hoctap.associations import actions
from hoctap.associations.rules import SupportDetails
from tests.world import World


def test_kinds_are_summed_and_what_was_withdrawn_is_read_and_not_counted(world: World, client: Client):
    by = world.actor(world.lan)
    for people, amount in ((10, 5_000_000), (4, 2_000_000)):
        details = SupportDetails(dt.date(2024, 9, 5), "scholarship", "pupils", people, "Quỹ Hội", amount)
        actions.record_support(world.association, details, by=by)
    wrong = SupportDetails(dt.date(2024, 9, 6), "visit", "families", 99, "Sổ")
    actions.withdraw_support(actions.record_support(world.association, wrong, by=by), why="Ghi nhầm", by=by)
    url = f"/associations/{world.association.pk}/supports/"
    client.force_login(world.minh)
    page = client.get(url, {"year": "2024"}).content.decode()
    assert "2 lần, 14 người nhận, 7.000.000 đồng" in page
    assert "đã bỏ: Ghi nhầm" in page
    assert "1 lần" not in page
    assert "Bỏ dòng ghi nhầm" not in page
    assert "chưa ghi lần nào" in client.get(url, {"year": "2023"}).content.decode()
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
