"""Which edition holds at a place on a day, and what a reader may press."""

import datetime as dt
from typing import Any

from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.drafting.queries import title_rows
from hoctap.criteria.models import Title
from tests.criteria.drafts import draft, filled, local_title, publish
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/editions/"


def row(world: World, who: Any, on: dt.date = dt.date(2025, 6, 1), place: Any = None) -> Any:
    rows = title_rows(world.actor(who), place or world.commune, on)
    return next(one for one in rows if one.title == Title.LEARNING_FAMILY)


def test_a_district_s_own_wins_over_the_country_s_there_and_not_next_door(world: World) -> None:
    own = publish(world, filled(world))
    found = row(world, world.lan)
    assert found.holds == [own]
    assert world.edition in found.others
    assert row(world, world.lan, dt.date(2023, 6, 1)).holds == [world.edition]
    assert row(world, world.bich, place=world.district).holds == [own]


def test_drafts_are_seen_by_who_writes_them(world: World) -> None:
    edition = draft(world, place=world.commune)
    assert row(world, world.bich).drafts == [edition]
    assert row(world, world.lan).drafts == []
    page = shown(sign_in(world.lan).get(ADDRESS))
    assert "Bộ của huyện" not in page


def test_a_commune_reads_and_has_nothing_to_press(world: World) -> None:
    publish(world, filled(world))
    for who in (world.lan, world.hung, world.minh):
        page = shown(sign_in(who).get(ADDRESS + "?on=2025-06-01"))
        assert "Bộ của huyện" in page
        assert "đang áp dụng" in page
        assert "mẫu chưa xác thực" in page
        assert "Lập bản nháp" not in page
    page = shown(sign_in(world.bich).get(ADDRESS))
    assert "Lập bản nháp" in page
    assert ">Bộ tiêu chí</a>" in page


def test_the_outsider_sees_the_country_s_only(world: World) -> None:
    edition = filled(world, draft(world, place=world.commune, name="Bộ của Tân Kiều"))
    publish(world, edition)
    assert "Bộ của Tân Kiều" in shown(sign_in(world.lan).get(ADDRESS + "?on=2025-06-01"))
    page = shown(sign_in(world.oanh).get(ADDRESS + "?on=2025-06-01"))
    assert "Bộ của Tân Kiều" not in page
    assert "Bộ tiêu chí thử" in page


def test_it_takes_a_fixed_number_of_queries(world: World) -> None:
    load_shipped_editions(by=system_job("kiểm thử"))
    client = sign_in(world.bich)
    local_title(world, world.district, world.bich)
    few = queries_of(client, ADDRESS)
    for number in range(3):
        draft(world, name=f"Bản {number}")
        local_title(world, world.district, world.bich, name=f"Danh hiệu số {number}")
    assert queries_of(client, ADDRESS) == few


def test_a_day_that_is_none_is_today(world: World) -> None:
    assert sign_in(world.lan).get(ADDRESS + "?on=khong").status_code == 200
