"""The map of a board: a bubble for each commune whose point is on record, by how many and by state; outlines where they were loaded."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.places.catalogue import load
from hoctap.places.models import Place, PlaceOutline
from hoctap.places.points import points_of
from hoctap.recognition.models import RecognitionRound
from hoctap.reports.board.mapping import Map
from hoctap.reports.board.queries import board
from tests.figures import fill_hamlet, make_plan, make_round
from tests.world import World, make_place

DAY = dt.date(2025, 7, 1)
YEAR = 2026


@pytest.fixture
def reformed(world: World) -> World:
    """Three communes of the new Đồng Tháp whose points are on record, and one whose point is not."""
    for number, (code, name) in enumerate(
        [("30037", "Tháp Mười"), ("30046", "Trường Xuân"), ("30073", "Thanh Mỹ"), ("30130", "Thanh Bình")]
    ):
        commune = make_place("commune", "xã", name, world.district)
        Place.objects.filter(pk=commune.pk).update(code=code, valid_from=DAY)
        hamlet = make_place("hamlet", "ấp", "Ấp 1", commune)
        if number < 2:
            season = make_round(commune, world.edition, YEAR)
            fill_hamlet(season, hamlet, 4 * (4 - 3 * number), 4, 4 * (4 - 3 * number) if number else 2)
    Place.objects.filter(pk__in=[world.commune.pk, world.other_commune.pk]).update(valid_to=DAY)
    return world


def map_of(world: World) -> Map:
    found = board(world.district, YEAR, by=world.actor(world.bich))
    drawn = next(section.drawn for section in found.sections if section.order == 15)
    assert isinstance(drawn, Map)
    return drawn


def test_points_belong_to_places_of_the_catalogue_and_lie_in_the_country():
    places = {(row.code, row.valid_from) for row in load().places}
    rows = [row for row in load().places if row.level == "commune" and row.valid_from == DAY]
    known = points_of([Place(pk=row.id, code=row.code, valid_from=row.valid_from) for row in rows])
    assert len(known) == 3280
    assert all(102 < point.lon < 118 and 6 < point.lat < 24 for point in known.values())
    assert ("30037", DAY) in places
    # A code given again after the reform is another place: the old one has no point.
    assert points_of([Place(code="30037", valid_from=dt.date(1976, 1, 1))]) == {}


def test_a_bubble_has_area_by_households_state_by_shape_and_what_lies_nowhere_is_named(reformed: World):
    drawn = map_of(reformed)
    marks = {mark.name: mark for mark in drawn.marks}
    assert drawn.without == ["Xã Thanh Bình"]
    # 16 households against 4: four times the area.
    assert marks["Tháp Mười"].size == pytest.approx(2 * marks["Trường Xuân"].size)
    # North is up: Trường Xuân lies north of Tháp Mười, Thanh Mỹ south of both.
    assert marks["Trường Xuân"].y < marks["Tháp Mười"].y < marks["Thanh Mỹ"].y
    assert marks["Thanh Mỹ"].standing.word == "chưa có số liệu"
    assert (
        marks["Tháp Mười"].words.replace("\N{NO-BREAK SPACE}", " ")
        == "Xã Tháp Mười: có số liệu, 2/16 = 12,5 %"
    )


def test_against_a_target_shape_and_word_say_the_same_as_the_colour(reformed: World, client: Client):
    make_plan(reformed)
    reformed.district.plans.get().targets.update(year=YEAR)
    marks = {mark.name: mark for mark in map_of(reformed).marks}
    assert (marks["Tháp Mười"].standing.word, marks["Trường Xuân"].standing.word) == (
        "chưa đạt",
        "đạt chỉ tiêu",
    )
    client.force_login(reformed.bich)
    body = client.get(reverse("board_detail"), {"place": str(reformed.district.pk), "year": YEAR}).text
    links = re.findall(
        r'<a href="([^"]+)" class="mark mark-(\w+)" aria-label="([^"]+)"><title>[^<]+</title><(\w+)', body
    )
    shapes = {(state, shape) for _, state, _, shape in links}
    assert shapes == {("not_met", "path"), ("met", "circle"), ("missing", "circle")}
    assert all(address.startswith(reverse("board_detail")) for address, *_ in links)
    assert "Không có trên bản đồ vì chưa có tọa độ: Xã Thanh Bình." in body


def test_a_loaded_outline_is_drawn_instead_and_its_source_stands_below(reformed: World, client: Client):
    commune = Place.objects.get(name="Tháp Mười", level="commune")
    ring = [[105.7, 10.5], [105.9, 10.5], [105.9, 10.7], [105.7, 10.7], [105.7, 10.5]]
    PlaceOutline.objects.create(place=commune, rings=[ring], source="Sở Nội vụ, 2025", loaded_by="Thử")
    drawn = map_of(reformed)
    outlined = next(mark for mark in drawn.marks if mark.path)
    assert outlined.name == "Tháp Mười"
    assert outlined.path.startswith("M")
    assert outlined.path.endswith("z")
    client.force_login(reformed.bich)
    body = client.get(reverse("board_detail"), {"place": str(reformed.district.pk), "year": YEAR}).text
    assert "Ranh giới: Sở Nội vụ, 2025." in body


def test_where_nothing_lies_on_record_there_is_no_map_and_the_table_stands_alone(world: World):
    found = board(world.district, 2024, by=world.actor(world.bich))
    section = next(section for section in found.sections if section.order == 15)
    assert section.drawn is None
    assert section.table is not None
    assert RecognitionRound.objects.count() == 0
