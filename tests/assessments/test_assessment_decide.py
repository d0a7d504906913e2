"""Papers of the authority: recognition of several, refusal of one, revocation; in effect by the signature alone."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.contents import legal_bases
from hoctap.assessments.models import AssessmentDecision, FileState
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.content import DecisionContent, RecordContent
from hoctap.papers.serial import from_json
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = reverse("assessment_decide")


def content_of(made: AssessmentDecision) -> object:
    last = made.paper.versions.order_by("-version").first()
    assert last is not None
    return from_json(last.content)


@pytest.mark.requirement("S3-44")
def test_a_decision_lists_those_concluded_and_has_effect_when_signed(world: World):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    officer = sign_in(bench.officer)
    assert str(one.pk) in shown(officer.get(HERE))
    assert str(one.pk) not in shown(sign_in(world.lan).get(HERE))
    answered = officer.post(HERE, {"kind": "recognise", "file": [str(one.pk)]})
    made = AssessmentDecision.objects.get()
    assert answered["Location"] == reverse("paper_detail", args=[made.paper_id])
    content = content_of(made)
    assert isinstance(content, DecisionContent)
    assert [row.head_name for row in content.annex_rows] == ["Xã Tân Kiều"]
    assert content.annex_heads == ("Cộng đồng", "Mức độ, xếp loại")
    assert content.signer.name == "Đặng Văn Thành"
    one.refresh_from_db()
    assert one.state == FileState.CONCLUDED
    with pytest.raises(Forbidden):
        hands.signed(
            made.paper, number=77, on=dt.date(2025, 3, 20), by=bench.by(bench.officer), copy=hands.PDF
        )
    hands.signed(made.paper, number=77, on=dt.date(2025, 3, 20), by=bench.by(bench.head), copy=hands.PDF)
    one.refresh_from_db()
    assert one.state == FileState.RECOGNISED


def test_a_refusal_gives_the_reason_of_each_line(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    hands.voted(bench, one, hands.council_of(bench), agree=2)
    actions.conclude_file(
        one, agrees=False, reasons=[("X3.2", "chưa có minh chứng")], by=bench.by(bench.officer)
    )
    made = actions.draft_decision([one], "refuse", by=bench.by(bench.officer))
    content = content_of(made)
    assert isinstance(content, RecordContent)
    assert [(line.label[:5], line.value) for line in content.parts[0].lines] == [
        ("X3.2.", "chưa có minh chứng")
    ]
    hands.signed(made.paper, number=9, on=dt.date(2025, 3, 20), by=bench.by(bench.head), copy=hands.PDF)
    one.refresh_from_db()
    assert (one.state, one.valid_until) == (FileState.REFUSED, None)


def test_a_recognition_is_taken_back_by_another_decision(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    before = one.frozen
    officer = bench.by(bench.officer)
    with pytest.raises(Refused, match="Ghi lý do thu hồi"):
        actions.draft_decision([one], "revoke", by=officer)
    made = actions.draft_decision([one], "revoke", why="Số liệu sai", by=officer)
    one.refresh_from_db()
    assert one.state == FileState.RECOGNISED
    hands.signed(made.paper, number=80, on=dt.date(2025, 6, 1), by=bench.by(bench.head), copy=hands.PDF)
    one.refresh_from_db()
    assert (one.state, one.revoked_on, one.frozen) == (FileState.REVOKED, dt.date(2025, 6, 1), before)
    assert one.holds_on(dt.date(2025, 5, 31))
    assert not one.holds_on(dt.date(2025, 6, 1))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("refuse", "kết luận là đề nghị công nhận"),
        ("revoke", "không đang được công nhận"),
        ("x", "Chọn loại"),
    ],
)
def test_the_paper_fits_what_was_concluded(world: World, kind: str, words: str):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    with pytest.raises(Refused, match=words):
        actions.draft_decision([one], kind, why="x", by=bench.by(bench.officer))


def test_nothing_chosen_a_second_draft_and_a_stranger(world: World):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    officer = bench.by(bench.officer)
    with pytest.raises(Refused, match="ít nhất một hồ sơ"):
        actions.draft_decision([], "recognise", by=officer)
    with pytest.raises(Forbidden):
        actions.draft_decision([one], "recognise", by=bench.lan)
    actions.draft_decision([one], "recognise", by=officer)
    with pytest.raises(Refused, match="đã có trong một bản soạn"):
        actions.draft_decision([one], "recognise", by=officer)
    with pytest.raises(Refused, match="bỏ bản soạn trước"):
        actions.take_back_conclusion(one, why="x", by=officer)


@pytest.mark.parametrize(
    ("instrument", "basis", "said"),
    [
        (
            "Thông tư số 25/2023/TT-BGDĐT ngày 27/12/2023",
            "TT 25/2023/TT-BGDĐT, Điều 9",
            ["Căn cứ Điều 9 Thông tư số 25/2023/TT-BGDĐT ngày 27/12/2023"],
        ),
        (
            "Thông tư số 24/2023/TT-BGDĐT ngày 11/12/2023",
            "TT 22/2020/TT-BGDĐT, Điều 7; TT 24/2023/TT-BGDĐT, Điều 10",
            ["Căn cứ Điều 10 Thông tư số 24/2023/TT-BGDĐT ngày 11/12/2023"],
        ),
        (
            "Thông tư số 25/2023/TT-BGDĐT ngày 27/12/2023",
            "QĐ 2086/QĐ-UBND ngày 28/6/2026 của UBND tỉnh Phú Thọ",
            [
                "Căn cứ Thông tư số 25/2023/TT-BGDĐT ngày 27/12/2023",
                "Căn cứ Quyết định số 2086/QĐ-UBND ngày 28/6/2026 của UBND tỉnh Phú Thọ",
            ],
        ),
        ("Hướng dẫn 08/HD-HKH", "Theo kế hoạch của địa phương", ["Căn cứ Hướng dẫn 08/HD-HKH"]),
    ],
)
def test_what_a_decision_rests_on_is_written_out_once(instrument: str, basis: str, said: list[str]):
    assert legal_bases(instrument, basis) == said
