"""One decision for the centres that were inspected; in effect by its signature."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from hoctap.assessments.models import Ranking, RankingDecision, RankingState
from hoctap.assessments.ranking import actions
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import hands as file_hands
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]
HERE = "/assessments/rankings/decide/"


@pytest.mark.requirement("S4-53", "S0-49")
def test_it_is_drafted_signed_and_in_effect(bench: Bench):
    hands.authority_at(bench.world.commune)
    one = bench.inspected()
    lan = sign_in(bench.world.lan)
    assert bench.centre.name in shown(lan.get(HERE))
    assert lan.post(HERE, {"ranking": [str(one.pk)]}).status_code == 302
    made = RankingDecision.objects.get()
    assert "Khá" in str(made.paper.versions.last().content)  # type: ignore[union-attr]
    assert bench.centre.name not in shown(lan.get(HERE))
    one.refresh_from_db()
    assert one.state == RankingState.INSPECTED
    on = dt.date(2026, 1, 20)
    file_hands.signed(made.paper, number=7, on=on, by=bench.by(bench.world.minh), copy=file_hands.PDF)
    one.refresh_from_db()
    assert (one.state, one.grade_label, one.decided_on) == (RankingState.RANKED, "Khá", on)
    assert one.frozen is not None
    assert one.frozen["lines"][0]["inspected"] == "20.00"
    assert "Quyết định xếp loại" in shown(lan.get(f"/assessments/rankings/{one.pk}/")) or one.decision_number


def test_what_was_decided_never_changes(bench: Bench):
    hands.authority_at(bench.world.commune)
    made = bench.drafted()
    file_hands.signed(
        made.paper,
        number=7,
        on=dt.date(2026, 1, 20),
        by=bench.by(bench.world.minh),
        copy=file_hands.PDF,
    )
    one = Ranking.objects.get()
    for change in (
        lambda: Ranking.objects.filter(pk=one.pk).update(grade="best"),
        lambda: one.lines.update(self_points=1),
        lambda: one.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_only_what_was_inspected_is_decided_and_only_once(bench: Bench):
    hands.authority_at(bench.world.commune)
    with pytest.raises(Refused, match="Chọn ít nhất một"):
        actions.draft_ranking_decision([], by=bench.by(bench.world.lan))
    one = bench.confirmed()
    with pytest.raises(Refused, match="chưa có kết quả kiểm tra"):
        actions.draft_ranking_decision([one], by=bench.by(bench.world.lan))
    made = bench.drafted()
    with pytest.raises(Refused, match="đã có trong một bản soạn"):
        actions.draft_ranking_decision([one], by=bench.by(bench.world.lan))
    with pytest.raises(Refused, match="hủy bản soạn trước"):
        actions.return_ranking(one, why="Sửa", by=bench.by(bench.world.lan))
    assert made.lines.count() == 1


def test_it_is_drafted_by_the_authority_alone(bench: Bench):
    hands.authority_at(bench.world.commune)
    one = bench.inspected()
    with pytest.raises(Forbidden):
        actions.draft_ranking_decision([one], by=bench.own)
    assert sign_in(bench.director).get(HERE).status_code == 403
    assert bench.centre.name not in shown(sign_in(bench.world.oanh).get(HERE))
    assert sign_in(bench.world.oanh).post(HERE, {"ranking": [str(one.pk)]}).status_code == 422
    assert not RankingDecision.objects.exists()
