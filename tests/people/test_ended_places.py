"""The register of a place that ended: read for good, changed no more."""

import pytest

from hoctap.core.refusals import Refused
from hoctap.people import actions as people
from hoctap.people.models import ImportRun
from hoctap.places.boundaries import actions
from hoctap.places.boundaries.rules import register_blockers
from hoctap.places.models import Place
from tests.boundaries import JOB, ON, merge
from tests.people.sheets import sheet
from tests.world import World, make_household

ROW = [[1, "Nguyễn Thị Mới", 1970, "Nữ", "Ấp 1", "", "", 4, ""]]


def texts(ended: bool, year: int, *gone_to: str) -> list[str]:
    day = ON if ended else None
    return [reason.text for reason in register_blockers("xã Mỹ An", ended=day, year=year, gone_to=gone_to)]


def test_a_place_that_stands_takes_any_year_and_an_ended_one_the_years_before_its_end():
    assert texts(False, 2026) == []
    assert texts(True, 2024) == []
    for year in (2025, 2026):
        assert texts(True, year) == [
            f"Xã Mỹ An đã kết thúc từ 01/7/2025: sổ năm {year} ghi ở đơn vị mới, không ghi ở đây."
        ]


def test_once_its_households_were_carried_on_no_year_is_written_any_more():
    assert texts(True, 2024, "xã Tháp Mười") == [
        "Xã Mỹ An đã kết thúc từ 01/7/2025; sổ hộ đã chuyển sang xã Tháp Mười. "
        "Hãy ghi ở đó; sổ của nơi cũ chỉ để xem."
    ]


def test_after_a_merge_the_old_register_is_read_and_not_changed(world: World):
    lan = world.actor(world.lan)
    run = people.preview_import(world.commune, 2024, "So ho.xlsx", sheet(ROW), by=lan)
    left = make_household(world.hamlet_2, "Trần Thị Đi")
    people.end_household(left, left_year=2025, kind="moved_away", by=lan)
    actions.apply_change(merge(world), by=JOB)
    world.hamlet.refresh_from_db()
    left.refresh_from_db()
    for change in (
        lambda: people.add_household(world.hamlet, full_name="Nguyễn Thị Mới", year=2024, by=lan),
        lambda: people.edit_household(left, full_name="Trần Thị Đi Xa", by=lan),
        lambda: people.preview_import(world.commune, 2024, "So ho.xlsx", sheet(ROW), by=lan),
        lambda: people.apply_import(run, by=lan),
    ):
        with pytest.raises(Refused, match="đã kết thúc từ 01/7/2025; sổ hộ đã chuyển sang xã Phương Thịnh"):
            change()
    run.refresh_from_db()
    assert run.state == ImportRun.State.PREVIEWED


def test_a_household_leaves_an_ended_commune_at_the_latest_in_the_year_of_its_end(world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Một")
    Place.objects.filter(pk__in=[world.commune.pk, world.hamlet.pk]).update(valid_to=ON)
    with pytest.raises(Refused, match="đã kết thúc từ 01/7/2025: sổ năm 2025"):
        people.end_household(household, left_year=2026, kind="moved_away", by=JOB)
    people.end_household(household, left_year=2025, kind="moved_away", by=JOB)
