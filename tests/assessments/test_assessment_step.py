"""The steps of a file, each on a page with its refusal."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import FileState
from hoctap.core import files
from hoctap.core.refusals import Refused
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import PaperState
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def step(one: object, do: str) -> str:
    return reverse("assessment_step", args=[one.pk, do])  # type: ignore[attr-defined]


def test_closing_names_what_is_missing_and_goes_on_when_nothing_is(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    lan = sign_in(world.lan)
    answered = lan.post(step(one, "close"))
    assert answered.status_code == 422
    page = shown(answered)
    assert "Còn mục chưa có số liệu: X1.1" in page
    assert "Chưa ghi cuộc họp" in page
    hands.filled(bench, one)
    hands.met(bench, one)
    assert lan.post(step(one, "close")).status_code == 302
    one.refresh_from_db()
    assert one.state == FileState.ASSESSED
    assert one.self_judged is not None
    assert one.self_judged["reaches"]


def test_a_level_that_is_not_reached_is_not_closed(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench, "2")
    hands.filled(bench, one, "1")
    for key, typed in hands.enough(one, "2").items():
        if key != "X5.1":
            actions.record_figure(one, key, typed, by=bench.lan)
    hands.met(bench, one)
    with pytest.raises(Refused, match="chưa đạt mức đề nghị"):
        actions.close_self_assessment(one, by=bench.lan)


def test_papers_are_made_in_one_tap_and_again_until_they_are_signed(world: World):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    lan = sign_in(world.lan)
    lan.post(step(one, "papers"))
    one.refresh_from_db()
    papers = [one.minutes, one.self_report, one.summary, one.letter, one.evidence_list]
    assert all(papers)
    assert one.summary is not None
    assert one.summary.versions.count() == 1
    lan.post(step(one, "papers"))
    assert one.summary.versions.count() == 2
    assert one.letter is not None
    hands.signed(one.letter, number=4, on=dt.date(2025, 2, 10), by=bench.lan)
    lan.post(step(one, "papers"))
    one.letter.refresh_from_db()
    assert one.letter.state == PaperState.SIGNED
    with pytest.raises(Refused, match=r"Đã ký .* không mở lại"):
        actions.reopen_self_assessment(one, why="sửa", by=bench.lan)


def test_it_is_reopened_with_a_reason(world: World):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    lan = sign_in(world.lan)
    assert "Ghi lý do mở lại" in shown(lan.post(step(one, "reopen"), {"why": " "}))
    lan.post(step(one, "reopen"), {"why": "sai số liệu X5.2"})
    one.refresh_from_db()
    assert one.state == FileState.DRAFT


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"way": "portal", "portal_code": "x"}, "Ghi ngày gửi"),
        ({"sent_on": "2099-01-01", "way": "direct"}, "ở sau ngày hôm nay"),
        ({"sent_on": "2024-12-31", "way": "direct"}, "gửi từ ngày 01/01/2025"),
        ({"sent_on": "2025-01-10", "way": "direct"}, "ở trước ngày họp"),
        ({"sent_on": "2025-02-20"}, "Chọn cách gửi"),
        ({"sent_on": "2025-02-20", "way": "portal"}, "mã hồ sơ mà cổng"),
        ({"sent_on": "2025-02-20", "way": "direct"}, "Chưa ký: Biên bản họp tự đánh giá"),
    ],
)
def test_what_keeps_a_file_from_being_sent(world: World, typed: dict[str, str], words: str):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    answered = sign_in(world.lan).post(step(one, "send"), typed)
    assert answered.status_code == 422
    assert words in shown(answered)


def test_the_authority_takes_it_in_or_sends_it_back_for_more(world: World):
    bench = hands.district_of_2024(world)
    one = hands.sent(bench)
    officer = sign_in(bench.officer)
    assert sign_in(world.lan).post(step(one, "receive"), {"received_on": "2025-02-21"}).status_code == 403
    assert "trước ngày gửi" in shown(officer.post(step(one, "receive"), {"received_on": "2025-02-01"}))
    assert "Ghi phải bổ sung gì" in shown(officer.post(step(one, "return"), {"why": ""}))
    officer.post(step(one, "return"), {"why": "Thiếu minh chứng X3.2"})
    one.refresh_from_db()
    assert (one.state, one.returned_why) == (FileState.RETURNED, "Thiếu minh chứng X3.2")
    assert one.letter is None
    page = shown(sign_in(world.lan).get(reverse("assessment_detail", args=[one.pk])))
    assert "Phải bổ sung: Thiếu minh chứng X3.2" in page
    assert actions.close_self_assessment(one, by=bench.lan).state == FileState.ASSESSED


def test_a_conclusion_goes_by_more_than_half_of_all_members(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    officer = sign_in(bench.officer)
    assert "Chưa lập hội đồng" in shown(officer.post(step(one, "conclude"), {"agrees": "yes"}))
    council = hands.council_of(bench)
    assert "Mới có 0 trong 7 phiếu" in shown(officer.post(step(one, "conclude"), {"agrees": "yes"}))
    hands.voted(bench, one, council, agree=3)
    assert "Chỉ 3 trong 7" in shown(officer.post(step(one, "conclude"), {"agrees": "yes"}))
    assert "lý do theo từng chỉ tiêu" in shown(officer.post(step(one, "conclude"), {"agrees": "no"}))
    assert "Không có chỉ tiêu “Z1”" in shown(
        officer.post(step(one, "conclude"), {"agrees": "no", "failed": "Z1: sai"})
    )
    officer.post(step(one, "conclude"), {"agrees": "no", "failed": "X3.2: chưa có minh chứng"})
    one.refresh_from_db()
    assert (one.state, one.concluded_ok) == (FileState.CONCLUDED, False)
    assert one.refusal_reasons == [["X3.2", "chưa có minh chứng"]]
    officer.post(step(one, "take_back"), {"why": "bỏ sót phiếu"})
    hands.voted(bench, one, council, agree=6)
    assert "kết luận trái với phiếu" in shown(
        officer.post(step(one, "conclude"), {"agrees": "no", "failed": "X3.2: chưa có"})
    )
    assert officer.post(step(one, "conclude"), {"agrees": "yes"}).status_code == 302


def test_an_unknown_step_is_not_there(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    assert sign_in(world.lan).get(step(one, "nothing")).status_code == 404
    assert sign_in(world.oanh).get(step(one, "close")).status_code == 404


def test_every_paper_of_a_file_stands_the_check_of_its_layout(world: World):
    """Margins, sizes, page numbers, a signature that is not alone on a page."""
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    by = bench.by(bench.officer)
    made = actions.draft_decision([one], "recognise", by=by)
    council = actions.end_council(
        one.opinions.all()[0].member.council, met_on=dt.date(2025, 3, 12), venue="Phòng họp", by=by
    )
    papers = [
        one.minutes,
        one.self_report,
        one.summary,
        one.letter,
        one.evidence_list,
        council.minutes,
        made.paper,
    ]
    for paper in papers:
        assert paper is not None
        last = paper.versions.order_by("-version").first()
        assert last is not None
        findings = check_layout(files.read(last.sha256))
        assert not findings, f"{paper.title}: {'; '.join(map(str, findings))}"
