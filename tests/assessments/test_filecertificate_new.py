"""A certificate of a file: what it must say, given again with a reason, ended with the title."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import FileCertificate
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World

WRONG = [
    ({}, "Ghi ngày cấp"),
    ({"dated_on": "2099-01-01"}, "ở sau ngày hôm nay"),
    ({"dated_on": "2025-01-01"}, "trước ngày quyết định (20/03/2025)"),
    ({"dated_on": "2025-03-21"}, "Ghi chức vụ người ký"),
    ({"dated_on": "2025-03-21", "signer_title": "X"}, "Ghi họ tên người ký"),
]


@pytest.mark.requirement("S3-44")
def test_a_certificate_is_given_given_again_and_ends_with_the_title(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    here = reverse("filecertificate_new", args=[one.pk])
    page = shown(officer.get(here))
    assert "Lê Quang Minh" in page  # who signed the decision
    typed = {"dated_on": "2025-03-25", "signer_title": "TRƯỞNG PHÒNG", "signer_name": "Đặng Văn Thành"}
    for wrong, words in WRONG:
        answered = officer.post(here, wrong)
        assert answered.status_code == 422
        assert words in shown(answered)
    assert not FileCertificate.objects.exists()
    assert officer.post(here, typed).status_code == 302
    first = FileCertificate.objects.get()
    assert (first.number_text, first.content["holder_label"]) == ("0001/2025-HS", "Cộng đồng")
    assert "có giá trị đến hết ngày 31/12/2028" in first.content["decision"]
    # Again: a reason, a number of its own.
    assert "cấp lại thì ghi lý do" in shown(officer.post(here, typed))
    officer.post(here, {**typed, "why": "in sai tên"})
    first.refresh_from_db()
    second = FileCertificate.objects.get(ended_on=None)
    assert (first.ended_why, second.number_text, second.replaces) == ("in sai tên", "0002/2025-HS", first)
    assert lan.get(here).status_code == 403
    assert sign_in(world.oanh).get(here).status_code in (403, 404)
    revoking = actions.draft_decision([one], "revoke", why="minh chứng giả", by=bench.by(bench.officer))
    hands.signed(revoking.paper, number=90, on=dt.date(2025, 9, 1), by=bench.by(bench.head), copy=hands.PDF)
    second.refresh_from_db()
    assert second.ended_on == dt.date(2025, 9, 1)
    assert "minh chứng giả" in second.ended_why
    with pytest.raises(Refused, match="đã thu hồi: không cấp giấy"):
        actions.give_certificate(
            one,
            dated_on=dt.date(2025, 9, 2),
            signer_title="x",
            signer_name="y",
            by=bench.by(bench.officer),
        )
