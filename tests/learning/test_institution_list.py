"""Which commune centres and hamlet houses have somebody who meets there and something held regularly."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.models import RegularityStandard
from hoctap.learning.regularity.figures import culture_demand, culture_institutions
from hoctap.learning.regularity.queries import institution_table
from hoctap.plans.indicators import figure_providers
from hoctap.surveys.models import Need
from tests.centres.hands import topic
from tests.learning.club_hands import club_at, held_at, house_at, meet
from tests.learning.hands import activity_at
from tests.world import World

URL = "/culture/institutions/"
YEAR = today().year - 1
"""A year that is over: all its spans are asked about."""


@pytest.fixture(autouse=True)
def twice_a_year(world: World) -> None:
    RegularityStandard.objects.create(
        place=world.district, activities=1, months=6, from_on=dt.date(2020, 1, 1), source="x", set_by="x"
    )


def _verdicts(world: World) -> dict[str, list[str]]:
    table = institution_table([world.commune.pk], YEAR)
    return {row.institution.name: row.why_not for row in table.rows}


def _lively(place, **values: object) -> None:
    club = club_at(place, founded_on=dt.date(2020, 1, 1), **values)
    meet(club, dt.date(YEAR, 2, 3))
    meet(club, dt.date(YEAR, 9, 3))


@pytest.mark.requirement("S1-13", "S1-14")
def test_both_are_asked_for_a_group_and_regular_activities(world: World, centre: Centre):
    house_at(world.hamlet, "Nhà Một")
    house_at(world.hamlet_2, "Nhà Hai")
    two = club_at(world.hamlet_2, founded_on=dt.date(2020, 1, 1))
    for month in (3, 10):
        held_at(world.hamlet, dt.date(YEAR, month, 5))
    assert _verdicts(world) == {
        "Nhà Một": ["chưa có lớp năng khiếu, câu lạc bộ hay nhóm sở thích"],
        "Nhà Hai": [
            "có 1 câu lạc bộ, nhóm nhưng trong năm chưa ghi buổi sinh hoạt nào",
            "chưa ghi hoạt động nào trong năm",
        ],
        centre.name: [
            "chưa có lớp năng khiếu, câu lạc bộ hay nhóm sở thích",
            "chưa ghi hoạt động nào trong năm",
        ],
    }
    _lively(world.hamlet)
    meet(two, dt.date(YEAR, 3, 5))
    assert _verdicts(world)["Nhà Một"] == []
    assert _verdicts(world)["Nhà Hai"] == ["chưa đủ hoạt động: tháng 7–12"]
    provided = culture_institutions([world.commune.pk, world.hamlet.pk], YEAR)
    assert (provided[world.commune.pk].numerator, provided[world.commune.pk].denominator) == (1, 3)
    assert str(provided[world.commune.pk].value) == "33.33"
    assert provided[world.hamlet.pk].value == 100
    assert figure_providers["culture.active_institutions"] is culture_institutions


def test_a_commune_without_any_is_missing_and_not_zero(world: World):
    assert culture_institutions([world.other_commune.pk], YEAR) == {}


def test_talks_cancelled_ones_and_classes_of_other_fields_keep_no_house_alive(world: World):
    house_at(world.hamlet, "Nhà Một")
    for month in (2, 9):
        talk = activity_at(world.hamlet, on=dt.date(YEAR, month, 1))
        talk.sessions.update(state="held")
        held_at(world.hamlet, dt.date(YEAR, month, 2), kind="class", code="crops")
        session = held_at(world.hamlet, dt.date(YEAR, month, 3))
        session.activity.state, session.activity.cancelled_why = "cancelled", "mưa"
        session.activity.save()
    assert _verdicts(world)["Nhà Một"] == [
        "chưa có lớp năng khiếu, câu lạc bộ hay nhóm sở thích",
        "chưa ghi hoạt động nào trong năm",
    ]


def test_a_talent_class_is_a_group_and_an_activity(world: World):
    house_at(world.hamlet, "Nhà Một")
    for month in (2, 9):
        held_at(world.hamlet, dt.date(YEAR, month, 2), kind="class", code="talent")
    assert _verdicts(world)["Nhà Một"] == []


def test_where_a_hamlet_has_two_houses_the_venue_decides_and_what_names_none_counts_for_none(world: World):
    one = house_at(world.hamlet, "Nhà Một")
    house_at(world.hamlet, "Nhà Hai")
    _lively(world.hamlet, venue=one)
    held_at(world.hamlet, dt.date(YEAR, 5, 5))
    assert _verdicts(world)["Nhà Một"] == []
    assert len(_verdicts(world)["Nhà Hai"]) == 2
    assert institution_table([world.commune.pk], YEAR).unplaced == 1


def test_what_is_held_for_the_commune_is_its_centres(world: World, centre: Centre):
    _lively(world.commune)
    house_at(world.hamlet, "Nhà Một")
    verdicts = _verdicts(world)
    assert verdicts[centre.name] == []
    assert len(verdicts["Nhà Một"]) == 2


def test_the_page_says_why_not_opens_the_records_and_costs_the_same_for_more(
    world: World, centre: Centre, client: Client
):
    house_at(world.hamlet, "Nhà Một")
    house_at(world.other_hamlet, "Nhà xã bên")
    client.force_login(world.lan)
    url = f"{URL}?year={YEAR}"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        page = client.get(url).text
    assert "chưa ghi hoạt động nào" in page
    assert f"/culture/?year={YEAR}&amp;place={world.hamlet.pk}" in page
    assert "Nhà xã bên" not in page
    for number in range(4):
        house_at(world.hamlet_2, f"Nhà {number}")
        meet(club_at(world.hamlet_2, f"Câu lạc bộ {number}"), dt.date(YEAR, 3, 3))
    with CaptureQueriesContext(connection) as many:
        assert "Nhà 3" in client.get(url).text
    assert len(many) <= len(few)


@pytest.mark.requirement("S1-11", "S1-12")
def test_demand_of_culture_and_sport_is_what_was_met_of_what_was_recorded(world: World):
    for code, state in (("performing-arts", "met"), ("mass-sport", "open"), ("crops", "met")):
        Need.objects.create(
            commune=world.commune,
            place=world.hamlet,
            year=YEAR,
            topic=topic(code),
            people=10,
            source="tally",
            state=state,
            recorded_by="x",
        )
    found = culture_demand([world.commune.pk, world.district.pk, world.other_commune.pk], YEAR)
    assert (found[world.commune.pk].numerator, found[world.commune.pk].denominator) == (1, 2)
    assert found[world.district.pk].value == 50
    assert world.other_commune.pk not in found
