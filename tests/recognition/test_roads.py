"""The road of a round: shipped, of a place, frozen at opening."""

import datetime as dt
from typing import Any

import pytest

from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.recognition import actions
from hoctap.recognition.models import RecognitionRound, Road
from hoctap.recognition.queries.roads import road_for
from hoctap.recognition.road import ORDER, shipped_road, with_days_of
from tests.recognition.hands import shown, sign_in
from tests.season import Season
from tests.world import World


def make_road(place: Place, *, off: str = "", on: str = "", **other: Any) -> Road:
    steps = shipped_road(Title.LEARNING_FAMILY).stored()["steps"]
    for step in steps:
        step["is_off"] = step["code"] == off or (step["is_off"] and step["code"] != on)
    usual: dict[str, Any] = {
        "valid_from": dt.date(2020, 1, 1),
        "instrument": "Hướng dẫn thử",
        "made_by": "Thử",
    }
    return Road.objects.create(
        title=Title.LEARNING_FAMILY, place=place, name=f"Của {place.name}", steps=steps, **usual | other
    )


@pytest.mark.parametrize("title", [Title.LEARNING_FAMILY, Title.LEARNING_CITIZEN])
def test_the_shipped_roads_are_whole_and_say_how_sure_they_are(title: Title):
    road = shipped_road(title)
    assert [step.code for step in road.steps] == list(ORDER) or {step.code for step in road.steps} == set(
        ORDER
    )
    assert all(step.mark in ("certain", "judgement") for step in road.steps)
    assert road.needs("hamlet_meeting")
    assert not road.needs("posting"), "no text is known that demands it: a place turns it on"
    assert not any(step.is_off and not step.is_optional for step in road.steps)
    assert "chưa có văn bản" in road.note


def test_the_days_follow_the_last_day_of_the_round():
    road = with_days_of(shipped_road(Title.LEARNING_FAMILY), decision_before=dt.date(2024, 11, 1), year=2024)
    days = {step.code: step.before_on(2024) for step in road.steps}
    assert days["decision"] == dt.date(2024, 11, 1)
    assert days["scoring"] == dt.date(2024, 10, 15)
    assert days["review"] is None, "its usual day would come after the decision's"
    free = with_days_of(shipped_road(Title.LEARNING_FAMILY), decision_before=None, year=2024)
    assert not any(step.before for step in free.steps)


def test_the_nearest_place_and_the_newest_road_win(world: World):
    assert (
        road_for(Title.LEARNING_FAMILY, world.commune, 2024).name == shipped_road(Title.LEARNING_FAMILY).name
    )
    make_road(world.province)
    assert road_for(Title.LEARNING_FAMILY, world.commune, 2024).name == "Của Đồng Tháp"
    make_road(world.commune, valid_from=dt.date(2025, 1, 1))
    assert road_for(Title.LEARNING_FAMILY, world.commune, 2024).name == "Của Đồng Tháp"
    assert road_for(Title.LEARNING_FAMILY, world.commune, 2025).name == "Của Tân Kiều"
    assert road_for(Title.LEARNING_FAMILY, world.other_commune, 2025).name == "Của Đồng Tháp"
    assert (
        road_for(Title.LEARNING_CITIZEN, world.commune, 2025).name
        == shipped_road(Title.LEARNING_CITIZEN).name
    )


def test_a_round_keeps_the_road_that_it_opened_with(world: World):
    road = make_road(world.commune, off="hamlet_meeting", on="posting")
    season = actions.open_round(
        world.commune, year=2024, title=Title.LEARNING_FAMILY, edition=world.edition, before_on=None,
        by=world.actor(world.lan),
    )  # fmt: skip
    road.delete()
    season = RecognitionRound.objects.get(pk=season.pk)
    assert not season.needs("hamlet_meeting")
    assert season.needs("posting")
    assert season.frozen_road.instrument == "Hướng dẫn thử"


def test_a_round_of_before_goes_the_shipped_road(world: World):
    season = RecognitionRound(title=Title.LEARNING_FAMILY, year=2023)
    assert season.frozen_road == shipped_road(Title.LEARNING_FAMILY)


def test_the_page_of_the_round_tells_its_steps_with_their_last_days(opened: Season):
    body = shown(sign_in(opened.officer).get(f"/recognition/rounds/{opened.round.pk}/"))
    assert "Họp bình xét ở ấp" in body
    assert "hạn cuối 14/10/2024" in body
    assert "hạn cuối 14/11/2024" in body
