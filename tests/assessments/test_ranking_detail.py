"""One ranking: who opens it, and what stands there."""

import pytest

from hoctap.assessments.ranking import actions
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import queries_of, shown, sign_in

__all__ = ["bench"]


def url(pk: object) -> str:
    return f"/assessments/rankings/{pk}/"


def test_its_people_open_it_and_others_do_not_find_it(bench: Bench):
    one = bench.submitted()
    world = bench.world
    for user, status in (
        (bench.director, 200),
        (world.minh, 200),
        (world.bich, 200),
        (world.hung, 404),
        (world.oanh, 404),
    ):
        assert sign_in(user).get(url(one.pk)).status_code == status


@pytest.mark.requirement("S0-49")
def test_each_sees_his_own_next_step(bench: Bench):
    one = bench.submitted()
    chair, director = (shown(sign_in(user).get(url(one.pk))) for user in (bench.world.minh, bench.director))
    assert "/steps/confirm/" in chair
    assert "/steps/confirm/" not in director
    assert "/steps/reopen/" in director
    assert "Xác nhận tự đánh giá năm 2025" in shown(sign_in(bench.world.minh).get("/"))
    assert "/inspect/" not in shown(sign_in(bench.world.lan).get(url(one.pk)))


def test_a_row_where_the_team_differs_is_marked(bench: Bench):
    one = bench.inspected()
    page = shown(sign_in(bench.director).get(url(one.pk)))
    assert page.count('class="row-doubt"') == 3


def test_the_page_of_the_centre_says_how_far_it_is(bench: Bench):
    bench.submitted()
    page = shown(sign_in(bench.director).get(f"/centres/{bench.centre.pk}/?year=2025"))
    assert "Đã tự đánh giá, chờ UBND xã xác nhận" in page
    assert "81 điểm, Tốt" in page
    assert "chưa tự đánh giá" in shown(sign_in(bench.director).get(f"/centres/{bench.centre.pk}/?year=2023"))


def test_more_improvements_take_no_more_queries(bench: Bench):
    one = bench.submitted()
    client = sign_in(bench.director)

    def add() -> None:
        actions.add_improvement(
            one, text="Mua sách", who="Ban giám đốc", due_on=hands.dt.date(2030, 1, 1), by=bench.own
        )

    add()
    before = queries_of(client, url(one.pk))
    for _ in range(3):
        add()
    assert queries_of(client, url(one.pk)) == before
