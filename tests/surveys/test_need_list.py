"""The needs of a year: what no programme covers stays in sight until it is met or answered."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.registries import Registry
from hoctap.plans.figures.queries import figures_at
from hoctap.surveys.models import Need
from hoctap.surveys.needs import actions, queries
from hoctap.surveys.registry import Cover
from tests.centres.hands import centre_at, topic
from tests.world import World

URL = "/surveys/needs/"


def need(world: World, by: Actor, code: str = "crops", **values: object) -> Need:
    given = {
        "year": today().year,
        "topic": topic(code),
        "text": "",
        "people": 10,
        "named_by": "Hội Nông dân xã",
    }
    place = values.pop("place", world.hamlet)
    return actions.record_need(place, **{**given, **values}, by=by)  # type: ignore[arg-type]


def test_the_most_wanted_stands_first_and_waits(world: World, by: Actor, client: Client):
    need(world, by, people=10)
    need(world, by, place=world.hamlet_2, people=5)
    need(world, by, "talent", people=40)
    client.force_login(world.minh)
    page = client.get(URL).content.decode()
    assert page.index("Năng khiếu: 40 lượt người") < page.index("Kỹ thuật trồng trọt: 15 lượt người")
    assert page.count("chưa vào chương trình</div></td>") == 3
    client.force_login(world.oanh)
    assert "Kỹ thuật trồng trọt" not in client.get(URL).content.decode()


@pytest.mark.requirement("S4-08", "S4-32")
def test_what_a_programme_covers_leaves_the_list_of_what_waits(
    world: World, by: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
):
    covered, waits, met = need(world, by), need(world, by, "talent"), need(world, by, "livestock")
    actions.answer_need(met, answer="Lớp ngày 5/6", is_met=True, by=by)
    covers: Registry[object] = Registry()

    def of(ids: Sequence[UUID]) -> dict[UUID, Cover]:
        return {covered.pk: Cover("Chương trình năm, dòng 3")} if covered.pk in ids else {}

    covers.register("thử", of)
    monkeypatch.setattr(queries, "need_covers", covers)
    page = queries.needs_page(by, today().year, place=None, state="open")
    assert [[row.need for row in wanted.needs] for wanted in page.wanted] == [[waits]]
    assert (page.recorded, page.covered, page.met, page.waiting) == (3, 1, 1, 10)
    client.force_login(world.lan)
    assert "Chương trình năm, dòng 3" in client.get(URL).content.decode()


@pytest.mark.requirement("S1-11")
def test_the_share_of_culture_and_sport_that_was_met(world: World, by: Actor):
    """Met or answered over recorded; where none was recorded the figure is missing, not 0."""
    year = today().year
    code = "culture.demand_met"
    need(world, by, "crops")
    assert code not in figures_at([code], world.district, year)
    first = need(world, by, "talent")
    need(world, by, "mass-sport")
    need(world, by, "heritage", place=world.commune)
    actions.answer_need(first, answer="Lớp đàn", is_met=True, by=by)
    for place in (world.commune, world.district):
        told = figures_at([code], place, year)[code]
        assert (told.numerator, told.denominator) == (1, 3)
        assert round(told.value, 1) == Decimal("33.3")
    assert code not in figures_at([code], world.other_commune, year)
    assert code not in figures_at([code], world.commune, year - 1)


def test_it_is_narrowed_to_a_centre(world: World, by: Actor, client: Client):
    need(world, by)
    client.force_login(world.bich)
    for commune, there in ((world.commune, True), (world.other_commune, False)):
        page = client.get(f"{URL}?centre={centre_at(commune).pk}").content.decode()
        assert ("Kỹ thuật trồng trọt" in page) is there


def test_more_needs_take_no_more_queries(
    world: World, by: Actor, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.force_login(world.lan)
    need(world, by)
    client.get(URL)
    for people in range(1, 8):
        need(world, by, "talent", people=people)
    with django_assert_max_num_queries(12):
        client.get(URL)
