"""Evidence at one criterion: the centre's beside its own points, the team's beside the inspection's; kept once it is decided."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from hoctap.assessments import evidence_uses
from hoctap.assessments.models import Ranking, RankingEvidence
from hoctap.assessments.ranking import actions
from hoctap.assessments.ranking.pieces import actions as pieces
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import ranking_hands as hands
from tests.assessments.hands import PDF
from tests.assessments.ranking_world import Bench, bench
from tests.assessments.test_ranking_score import held
from tests.recognition.hands import queries_of, shown, sign_in

__all__ = ["bench"]


def url(one: Ranking, line: str = "TT1") -> str:
    return reverse("ranking_line", args=[one.pk, line])


def piece(text: str = "Sổ theo dõi lớp học") -> dict[str, object]:
    return {"do": "piece", "text": text, "content": SimpleUploadedFile("so.pdf", PDF)}


def test_the_centre_attaches_files_and_the_team_reads_them_beside_the_score(bench: Bench):
    hands.authority_at(bench.world.commune)
    one = bench.opened()
    client = sign_in(bench.director)
    assert "Chưa gắn minh chứng nào" in shown(client.get(url(one)))
    assert client.post(url(one), piece()).status_code == 302
    use = one.evidence.get()
    assert (use.column, use.line) == ("own", "TT1")
    assert "Sổ theo dõi lớp học" in shown(client.get(url(one)))
    one = bench.confirmed()
    lan = sign_in(bench.world.lan)
    assert "Sổ theo dõi lớp học" in shown(lan.get(f"/assessments/rankings/{one.pk}/inspect/"))
    address = reverse("ranking_piece", args=[use.pk])
    assert address in shown(lan.get(f"/assessments/rankings/{one.pk}/"))
    assert lan.get(address)["Content-Type"] == "application/pdf"
    for user in (bench.world.oanh, bench.world.hung):
        assert sign_in(user).get(address).status_code == 404
        assert sign_in(user).get(url(one)).status_code == 404


def test_points_with_evidence_need_no_words(bench: Bench):
    one = bench.opened()
    with pytest.raises(Refused, match="TT1: ghi căn cứ hoặc gắn minh chứng của 20 điểm"):
        actions.record_own_points(one, hands.typed([20], ""), by=bench.own)
    pieces.attach_ranking_evidence(one, "TT1", kind="note", text="Sổ đầu bài", by=bench.own)
    actions.record_own_points(one, hands.typed([20], ""), by=bench.own)
    with pytest.raises(Refused, match="TT2"):
        actions.record_own_points(one, hands.typed([20, 20], ""), by=bench.own)


def test_the_team_attaches_its_own_and_neither_touches_the_others(bench: Bench):
    one = bench.opened()
    own = pieces.attach_ranking_evidence(one, "TT1", kind="note", text="Sổ đầu bài", by=bench.own)
    one = bench.confirmed()
    lan = sign_in(bench.world.lan)
    assert lan.post(url(one), piece("Ảnh kho sách")).status_code == 302
    found = one.evidence.get(column="inspection")
    refused = lan.post(url(one), {"do": "detach", "use": own.pk, "why": "Thừa"})
    assert refused.status_code == 422
    assert "ở cột “Trung tâm”" in shown(refused)
    director = sign_in(bench.director)
    assert director.post(url(one), piece()).status_code == 422
    with pytest.raises(Refused, match="minh chứng chỉ xem"):
        pieces.detach_ranking_evidence(found, why="Thừa", by=bench.own)
    blank = lan.post(url(one), {"do": "detach", "use": found.pk, "why": " "})
    assert blank.status_code == 422
    assert "ghi lý do gỡ" in shown(blank)
    assert lan.post(url(one), {"do": "detach", "use": found.pk, "why": "Nhầm ảnh"}).status_code == 302
    again = lan.post(url(one), {"do": "detach", "use": found.pk, "why": "Nhầm ảnh"})
    assert "không còn gắn ở đây" in shown(again)
    with pytest.raises(Refused, match="đã gỡ rồi"):
        pieces.detach_ranking_evidence(found, why="Nhầm ảnh", by=bench.by(bench.world.lan))


def test_what_is_there_is_used_again_and_an_activity_is_evidence(bench: Bench):
    held(bench, 2025, 30)
    before = bench.opened(2024)
    pieces.attach_ranking_evidence(before, "TT2", kind="note", text="Quyết định thành lập", by=bench.own)
    one = bench.opened()
    client = sign_in(bench.director)
    page = shown(client.get(url(one)))
    assert "Quyết định thành lập" in page
    assert "Gắn hoạt động, tài liệu phát đã ghi" in page
    note = before.evidence.get().evidence
    assert client.post(url(one), {"do": "reuse", "evidence": note.pk}).status_code == 302
    twice = client.post(url(one), {"do": "reuse", "evidence": note.pk})
    assert "đã gắn vào chỉ tiêu TT1" in shown(twice)
    unknown = client.post(url(one), {"do": "reuse", "evidence": one.pk})
    assert (unknown.status_code, "Chọn một minh chứng" in shown(unknown)) == (422, True)
    from hoctap.learning.models import Activity

    activity = Activity.objects.get()
    assert f'value="activity:{activity.pk}"' in page
    assert client.post(url(one), {"do": "record", "record": f"handout:{activity.pk}"}).status_code == 422
    assert client.post(url(one), {"do": "record", "record": f"activity:{activity.pk}"}).status_code == 302
    assert client.post(url(one), {"do": "record", "record": one.pk}).status_code == 422
    taken = one.evidence.get(evidence__kind="record").evidence
    assert (taken.record_id, taken.text) == (str(activity.pk), activity.title)
    uses = evidence_uses.evidence_uses([note.pk], bench.own)[note.pk]
    assert [use.label.rpartition("năm ")[2] for use in uses] == ["2025, tiêu chí TT1", "2024, tiêu chí TT2"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"do": "piece", "text": " "}, "Hãy ghi nội dung của ghi chú"),
        ({"do": "nothing"}, "Chọn gắn hay gỡ"),
        ({"do": "piece", "text": "x" * 301}, "301"),
    ],
)
def test_what_is_missing_is_said(bench: Bench, typed: dict[str, str], words: str):
    one = bench.opened()
    answer = sign_in(bench.director).post(url(one), typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not RankingEvidence.objects.exists()
    assert sign_in(bench.director).get(url(one, "TT9")).status_code == 404
    with pytest.raises(Refused, match="Không có tiêu chí “TT9”"):
        pieces.attach_ranking_evidence(one, "TT9", kind="note", text="x", by=bench.own)


def test_who_only_reads_does_not_find_the_post(bench: Bench):
    one = bench.opened()
    for user in (bench.world.minh, bench.world.oanh):
        assert sign_in(user).post(url(one), piece()).status_code == 404
    with pytest.raises(Forbidden):
        pieces.attach_ranking_evidence(one, "TT1", kind="note", text="x", by=bench.by(bench.world.minh))
    assert sign_in(bench.world.minh).get(url(one)).status_code == 200


def test_returned_what_the_team_attached_is_let_go(bench: Bench):
    one = bench.inspected()
    pieces.attach_ranking_evidence(one, "TT1", kind="note", text="Kho", by=bench.by(bench.world.lan))
    actions.return_ranking(one, why="Sửa lại", by=bench.by(bench.world.minh))
    assert one.evidence.get().detached_why == "Trả lại để bổ sung"


def test_after_the_decision_it_stays_and_cannot_be_withdrawn(bench: Bench):
    one = bench.opened()
    use = pieces.attach_ranking_evidence(one, "TT1", kind="note", text="Sổ đầu bài", by=bench.own)
    assert not evidence_uses.decided_on_evidence(use.evidence)
    one = hands.decided(bench.centre, bench.own, bench.by(bench.world.minh))
    assert [row["evidence"] for row in one.frozen["lines"] if row["code"] == "TT1"] == [  # type: ignore[index]
        [{"id": str(use.evidence_id), "column": "own", "sha256": ""}]
    ]
    assert "không rút được" in evidence_uses.decided_on_evidence(use.evidence)[0].text
    with pytest.raises(Refused, match="minh chứng chỉ xem"):
        pieces.detach_ranking_evidence(use, why="Nhầm", by=bench.own)
    with pytest.raises(DatabaseError), transaction.atomic():
        RankingEvidence.objects.filter(pk=use.pk).update(detached_why="x")


def test_more_evidence_takes_no_more_queries(bench: Bench):
    one = bench.opened()
    client = sign_in(bench.director)
    pieces.attach_ranking_evidence(one, "TT1", kind="note", text="một", by=bench.own)
    detail = f"/assessments/rankings/{one.pk}/"
    before = queries_of(client, url(one)), queries_of(client, detail)
    for number in range(3):
        pieces.attach_ranking_evidence(one, "TT1", kind="note", text=f"ghi chú {number}", by=bench.own)
    assert (queries_of(client, url(one)), queries_of(client, detail)) == before
