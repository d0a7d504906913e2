"""Who received the paper."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_who_received_it_is_written_down(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    second = actions.give_certificate(
        one,
        dated_on=dt.date(2025, 3, 25),
        signer_title="TRƯỞNG PHÒNG",
        signer_name="Đặng Văn Thành",
        by=bench.by(bench.officer),
    )
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    handed = reverse("filecertificate_handed", args=[second.pk])
    assert "Ghi ai nhận giấy" in shown(officer.post(handed, {"received_on": "2025-04-01"}))
    assert "trước ngày cấp" in shown(
        officer.post(handed, {"received_by": "Lê Quang Minh", "received_on": "2025-03-01"})
    )
    officer.post(handed, {"received_by": "Lê Quang Minh", "received_on": "2025-04-01"})
    assert "Lê Quang Minh nhận 01/04/2025" in hands.page_of(lan, one)
    assert lan.get(handed).status_code == 404
    second.ended_on, second.ended_why = dt.date(2025, 5, 1), "in sai"
    second.save()
    with pytest.raises(Refused, match="không còn hiệu lực"):
        actions.hand_over_certificate(
            second, received_by="X", received_on=dt.date(2025, 4, 1), by=bench.by(bench.officer)
        )
