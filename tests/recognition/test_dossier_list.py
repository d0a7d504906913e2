"""The dossiers behind a figure."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.recognition.enrolling import households_without
from tests.figures import fill_hamlet, make_round
from tests.recognition.hands import names, queries_of, shown, sign, sign_in
from tests.season import Season
from tests.world import World, make_household

ADDRESS = "/recognition/dossiers/"


def query(season: Season, part: str = "", *, hamlet: bool = False) -> dict[str, object]:
    return {"place": season.hamlet.pk if hamlet else season.commune.pk, "year": 2024, "part": part}


@pytest.mark.requirement("S3-07")
def test_a_figure_opens_down_to_the_dossiers_that_it_counted(decided: Season):
    lan = sign_in(decided.officer)
    for part, count, people, others in [
        ("", 4, [*decided.dossiers, *decided.open_dossiers], []),
        ("registered", 4, [*decided.dossiers, *decided.open_dossiers], []),
        ("numerator", 2, decided.dossiers, decided.open_dossiers),
        ("late", 0, [], [*decided.dossiers, *decided.open_dossiers]),
    ]:
        body = shown(lan.get(reverse("dossier_list"), query(decided, part)))
        assert f"Năm 2024: {count} hồ sơ" in body
        assert all(name in body for name in names(people))
        assert not [name for name in names(others) if name in body]
    assert reverse("dossier_detail", args=[decided.dossiers[0].pk]) in shown(lan.get(ADDRESS, query(decided)))


def test_late_families_are_shown_as_late(drafted: Season):
    sign(drafted, drafted.decision.paper, 7, dt.date(2024, 11, 15))
    body = shown(sign_in(drafted.officer).get(ADDRESS, query(drafted, "late")))
    assert "Năm 2024: 2 hồ sơ" in body
    assert body.count("trễ hạn") >= 2


def test_households_without_a_dossier_are_counted_aloud(opened: Season):
    make_household(opened.hamlet, "Người Mới")
    assert "còn 1 hộ chưa có hồ sơ" in shown(sign_in(opened.officer).get(ADDRESS, query(opened)))


def test_who_has_no_dossier_is_asked_of_an_index_for_each_household(opened: Season):
    """A list within the question was read again for each household where statistics were missing: minutes for a commune."""
    said = str(households_without(opened.round).query)
    assert said.count('FROM "recognition_dossier"') == 1


def test_the_head_of_a_hamlet_opens_his_hamlet_and_not_the_commune(decided: Season):
    hung = sign_in(decided.head)
    body = shown(hung.get(ADDRESS, query(decided, hamlet=True)))
    assert all(name in body for name in names(decided.dossiers))
    assert not [name for name in names(decided.open_dossiers) if name in body]
    answer = hung.get(ADDRESS, query(decided))
    assert answer.status_code == 404
    assert not [name for name in names(decided.dossiers) if name in shown(answer)]


def test_the_next_commune_opens_nothing(decided: Season):
    answer = sign_in(decided.world.oanh).get(ADDRESS, query(decided))
    assert answer.status_code == 404
    assert not [name for name in names(decided.dossiers) if name in shown(answer)]


@pytest.mark.parametrize("year", ["²", "99999999999", "-1", "", "hai nghìn"])
def test_a_year_that_is_none_is_no_broken_server(opened: Season, year: str):
    answer = sign_in(opened.officer).get(ADDRESS, {"place": opened.commune.pk, "year": year})
    assert answer.status_code == 200


def test_the_list_takes_the_same_queries_for_10_and_for_60_dossiers(world: World):
    season = make_round(world.commune, world.edition)
    here = f"{ADDRESS}?place={world.commune.pk}&year=2024"
    lan = sign_in(world.lan)
    fill_hamlet(season, world.hamlet, 10, 8, 5)
    ten = queries_of(lan, here)
    fill_hamlet(season, world.hamlet_2, 50, 40, 30)
    assert queries_of(lan, here) == ten <= 12
