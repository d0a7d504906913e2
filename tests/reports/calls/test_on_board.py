import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.measures.boards import Asked, BoardSection
from hoctap.reports.calls.on_board import missing_reports, owed_reports
from tests.reports.periodic.steps import SetDay, asked, sent
from tests.world import World, make_place


def board(world: World) -> BoardSection | None:
    return missing_reports(Asked(world.actor(world.bich), world.district, 2024))


@pytest.mark.requirement("S4-48")
def test_the_board_names_who_has_not_sent(reporting: World, on: SetDay):
    on(2024, 11, 12)
    assert board(reporting) is None
    asked(reporting)
    sent(reporting)
    section = board(reporting)
    assert section is not None
    assert "1 chờ xem, 1 chưa có" in section.finding
    assert section.table is not None
    assert [row[0].value for row in section.table.rows] == ["Xã Hưng Thạnh"]


def test_a_commune_sees_what_it_owes_and_nothing_of_others(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    mine = owed_reports(Asked(reporting.actor(reporting.lan), reporting.commune, 2024))
    assert mine is not None
    assert "1 báo cáo phải gửi" in mine.finding
    assert missing_reports(Asked(reporting.actor(reporting.lan), reporting.commune, 2024)) is None
    assert owed_reports(Asked(reporting.actor(reporting.oanh), reporting.commune, 2024)) is None


def test_its_queries_do_not_grow_with_the_communes(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    sent(reporting)
    with CaptureQueriesContext(connection) as few:
        board(reporting)
    for number in range(10):
        make_place("commune", "xã", f"Xã {number}", reporting.district)
    with CaptureQueriesContext(connection) as many:
        board(reporting)
    assert len(many) == len(few)
