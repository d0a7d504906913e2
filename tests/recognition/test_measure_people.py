"""The persons behind a figure about citizens."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.people.models import Person, UnitMembership, WorkUnit
from hoctap.recognition.models import Dossier
from tests.figures import add_member, make_citizen, make_citizen_round, make_file
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_household

ADULTS = "learning_citizen.of_adults"


@pytest.fixture
def household(world: World) -> World:
    """Of Ấp 1: one holds the title, one does not, one is a child."""
    season = make_citizen_round(world.commune, world.edition)
    family = make_household(world.hamlet, "Lê Văn Đạt", birth_year=1970)
    add_member(family, "Lê Thị Chưa", 1975)
    add_member(family, "Lê Văn Nhỏ", 2015)
    make_citizen(season, family, family.head, late=True)
    return world


def query(world: World, part: str = "", **more: object) -> dict[str, object]:
    return {"measure": ADULTS, "place": world.commune.pk, "year": 2024, "part": part, **more}


@pytest.mark.requirement("S3-12")
def test_a_figure_opens_to_its_persons_and_from_one_of_them_to_his_dossier(household: World):
    lan = sign_in(household.lan)
    body = shown(lan.get(reverse("measure_people"), query(household)))
    assert "Năm 2024: 2 người" in body
    assert "Lê Văn Đạt" in body
    assert "Lê Thị Chưa" in body
    assert "Lê Văn Nhỏ" not in body
    for part in ("numerator", "late"):
        holders = shown(lan.get(reverse("measure_people"), query(household, part)))
        assert "Năm 2024: 1 người" in holders
        assert "Lê Thị Chưa" not in holders
        assert reverse("dossier_detail", args=[Dossier.objects.get().pk]) in holders
        assert "trễ hạn" in holders


def test_an_incomplete_measure_says_so(household: World):
    answer = sign_in(household.lan).get(
        reverse("measure_people"), query(household, measure="learning_citizen.of_citizens")
    )
    assert "Chưa đủ:" in shown(answer)


def test_people_of_recognised_units_stand_with_their_unit(household: World):
    unit = WorkUnit.objects.create(
        place=household.commune, name="Trường Tiểu học A", kind="school", from_year=2020
    )
    for name in ("Lê Văn Đạt", "Lê Thị Chưa"):
        UnitMembership.objects.create(person=Person.objects.get(full_name=name), unit=unit, from_year=2020)
    make_file("learning_unit", household.commune, household.edition, unit=unit)
    asked = query(household, measure="learning_citizen.of_staff")
    body = shown(sign_in(household.lan).get(reverse("measure_people"), asked))
    assert "Năm 2024: 2 người" in body
    assert "Trường Tiểu học A" in body
    assert "Lê Thị Chưa" not in shown(sign_in(household.bich).get(reverse("measure_people"), asked))
    assert sign_in(household.oanh).get(reverse("measure_people"), asked).status_code == 404


def test_the_district_sees_holders_by_name_and_of_the_others_only_how_many(household: World):
    body = shown(sign_in(household.bich).get(reverse("measure_people"), query(household)))
    assert "Lê Văn Đạt" in body
    assert "Lê Thị Chưa" not in body
    assert "Còn 1 người nữa nằm trong sổ hộ của xã" in body


def test_the_head_of_a_hamlet_opens_his_hamlet_and_not_the_commune(household: World):
    hung = sign_in(household.hung)
    assert "Lê Thị Chưa" in shown(
        hung.get(reverse("measure_people"), query(household, place=household.hamlet.pk))
    )
    assert hung.get(reverse("measure_people"), query(household)).status_code == 404


def test_the_next_commune_opens_nothing(household: World):
    answer = sign_in(household.oanh).get(reverse("measure_people"), query(household))
    assert answer.status_code == 404
    assert "Lê Văn Đạt" not in shown(answer)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"measure": "learning_family.recognised"}, 404),
        ({"measure": ""}, 404),
        ({"place": "x"}, 404),
        ({"year": "²"}, 200),
        ({"part": "x"}, 200),
        ({"measure": "learning_citizen.of_staff"}, 200),
    ],
)
def test_what_means_nothing_is_no_broken_server(household: World, asked: dict[str, object], status: int):
    answer = sign_in(household.lan).get(reverse("measure_people"), query(household, **asked))
    assert answer.status_code == status


def test_the_list_takes_the_same_queries_for_2_and_for_40_persons(household: World, client: Client):
    lan = sign_in(household.lan)
    here = f"/recognition/people/?measure={ADULTS}&place={household.commune.pk}&year=2024"
    before = queries_of(lan, here)
    for number in range(40):
        make_household(household.hamlet_2, f"Lê Văn {number}")
    assert queries_of(lan, here) == before <= 16
