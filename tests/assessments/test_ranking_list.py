"""Rankings of one's places, year by year."""

from django.test import Client

from hoctap.assessments.models import Ranking
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import queries_of, shown, sign_in

__all__ = ["bench"]
HERE = "/assessments/rankings/"


def test_each_sees_those_of_his_places_and_a_hamlet_none(bench: Bench):
    bench.submitted()
    world = bench.world
    for user, sees in (
        (bench.director, True),
        (world.lan, True),
        (world.bich, True),
        (world.hung, False),
        (world.oanh, False),
    ):
        page = shown(sign_in(user).get(HERE))
        assert (bench.centre.name in page) is sees


def rows(client: Client, address: str) -> int:
    return shown(client.get(address)).count('<th scope="row">')


def test_it_is_narrowed_by_centre_year_and_step(bench: Bench):
    bench.submitted(2024)
    bench.opened(2025)
    client = sign_in(bench.director)
    assert rows(client, f"{HERE}?year=2024") == 1
    assert rows(client, f"{HERE}?state=ranked") == 0
    assert rows(client, f"{HERE}?centre={bench.centre.pk}") == 2
    assert client.get(f"{HERE}?centre=nothing&year=abc&state=x").status_code == 200


def test_a_longer_list_takes_no_more_queries(bench: Bench):
    bench.submitted(2024)
    client = sign_in(bench.director)
    before = queries_of(client, HERE)
    for year in (2021, 2022, 2023):
        bench.submitted(year)
    assert Ranking.objects.count() == 4
    assert queries_of(client, HERE) == before


def test_the_menu_of_centres_leads_here(bench: Bench):
    assert f"{HERE}?centre={bench.centre.pk}" in shown(
        sign_in(bench.director).get(f"/centres/{bench.centre.pk}/")
    )
