"""Closing, confirming, returning; and where it stops as long as nobody is named who ranks."""

import pytest

from hoctap.accounts.models import RoleAssignment
from hoctap.assessments.models import Ranking, RankingState
from hoctap.assessments.ranking import actions
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.papers.layout_check import check_layout
from tests.assessments import hands as file_hands
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]


def url(one: Ranking, do: str) -> str:
    return f"/assessments/rankings/{one.pk}/steps/{do}/"


def now(one: Ranking) -> str:
    one.refresh_from_db()
    return str(one.state)


def test_a_sheet_with_a_gap_is_not_closed(bench: Bench):
    one = bench.opened()
    actions.record_own_points(one, hands.typed([20, None, 18, 21]), by=bench.own)
    answer = sign_in(bench.director).post(url(one, "submit"))
    assert answer.status_code == 422
    assert "Chưa chấm tiêu chí: TT2" in shown(answer)
    assert now(one) == RankingState.DRAFT


@pytest.mark.requirement("S0-49")
def test_without_a_paper_that_names_who_ranks_it_stops_after_the_commune(bench: Bench):
    one = bench.submitted()
    assert (str(one.self_total), one.self_grade) == ("81.00", "best")
    chair = sign_in(bench.world.minh)
    assert chair.post(url(one, "confirm"), {"words": "Nhất trí"}).status_code == 302
    assert now(one) == RankingState.WAITING
    page = shown(chair.get(f"/assessments/rankings/{one.pk}/"))
    assert "không tính là đã xếp loại" in page
    assert "chờ hướng dẫn thẩm quyền" in page
    with pytest.raises(Refused, match="chờ hướng dẫn thẩm quyền"):
        actions.record_outside_ranking(
            one, grade="best", number="1", decided_on=None, issuer="X", copy=b"x", by=bench.own
        )


@pytest.mark.requirement("S0-49", "S0-27")
def test_the_paper_of_the_province_lets_it_go_on(bench: Bench):
    one = bench.confirmed(2024)
    other = bench.inspected(2025)
    assert (now(one), now(other)) == (RankingState.WAITING, RankingState.WAITING)
    hands.authority_at(bench.world.commune)
    assert (now(one), now(other)) == (RankingState.CONFIRMED, RankingState.INSPECTED)
    assert one.authority_place == bench.world.commune
    assert "15/QĐ-UBND" in one.authority_basis
    assert "Có văn bản giao thẩm quyền" in one.changes.last().why  # type: ignore[union-attr]


def test_who_closed_it_does_not_confirm_it(bench: Bench):
    """A director who is Phó Chủ tịch too does not confirm what he closed himself."""
    one = bench.submitted()
    capacity = bench.director.active_capacities().first()
    RoleAssignment.objects.create(capacity=capacity, role=Role.CHAIR, place=bench.world.commune)
    answer = sign_in(bench.director).post(url(one, "confirm"), {"words": ""})
    assert answer.status_code == 422
    assert "Người chốt tự đánh giá không xác nhận" in shown(answer)
    assert now(one) == RankingState.SUBMITTED


def test_the_commune_returns_it_with_a_reason(bench: Bench):
    one = bench.submitted()
    chair = sign_in(bench.world.minh)
    assert chair.post(url(one, "return"), {"why": " "}).status_code == 422
    assert chair.post(url(one, "return"), {"why": "Bổ sung minh chứng TT3"}).status_code == 302
    assert now(one) == RankingState.RETURNED
    assert "Bổ sung minh chứng TT3" in shown(sign_in(bench.director).get(f"/assessments/rankings/{one.pk}/"))
    assert "Bổ sung minh chứng TT3" in shown(sign_in(bench.director).get("/"))


def test_what_a_team_found_on_an_old_sheet_does_not_stay_beside_the_new_one(bench: Bench):
    one = bench.inspected()
    actions.return_ranking(one, why="Sửa lại", by=bench.by(bench.world.minh))
    one.refresh_from_db()
    assert one.inspected_total is None
    assert not one.lines.exclude(inspected_points=None).exists()
    assert now(one) == RankingState.RETURNED


def test_the_centre_opens_its_sheet_again_before_the_commune_confirmed(bench: Bench):
    one = bench.submitted()
    client = sign_in(bench.director)
    assert client.post(url(one, "reopen"), {"why": ""}).status_code == 422
    assert client.post(url(one, "reopen"), {"why": "Ghi nhầm"}).status_code == 302
    assert now(one) == RankingState.DRAFT
    assert client.post(url(one, "withdraw"), {"why": "Trùng"}).status_code == 302
    assert now(one) == RankingState.WITHDRAWN
    assert client.post(url(one, "submit")).status_code == 422


def test_each_step_belongs_to_its_people(bench: Bench):
    one = bench.submitted()
    for user, do in (
        (bench.director, "confirm"),
        (bench.world.minh, "reopen"),
        (bench.world.lan, "return"),
        (bench.world.bich, "sheet"),
        (bench.director, "minutes"),
    ):
        assert sign_in(user).post(url(one, do), {"why": "x"}).status_code == 403
    assert sign_in(bench.world.oanh).get(url(one, "submit")).status_code == 404
    assert sign_in(bench.director).get(url(one, "nothing")).status_code == 404
    assert now(one) == RankingState.SUBMITTED


@pytest.mark.requirement("S0-49", "S4-53")
def test_the_sheet_and_the_minutes_are_papers_of_their_bodies(bench: Bench):
    one = bench.inspected()
    assert sign_in(bench.director).post(url(one, "sheet")).status_code == 302
    assert sign_in(bench.world.lan).post(url(one, "minutes")).status_code == 302
    one = Ranking.objects.get(pk=one.pk)
    assert one.sheet is not None
    assert one.sheet.issuer == bench.centre.organisation
    minutes = one.inspection.minutes
    assert minutes is not None
    assert minutes.issuer == bench.world.association
    told = str(minutes.versions.last().content)  # type: ignore[union-attr]
    assert "Lê Thị Đoàn Một" in told
    assert "Thiếu sổ" in told
    assert "Sổ theo dõi của trung tâm" in str(one.sheet.versions.last().content)  # type: ignore[union-attr]
    for paper in (one.sheet, minutes):
        assert not check_layout(file_hands.files.read(paper.versions.last().sha256))  # type: ignore[union-attr]


def test_a_signed_sheet_is_not_laid_out_again(bench: Bench):
    one = bench.submitted()
    actions.make_sheet(one, by=bench.own)
    one.refresh_from_db()
    assert one.sheet is not None
    file_hands.signed(one.sheet, number=1, on=file_hands.dt.date(2026, 1, 5), by=bench.own)
    with pytest.raises(Refused, match="đã ký"):
        actions.make_sheet(one, by=bench.own)
    with pytest.raises(Refused, match="đã ký"):
        actions.reopen_ranking(one, why="Sửa", by=bench.own)
