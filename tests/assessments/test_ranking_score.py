"""The centre's own points, each with what it rests on."""

import datetime as dt

import pytest

from hoctap.assessments.models import RankingLine
from hoctap.assessments.ranking import actions
from hoctap.core.refusals import Forbidden, Refused
from hoctap.learning.models import Activity, Headcount, Session
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.centres.hands import topic
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]


def url(pk: object) -> str:
    return f"/assessments/rankings/{pk}/score/"


def held(bench: Bench, year: int, people: int) -> None:
    activity = Activity.objects.create(
        commune=bench.world.commune,
        place=bench.world.commune,
        centre=bench.centre,
        kind="talk",
        topic=topic(),
        title="Kỹ thuật trồng sen",
        starts_on=dt.date(year, 5, 5),
        ends_on=dt.date(year, 5, 5),
        state="held",
        recorded_by="kiểm thử",
    )
    session = Session.objects.create(
        activity=activity, number=1, on=dt.date(year, 5, 5), state="held", counted_by="heads"
    )
    Headcount.objects.create(session=session, people=people)


@pytest.mark.requirement("S2-13", "S0-49")
def test_the_records_stand_beside_the_criteria_and_are_never_points(bench: Bench):
    one = bench.opened()
    held(bench, 2025, 37)
    held(bench, 2024, 11)
    page = shown(sign_in(bench.director).get(url(one.pk)))
    assert "Lượt người dự: 37" in page
    assert "Hoạt động đã tổ chức: 1" in page
    assert "Nhu cầu học tập đã đáp ứng: chưa khảo sát" in page
    assert not RankingLine.objects.exists()


def test_points_are_kept_and_an_empty_cell_is_not_scored(bench: Bench):
    one = bench.opened()
    client = sign_in(bench.director)
    typed = {"points-TT1": "20,5", "words-TT1": "QĐ 12", "points-TT2": "", "remarks": "Cần thêm sách"}
    assert client.post(url(one.pk), typed).status_code == 302
    kept = {line.code: line.self_points for line in one.lines.all()}
    assert str(kept["TT1"]) == "20.50"
    assert kept["TT2"] is None
    one.refresh_from_db()
    assert one.remarks == "Cần thêm sách"
    assert "20,5" in shown(client.get(url(one.pk)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points-TT1": "26"}, "chỉ được từ 0 đến 25"),
        ({"points-TT1": "-1"}, "chỉ được từ 0 đến 25"),
        ({"points-TT1": "20", "words-TT1": ""}, "ghi căn cứ hoặc gắn minh chứng của 20 điểm"),
        ({"points-TT1": "nhiều"}, "không phải số"),
    ],
)
def test_a_wrong_cell_keeps_the_sheet_and_says_which(bench: Bench, change: dict[str, str], words: str):
    one = bench.opened()
    answer = sign_in(bench.director).post(url(one.pk), {"points-TT2": "3", "words-TT2": "Sổ", **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not RankingLine.objects.exists()


def test_only_the_centre_writes_its_sheet_and_only_while_it_is_open(bench: Bench):
    one = bench.opened()
    assert sign_in(bench.world.lan).get(url(one.pk)).status_code == 403
    assert sign_in(bench.world.oanh).get(url(one.pk)).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.record_own_points(one, hands.typed([1]), by=bench.by(bench.world.minh))
    closed = bench.submitted()
    assert sign_in(bench.director).get(url(closed.pk)).status_code == 302
    with pytest.raises(Refused, match="không sửa tự đánh giá được"):
        actions.record_own_points(closed, hands.typed([1]), by=bench.own)


def test_a_code_that_the_edition_does_not_have_is_refused(bench: Bench):
    one = bench.opened()
    with pytest.raises(Refused, match="Không có tiêu chí"):
        actions.record_own_points(one, [hands.LineTyped("X9", None)], by=bench.own)
