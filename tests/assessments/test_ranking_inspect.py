"""The joint team: its points beside the centre's, and what it proposes."""

import datetime as dt

import pytest

from hoctap.assessments.models import Inspection
from hoctap.assessments.ranking import actions
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]
DAY = dt.date(2025, 12, 20)
TYPED = {
    "held_on": "2025-12-20",
    "association": "Lê Thị Một, Phó Chủ tịch Hội",
    "education": "Ngô Văn Hai, Chuyên viên",
    "grade": "good",
    **{f"points-TT{place}": "19" for place in (1, 2, 3, 4)},
    **{f"words-TT{place}": "đoàn xem sổ" for place in (1, 2, 3, 4)},
}


def url(pk: object) -> str:
    return f"/assessments/rankings/{pk}/inspect/"


@pytest.mark.requirement("S4-53", "S0-49")
def test_their_points_stand_beside_those_of_the_centre(bench: Bench):
    one = bench.confirmed()
    client = sign_in(bench.world.lan)
    assert "Trung tâm tự chấm" in shown(client.get(url(one.pk)))
    assert client.post(url(one.pk), TYPED).status_code == 302
    one.refresh_from_db()
    assert (str(one.self_total), str(one.inspected_total), one.proposed_grade) == ("81.00", "76.00", "good")
    page = shown(client.get(f"/assessments/rankings/{one.pk}/"))
    assert "đoàn xem sổ" in page
    assert "Ngô Văn Hai" in page
    assert "Ngô Văn Hai" in shown(client.get(url(one.pk)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"association": ""}, "phải có người của Hội Khuyến học"),
        ({"education": ""}, "phải có người của ngành Giáo dục"),
        ({"education": "Ngô Văn Hai"}, "họ tên, dấu phẩy"),
        ({"committee": "Lê Thị Một, Phó Chủ tịch Hội"}, "có tên hai lần"),
        ({"held_on": ""}, "Ghi ngày kiểm tra"),
        ({"held_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"held_on": "2024-12-01"}, "ở trước năm xếp loại 2025"),
        ({"paper_date": "2026-01-01"}, "ở sau ngày kiểm tra"),
        ({"words-TT1": ""}, "trung tâm tự chấm 20, đoàn chấm 19"),
        ({"points-TT1": "30"}, "chỉ được từ 0 đến 25"),
        ({"points-TT4": ""}, "Đoàn chưa chấm tiêu chí: TT4"),
        ({"grade": ""}, "Chọn mức đoàn đề nghị"),
        ({"grade": "best"}, "Theo điểm của đoàn là khá, đoàn đề nghị tốt"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(bench: Bench, change: dict[str, str], words: str):
    one = bench.confirmed()
    answer = sign_in(bench.world.lan).post(url(one.pk), {**TYPED, **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Inspection.objects.exists()
    assert not one.lines.exclude(inspected_points=None).exists()


def test_another_grade_than_the_points_come_to_has_its_reason(bench: Bench):
    one = bench.confirmed()
    answer = sign_in(bench.world.lan).post(
        url(one.pk), {**TYPED, "grade": "fair", "why": "Sáu tháng không hoạt động"}
    )
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.proposed_grade, one.proposed_why) == ("fair", "Sáu tháng không hoạt động")


def test_nobody_inspects_before_the_commune_confirmed(bench: Bench):
    one = bench.submitted()
    with pytest.raises(Refused, match="UBND xã xác nhận"):
        actions.record_inspection(
            one, hands.team_on(DAY), hands.typed([1, 1, 1, 1]), grade="fair", by=bench.by(bench.world.lan)
        )


def test_who_may_not_judge_there_writes_nothing(bench: Bench):
    one = bench.confirmed()
    assert sign_in(bench.director).get(url(one.pk)).status_code == 403
    assert sign_in(bench.world.oanh).get(url(one.pk)).status_code == 404
    with pytest.raises(Forbidden):
        actions.record_inspection(
            one, hands.team_on(DAY), hands.typed([1, 1, 1, 1]), grade="fair", by=bench.by(bench.world.oanh)
        )


def test_who_closed_the_sheet_does_not_inspect_it(bench: Bench):
    one = bench.confirmed()
    one.submitted_by_id_of = bench.world.lan.pk
    one.save()
    answer = sign_in(bench.world.lan).post(url(one.pk), TYPED)
    assert answer.status_code == 422
    assert "không ghi kết quả kiểm tra" in shown(answer)
