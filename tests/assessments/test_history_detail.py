"""Ten years on one page: of a family, a hamlet, a unit, a clan; points are never added to passes."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.criteria.models import CriteriaEdition
from hoctap.people.models import Clan, Household, WorkUnit
from hoctap.places.models import LineageEdge
from hoctap.recognition.models import Dossier
from hoctap.recognition.other_titles import actions as others
from tests.assessments import hands
from tests.figures import add_member, make_citizen, make_citizen_round, make_dossier, make_file, make_round
from tests.recognition.beside import decision
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_household, make_place


def here(kind: str, subject: object) -> str:
    return reverse("history_detail", args=[kind, subject.pk])  # type: ignore[attr-defined]


@pytest.fixture
def family(world: World) -> Household:
    """Recognised in 2023 and 2024, with a citizen, and Gia đình văn hóa in 2024."""
    home = make_household(world.hamlet, "Lê Văn Một", listed_year=2010)
    for year in (2012, 2023, 2024):
        make_dossier(make_round(world.commune, world.edition, year), home, "recognised")
    make_citizen(make_citizen_round(world.commune, world.edition), home, add_member(home, "Lê Thị Con"))
    others.list_other_title(world.commune, decision(), names="Lê Văn Một; Ấp 1", by=world.actor(world.lan))
    return home


@pytest.mark.requirement("S3-51")
def test_a_family_with_its_citizens_and_its_other_titles(world: World, family: Household):
    lan = sign_in(world.lan)
    body = shown(lan.get(here("household", family)))
    assert body.count("Gia đình học tập</a>") == 2, "2012 is longer ago than ten years"
    assert "90 điểm" in body
    assert "Lê Thị Con" in body
    assert "Gia đình văn hóa" in body
    assert "77/QĐ-UBND ngày 20/11/2024" in body
    assert here("household", family) in shown(lan.get(reverse("household_detail", args=[family.pk])))


def test_a_hamlet_with_its_circles_its_families_and_where_it_came_from(world: World, family: Household):
    circle = make_place("group", "Tổ", "5", world.hamlet)
    for place in (world.hamlet, circle):
        make_file("learning_community", place, world.edition)
    by = world.actor(world.lan)
    others.list_other_title(world.commune, decision("new_rural_hamlet"), hamlets=[world.hamlet.pk], by=by)
    LineageEdge.objects.create(
        predecessor=world.hamlet_2, successor=world.hamlet, kind="merge", on=dt.date(2022, 1, 1)
    )
    lan = sign_in(world.lan)
    body = shown(lan.get(here("place", world.hamlet)))
    assert body.count("Cộng đồng học tập (ấp, khóm)</a>") == 2
    assert circle.title in body
    assert "Ấp nông thôn mới" in body
    assert here("place", world.hamlet_2) in body
    assert "Hộ và công dân qua các năm" in body
    assert here("place", world.hamlet) in shown(
        lan.get(reverse("hamlet_list"), {"place": world.commune.pk, "year": 2024})
    )


def test_points_and_passes_stand_apart(world: World):
    unit = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    passes: CriteriaEdition = hands.edition("don-vi-hoc-tap-huyen-tt24")
    old = make_file("learning_unit", world.commune, world.edition, 2022, unit=unit)
    type(old).objects.filter(pk=old.pk).update(frozen={"total": "86"})
    new = make_file("learning_unit_district", world.commune, passes, 2024, unit=unit)
    type(new).objects.filter(pk=new.pk).update(level="1")
    lan = sign_in(world.lan)
    body = shown(lan.get(here("unit", unit)))
    assert "86 điểm" in body
    assert "mức độ 1" in body
    assert "không so và không cộng với nhau" in body
    page = shown(lan.get(reverse("assessment_detail", args=[new.pk])))
    assert "86 điểm" in page
    assert here("unit", unit) in page


def test_a_clan_and_a_commune(world: World):
    clan = Clan.objects.create(place=world.commune, name="Lê", from_year=2020)
    make_file("learning_clan", world.commune, world.edition, clan=clan)
    make_file("learning_community_commune", world.commune, world.edition)
    lan = sign_in(world.lan)
    assert "Dòng họ học tập" in shown(lan.get(here("clan", clan)))
    body = shown(lan.get(here("place", world.commune)))
    assert "Cộng đồng học tập cấp xã" in body
    assert "Dòng họ học tập" not in body
    assert lan.get(here("khong-co", clan)).status_code == 404


def test_the_next_commune_finds_nothing_and_the_district_what_it_may_read(world: World, family: Household):
    unit = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    oanh = sign_in(world.oanh)
    for kind, subject in (("household", family), ("place", world.hamlet), ("unit", unit)):
        assert oanh.get(here(kind, subject)).status_code == 404
    assert "90 điểm" in shown(sign_in(world.bich).get(here("household", family)))
    assert sign_in(world.hung).get(here("place", world.hamlet_2)).status_code == 404


def test_it_takes_the_same_queries_for_three_years_and_for_nine(world: World, family: Household):
    lan = sign_in(world.lan)
    before = {
        address: queries_of(lan, address)
        for address in (here("household", family), here("place", world.hamlet))
    }
    for year in range(2017, 2023):
        make_dossier(make_round(world.commune, world.edition, year), family, "recognised")
        make_file("learning_community", world.hamlet, world.edition, year)
    assert Dossier.objects.count() == 10
    for address, count in before.items():
        assert queries_of(lan, address) == count <= 20
