"""The associations of one's places, in a year."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.places.models import FigureKind, PopulationFigure
from tests.associations import hands
from tests.world import World

URL = "/associations/"


def test_each_sees_those_of_his_own_places(world: World, client: Client):
    chapter = hands.chapter_of(
        world.association, world.hamlet, "Chi hội khuyến học kênh Nhứt", by=world.actor(world.lan)
    )
    for user, sees in (
        (world.lan, {"Tân Kiều"}),
        (world.oanh, {"Hưng Thạnh"}),
        (world.bich, {"Tân Kiều", "Hưng Thạnh", "Tháp Mười"}),
        (world.hung, set()),
    ):
        client.force_login(user)
        page = client.get(URL).content.decode()
        named = {
            one
            for one in ("Tân Kiều", "Hưng Thạnh", "Tháp Mười")
            if f"Khuyến học xã {one}" in page or f"huyện {one}" in page
        }
        assert named == sees, user
        assert (chapter.name in page) == (user == world.hung), "the head of the ấp is shown its chapter"


@pytest.mark.requirement("S0-38", "S2-42")
def test_members_are_told_with_their_share_of_the_population_and_what_is_missing_is_a_dash(
    world: World, client: Client
):
    by = world.actor(world.lan)
    first = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    hands.chapter_of(world.association, world.hamlet_2, "Chi hội Ấp 2", by=by)
    client.force_login(world.lan)
    assert "nơi đã ghi" not in client.get(f"{URL}?year=2024").content.decode()
    hands.tally(first, 150, by=by)
    PopulationFigure.objects.create(
        place=world.commune,
        what=FigureKind.PERSONS,
        value=1200,
        as_of=dt.date(2023, 12, 31),
        source="Công an xã",
    )
    page = client.get(f"{URL}?year=2024").content.decode()
    assert "12,5 %" in page.replace("\u00a0", " ")
    assert "1/2 nơi đã ghi" in page
    # Three years on the figure is too old to divide by.
    assert "12,5" not in client.get(f"{URL}?year=2026").content.decode()


def test_a_figure_of_a_report_leads_to_the_place_it_is_of(world: World, client: Client):
    client.force_login(world.bich)
    page = client.get(URL, {"place": str(world.commune.pk), "year": 2024}).content.decode()
    assert "Khuyến học xã Tân Kiều" in page
    assert "Khuyến học xã Hưng Thạnh" not in page
    assert "năm 2024 chưa ghi hoạt động nào" in page
    hands.briefing(world.association, by=world.actor(world.lan))
    page = client.get(URL, {"place": str(world.commune.pk), "year": 2024}).content.decode()
    assert "chưa ghi hoạt động nào" not in page
    assert client.get(URL, {"place": "khong-phai"}).status_code == 404


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.bich)
    client.get(URL)
    for number in range(4):
        hands.chapter_of(world.association, world.hamlet, f"Chi hội {number}", by=world.actor(world.lan))
    with django_assert_max_num_queries(12):
        assert client.get(URL).status_code == 200
