"""A khiếu nại is against a decision; not taken up, it says why."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core.refusals import Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_a_complaint_that_is_not_taken_up_says_why(world: World):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    by = bench.by(bench.officer)
    typed: dict[str, Any] = {
        "complainant": "Lý Văn Sơn",
        "received_on": dt.date(2025, 4, 1),
        "content": "Không đồng ý",
        "authority": "Trưởng phòng",
    }
    with pytest.raises(Refused, match="trước quyết định thì ghi phản ánh"):
        actions.receive_file_complaint(one, **typed, by=by)
    here = reverse("filecomplaint_new", args=[one.pk])
    assert "chưa có" in shown(sign_in(bench.officer).get(here))
    made = actions.draft_decision([one], "recognise", by=by)
    hands.signed(made.paper, number=77, on=dt.date(2025, 3, 20), by=bench.by(bench.head), copy=hands.PDF)
    complaint = actions.receive_file_complaint(one, **typed, by=by)
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.close_file_complaint(
            complaint, state="not_taken_up", why="", ended_on=dt.date(2025, 4, 2), by=by
        )
    actions.close_file_complaint(
        complaint, state="not_taken_up", why="hết thời hiệu", ended_on=dt.date(2025, 4, 2), by=by
    )
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.take_up_file_complaint(complaint, taken_up_on=dt.date(2025, 4, 3), by=by)
