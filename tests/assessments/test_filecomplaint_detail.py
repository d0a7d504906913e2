"""A khiếu nại through its stages; only another decision changes the title."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import FileComplaint, FileState
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


@pytest.mark.requirement("S3-44")
def test_a_complaint_goes_its_stages_and_another_decision_changes_the_title(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    with pytest.raises(Refused, match="sau quyết định thì ghi khiếu nại"):
        actions.take_file_objection(
            one, content="x", handler="y", received_on=dt.date(2025, 4, 1), by=bench.by(bench.officer)
        )
    here = reverse("filecomplaint_new", args=[one.pk])
    typed = {
        "complainant": "Lý Văn Sơn",
        "received_on": "2025-04-01",
        "content": "Số liệu X5.2 không đúng",
        "authority": "Trưởng phòng",
        "due_on": "2025-04-10",
    }
    assert "trước ngày quyết định" in shown(officer.post(here, {**typed, "received_on": "2025-03-01"}))
    officer.post(here, typed)
    complaint = FileComplaint.objects.get()
    detail = reverse("filecomplaint_detail", args=[complaint.pk])
    page = shown(officer.get(detail))
    assert "Thụ lý" in page
    assert queries_of(officer, detail) <= 25
    officer.post(detail, {"do": "receipt"})
    complaint.refresh_from_db()
    assert complaint.receipt is not None
    hands.stands_the_check(complaint.receipt)
    assert "Ghi ngày thụ lý" in shown(officer.post(detail, {"do": "take_up"}))
    officer.post(detail, {"do": "take_up", "taken_up_on": "2025-04-05"})
    assert "Chọn kết quả" in shown(officer.post(detail, {"do": "settle", "ended_on": "2025-04-20"}))
    officer.post(
        detail,
        {"do": "settle", "settlement": "cancel", "paper_number": "12/QĐ-GDĐT", "ended_on": "2025-04-20"},
    )
    complaint.refresh_from_db()
    assert (complaint.state, complaint.settlement) == ("settled", "cancel")
    one.refresh_from_db()
    assert one.state == FileState.RECOGNISED  # the title changes by a decision only
    assert "Soạn quyết định thu hồi" in shown(officer.get(detail))
    assert "đã kết thúc" in shown(
        officer.post(
            detail, {"do": "close", "state": "withdrawn", "why": "rút đơn", "ended_on": "2025-04-21"}
        )
    )
    assert lan.get(detail).status_code == 404
    assert lan.get(here).status_code == 403
    assert sign_in(world.oanh).get(detail).status_code == 404
    made = actions.draft_decision([one], "revoke", why="Quyết định 12/QĐ-GDĐT", by=bench.by(bench.officer))
    hands.signed(made.paper, number=91, on=dt.date(2025, 5, 1), by=bench.by(bench.head), copy=hands.PDF)
    page = shown(officer.get(detail))
    assert "Danh hiệu đã thu hồi ngày 01/05/2025" in page
    # It may be recognised again, by a file of a later year.
    assert "Lập hồ sơ công nhận lại" in hands.page_of(lan, one)
    bench.year = 2025
    assert hands.opened(bench).pk
