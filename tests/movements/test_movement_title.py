"""A movement about a title that no code names: "Gia đình đọc sách" among young households."""

from typing import Any

import pytest
from django.urls import reverse

from hoctap.audit.models import Read
from hoctap.core.actor import Actor
from hoctap.criteria.models import LearningTitle, Title
from hoctap.movements.campaigns import queries
from hoctap.movements.campaigns.models import Movement
from hoctap.people.models import Person
from scripts.house import PACKAGE
from tests import season as steps
from tests.assessments import hands as files
from tests.movements.hands import movement_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.recognition.test_local_title import open_reading, own_edition, through_to_the_decision
from tests.season import YEAR, Season, walk
from tests.world import World

NAME = "Gia đình đọc sách"


@pytest.fixture
def season(world: World) -> Season:
    """The title comes in on the screens; its round stands open; one head of the two in Ấp 1 is young."""
    walked = walk(world, last=steps.open_round)
    lan = sign_in(world.lan)
    typed = {
        "place": world.commune.pk,
        "name": NAME,
        "subject_kind": "household",
        "instrument": "Kế hoạch phát động (thử)",
        "self_word": "Gia đình tự chấm",
    }
    assert lan.post(reverse("title_new"), typed).status_code == 302
    title = LearningTitle.objects.get(name=NAME)
    open_reading(walked, title, own_edition(world, title, world.lan))
    heads = [one.household.head_id for one in walked.dossiers]
    Person.objects.filter(pk=heads[0]).update(birth_year=YEAR - 30)
    Person.objects.filter(pk=heads[1]).update(birth_year=YEAR - 60)
    return walked


@pytest.fixture
def reading(season: Season) -> Movement:
    """Launched on its screen, tied to the title that is offered there."""
    code = LearningTitle.objects.get(name=NAME).code
    lan = sign_in(season.officer)
    assert NAME in shown(lan.get(reverse("movement_new")))
    typed: dict[str, Any] = {
        "place": season.commune.pk,
        "name": "Xây dựng gia đình đọc sách trong các hộ trẻ",
        "kind": "emulation",
        "launcher": "library",
        "launcher_name": "Thư viện xã",
        "document": "9/KH",
        "launched_on": "2024-01-05",
        "first_on": "2024-01-05",
        "last_on": "2024-12-31",
        "goal": "Hộ trẻ có góc đọc",
        "titles": [code],
        "oldest_head": "40",
    }
    assert lan.post(reverse("movement_new"), typed).status_code == 302
    return Movement.objects.get(oldest_head=40)


def _row(movement: Movement, season: Season) -> queries.TitleRow:
    return queries.title_rows(movement, season.commune, YEAR)[0]


@pytest.mark.requirement("S3-52")
def test_registered_and_recognised_households_are_the_movements_figures(season: Season, reading: Movement):
    before = _row(reading, season)
    assert (before.registered, before.recognised) == (0, 0), "a round stands open: nothing yet, not unknown"
    through_to_the_decision(season)
    row = _row(reading, season)
    assert row.title.label == NAME
    # Two of Ấp 1 were recognised; those of Ấp 2 registered where they were entered.
    assert row.recognised == 2
    assert row.registered is not None
    assert row.registered >= 2
    assert row.young is not None
    assert row.young.recognised == 1
    page = shown(sign_in(season.officer).get(reverse("movement_detail", args=[reading.pk])))
    assert NAME in page
    assert "chủ hộ không quá 40 tuổi" in page
    for file in PACKAGE.rglob("*.py"):
        if "home" not in file.parts:
            assert NAME not in file.read_text(encoding="utf-8"), file


@pytest.mark.requirement("S3-52")
def test_the_figure_opens_down_to_the_households_and_is_told_in_the_trail(season: Season, reading: Movement):
    through_to_the_decision(season)
    client = sign_in(season.officer)
    row = _row(reading, season)
    assert row.young is not None
    page = shown(client.get(row.young.url))
    young, older = (one.household.head.full_name for one in season.dossiers)
    assert young in page
    assert older not in page
    assert Read.objects.filter(page="movement_title").exists()
    assert client.get(row.recognised_url).status_code == 200
    assert sign_in(season.world.oanh).get(row.young.url).status_code == 404
    assert sign_in(season.world.hung).get(row.young.url.split("&place")[0]).status_code == 200


def test_more_households_take_no_more_queries(season: Season, reading: Movement):
    client = sign_in(season.officer)
    row = _row(reading, season)
    assert row.young is not None
    steps.score_by_list(season)
    before = queries_of(client, row.young.url)
    Person.objects.update(birth_year=YEAR - 20)
    assert queries_of(client, row.young.url) == before


def test_a_title_that_it_is_not_about_is_not_found(season: Season, reading: Movement):
    here = reverse("movement_title", args=[reading.pk])
    client = sign_in(season.officer)
    assert client.get(f"{here}?title=learning_family").status_code == 404
    assert client.get(f"{here}?title=../x").status_code == 404


def test_only_titles_of_households_are_told_by_households(season: Season, lan: Actor):
    code = LearningTitle.objects.get(name=NAME).code
    one = movement_at(season.commune, lan, titles=["learning_citizen", code])
    here, client = reverse("movement_title", args=[one.pk]), sign_in(season.officer)
    assert client.get(f"{here}?title=learning_citizen").status_code == 404
    assert f"<h1>{NAME}" in shown(client.get(here)).replace('<h1 class="page-title">', "<h1>")
    persons = movement_at(season.commune, lan, name="Công dân", titles=["learning_citizen"])
    assert client.get(reverse("movement_title", args=[persons.pk])).status_code == 404


def test_a_year_of_birth_that_nobody_knows_is_a_dash(season: Season, lan: Actor):
    code = LearningTitle.objects.get(name=NAME).code
    one = movement_at(season.commune, lan, titles=[code])
    through_to_the_decision(season)
    Person.objects.update(birth_year=None)
    page = shown(sign_in(season.officer).get(f"{reverse('movement_title', args=[one.pk])}?year={YEAR}"))
    assert 'data-label="Năm sinh"><div><span class="missing"' in page


@pytest.mark.requirement("S3-04")
def test_the_four_models_are_counted_by_their_own_records_and_a_dash_stands_where_there_are_none(
    world: World, season: Season
):
    titles = ["learning_family", "learning_clan", "learning_community", "learning_unit"]
    one = movement_at(world.commune, world.actor(world.lan), titles=titles)
    rows = {str(row.title): row for row in queries.title_rows(one, world.commune, YEAR)}
    assert rows["learning_family"].registered == 0
    assert rows["learning_clan"].registered is None
    page = shown(sign_in(world.lan).get(reverse("movement_detail", args=[one.pk]) + f"?year={YEAR}"))
    assert "Dòng họ học tập" in page


@pytest.mark.requirement("S3-23")
def test_communities_at_commune_and_district_level_belong_to_a_movement(world: World, bich: Actor):
    titles = ["learning_community", "learning_community_commune", "learning_community_district"]
    one = movement_at(world.district, bich, titles=titles)
    file = files.recognised(files.district_of_2024(world))
    rows = {str(row.title): row for row in queries.title_rows(one, world.district, file.year)}
    assert rows[file.title].registered == 1
    assert rows[file.title].recognised == 1
    assert rows["learning_community_district"].registered is None
    assert Title("learning_community_district").label in shown(
        sign_in(world.bich).get(reverse("movement_detail", args=[one.pk]))
    )
