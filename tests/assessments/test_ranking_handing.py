"""Open rankings in a bàn giao: each with whoever has the next word, without names."""

from django.urls import reverse

from hoctap.assessments.ranking import actions, handing
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]


def test_each_holds_what_waits_for_him(bench: Bench):
    hands.authority_at(bench.world.commune)
    director, chair, lan, other = (
        user.capacities.get()
        for user in (bench.director, bench.world.minh, bench.world.lan, bench.world.oanh)
    )
    bench.submitted()
    (own,) = handing.self_assessing(director)
    assert own.text.endswith("năm 2025: đã tự đánh giá, chờ UBND xã xác nhận")
    assert own.place_path == bench.world.commune.path
    (waiting,) = handing.to_confirm(chair)
    assert waiting.id == own.id
    assert not handing.to_decide(lan)
    one = bench.confirmed()
    assert not handing.to_confirm(chair)
    assert not handing.self_assessing(director)
    (judged,) = handing.to_decide(lan)
    assert judged.id == str(one.pk)
    actions.add_improvement(
        one,
        text="Mua sách cho bà Sáu",
        who="Trần Thị Sáu",
        code="TT1",
        due_on=hands.dt.date(2090, 1, 1),
        by=bench.own,
    )
    (mend,) = handing.to_mend(director)
    assert mend.text.endswith("khắc phục tiêu chí TT1, hạn 01/01/2090")
    assert "Sáu" not in mend.text
    for find in (handing.self_assessing, handing.to_confirm, handing.to_decide, handing.to_mend):
        assert not find(other)
    page = shown(sign_in(bench.world.admin).get(reverse("handover_new", args=[director.pk])))
    assert "Việc khắc phục sau xếp loại, chưa xong: 1" in page
