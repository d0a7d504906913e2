"""A place sets a road of its own: what it may leave out, move, and what it may not."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from hoctap.core.refusals import Refused
from hoctap.criteria.models import Title
from hoctap.recognition import actions
from hoctap.recognition.models import Road
from hoctap.recognition.queries.roads import road_for
from hoctap.recognition.road import Step, shipped_road
from hoctap.recognition.road_rules import road_reasons
from tests.recognition.hands import refused, shown, sign_in
from tests.season import Season

ADDRESS = "/recognition/roads/new/"
STEPS = shipped_road(Title.LEARNING_FAMILY).steps


def form(season: Season, **other: Any) -> dict[str, Any]:
    usual = {
        "place": season.commune.pk, "title": "learning_family", "name": "Của xã", "instrument": "Họp ngày 02/01",
        "valid_from": "2024-01-01", "posting-after": "commune_meeting", "days-posting": "5", "on-hamlet_meeting": "1",
        "before-decision": "15/11", "who-decision": "KT.\nPhó Chủ tịch",
    }  # fmt: skip
    return usual | other


@pytest.mark.requirement("S3-25")
def test_the_commune_turns_posting_on_and_rounds_opened_afterwards_have_it(opened: Season):
    lan = sign_in(opened.officer)
    assert "Niêm yết công khai" in shown(lan.get(ADDRESS))
    lan.post(ADDRESS, form(opened, **{"on-posting": "1"}))
    road = road_for(Title.LEARNING_FAMILY, opened.commune, 2025)
    assert road.needs("posting")
    assert road.needs("hamlet_meeting")
    assert not road.needs("certificate"), "its box was not ticked"
    assert road.step("decision").who == "KT. Phó Chủ tịch"  # type: ignore[union-attr]
    assert road.step("decision").before_on(2025) == dt.date(2025, 11, 15)  # type: ignore[union-attr]
    opened.round.refresh_from_db()
    assert not opened.round.needs("posting"), "a round keeps its road"


def test_the_days_of_niem_yet_are_of_the_calendar_or_working_days(opened: Season):
    lan = sign_in(opened.officer)
    lan.post(ADDRESS, form(opened, **{"on-posting": "1"}))
    step = road_for(Title.LEARNING_FAMILY, opened.commune, 2025).step("posting")
    assert step is not None
    assert (step.day_kind, step.days_words) == ("", "5 ngày")
    lan.post(
        ADDRESS,
        form(opened, **{"on-posting": "1", "day-kind-posting": "working", "valid_from": "2024-02-01"}),
    )
    step = road_for(Title.LEARNING_FAMILY, opened.commune, 2025).step("posting")
    assert step is not None
    assert step.days_words == "5 ngày làm việc"
    assert "5 ngày làm việc" in shown(lan.get("/recognition/roads/"))
    kept = shown(lan.get(ADDRESS))
    assert '<option value="working" selected>' in kept


def test_posting_may_lie_behind_the_to_trinh(opened: Season):
    sign_in(opened.officer).post(ADDRESS, form(opened, **{"on-posting": "1", "posting-after": "submission"}))
    codes = [step.code for step in road_for(Title.LEARNING_FAMILY, opened.commune, 2025).walked]
    assert codes.index("submission") < codes.index("posting") < codes.index("decision")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": ""}, "Đặt tên"),
        ({"instrument": ""}, "làm căn cứ"),
        ({"valid_from": ""}, "ngày bắt đầu"),
        ({"before-decision": "31/02"}, "ngày ghi như 15/11"),
        ({"on-posting": "1", "days-posting": ""}, "từ 1 đến 60"),
        ({"on-posting": "1", "day-kind-posting": "lunar"}, "ngày lịch hoặc ngày làm việc"),
        ({"on-group_meeting": "1", "on-hamlet_meeting": ""}, "ấp họp xác nhận"),
    ],
)
def test_a_road_that_cannot_be_is_refused(opened: Season, other: dict[str, str], words: str):
    refused(sign_in(opened.officer).post(ADDRESS, form(opened, **other)), words)
    assert not Road.objects.exists()


def _without(code: str) -> tuple[Step, ...]:
    return tuple(dataclasses.replace(step, is_off=step.is_off or step.code == code) for step in STEPS)


def test_what_others_rest_on_is_neither_left_out_nor_moved():
    assert road_reasons(STEPS) == []
    assert "Không bỏ được" in road_reasons(_without("decision"))[0].text
    assert "Thiếu" in road_reasons(STEPS[:-1])[0].text
    assert "hai lần" in road_reasons((*STEPS, STEPS[0]))[0].text
    swapped = (STEPS[1], STEPS[0], *STEPS[2:])
    assert "Thứ tự" in road_reasons(swapped)[0].text
    late = tuple(step for step in STEPS if step.code != "posting") + tuple(
        step for step in STEPS if step.code == "posting"
    )
    assert "trước quyết định" in road_reasons(late)[0].text


def test_a_road_is_not_kept_at_a_hamlet_nor_next_door(opened: Season):
    refused(sign_in(opened.world.oanh).post(ADDRESS, form(opened)), "")
    assert sign_in(opened.head).post(ADDRESS, form(opened)).status_code == 403
    with pytest.raises(Refused, match="tỉnh, huyện hoặc xã"):
        actions.keep_road(
            opened.hamlet, Title.LEARNING_FAMILY, STEPS, name="x", instrument="y", valid_from=dt.date(2024, 1, 1),
            by=opened.by(opened.officer),
        )  # fmt: skip
    assert not Road.objects.exists()


def test_the_district_keeps_one_for_its_communes(opened: Season):
    bich = sign_in(opened.world.bich)
    bich.post(ADDRESS, form(opened, place=opened.world.district.pk, name="Của huyện"))
    assert road_for(Title.LEARNING_FAMILY, opened.world.other_commune, 2025).name == "Của huyện"
