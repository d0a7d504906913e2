"""One question at a time: the head of the hamlet types in what a family answers, both names are kept."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.people.models import HouseholdMember, Person
from hoctap.recognition import actions
from hoctap.recognition.own_answers.queries import usual_points
from tests.recognition.hands import ALL_POINTS, queries_of, refused, shown, sign_in
from tests.recognition.own import ANSWERS, OwnRound, send
from tests.world import World, make_household


@pytest.fixture
def own(world: World) -> OwnRound:
    made = OwnRound(world)
    actions.register_all(made.season, world.hamlet, by=made.officer)
    return made


def here(own: OwnRound) -> str:
    return reverse("dossier_questions", args=[own.first.pk])


def post(own: OwnRound, person: Any, **other: Any) -> Any:
    form = {**ANSWERS, "column": "self", "version": own.first.version, **other}
    return sign_in(person).post(here(own), form, follow=True)


def test_both_names_are_kept_when_the_head_types_for_the_family(own: OwnRound):
    daughter = Person.objects.create(full_name="Lê Thị Con", birth_year=1999)
    HouseholdMember.objects.create(household=own.first.household, person=daughter, joined_year=2020)
    body = shown(post(own, own.world.hung, answered_by=str(daughter.pk)))
    assert "Đã lưu 4 / 4 câu" in body
    assert f'<option value="{daughter.pk}" selected>' in body
    mark = own.first.answers["A1"]["self"]
    assert mark["answered_by"] == str(daughter.pk)
    assert mark["by"].startswith("Trần Văn Hùng")
    assert own.first.self_total == Decimal(90)


def test_somebody_who_does_not_live_there_does_not_answer(own: OwnRound):
    stranger = make_household(own.world.hamlet, "Người Khác").head
    refused(post(own, own.world.hung, answered_by=str(stranger.pk)), "không ở trong hộ này", 'value="25"')
    assert own.first.self_total is None


def test_some_questions_are_saved_before_the_others(own: OwnRound):
    body = shown(post(own, own.world.hung, column="hamlet", **{"points-B1": "", "points-B2": ""}))
    assert "Đã lưu 2 / 4 câu" in body
    assert own.first.hamlet_total is None
    assert "Câu 1 / 4" in body.replace("</span>", "")


def test_the_other_column_stands_beside_each_question(own: OwnRound):
    send(own.opened())
    body = shown(sign_in(own.world.hung).get(here(own), {"column": "hamlet"}))
    assert "Tự chấm: <strong>25</strong>" in body


def test_what_the_family_sent_is_changed_by_others_only_with_a_reason(own: OwnRound):
    send(own.opened())
    change = {"points-B1": "10"}
    refused(post(own, own.world.hung, **change), "do Người mở đường dẫn riêng của hộ ghi", "phải ghi lý do")
    post(own, own.world.hung, why="gia đình nhờ sửa", **change)
    assert own.first.answers["B1"]["self"]["why"] == "gia đình nhờ sửa"
    assert own.first.self_total == Decimal(80)


def test_a_dossier_that_is_not_registered_is_not_scored(world: World):
    own = OwnRound(world)
    body = shown(sign_in(world.hung).get(here(own)))
    assert "chưa đăng ký" in body
    assert 'id="questions"' not in body
    with pytest.raises(Refused, match="chưa đăng ký"):
        actions.score_by_criteria(
            own.first, column="self", points=ALL_POINTS, version=own.first.version, by=own.head
        )


def test_outsiders_do_not_come_in(own: OwnRound):
    for person in (own.world.oanh, own.world.minh, own.world.bich):
        client = sign_in(person)
        assert client.get(here(own)).status_code in (403, 404)
        assert client.post(here(own), ANSWERS).status_code in (403, 404)
    assert own.first.self_total is None


@pytest.mark.parametrize(
    ("most", "usual"),
    [(10, "0 5 6 7 8 9 10"), (20, "0 10 12 14 16 18 20"), (5, "0 2.5 3 3.5 4 4.5 5")],
)
def test_the_usual_points_of_a_question(most: int, usual: str):
    assert [f"{points.normalize():f}" for points in usual_points(Decimal(most))] == usual.split()


def test_the_page_takes_few_queries(own: OwnRound):
    assert queries_of(sign_in(own.world.hung), here(own)) <= 13
