"""Who takes a phản ánh: the author of a file until it is sent."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_before_it_is_sent_its_author_takes_what_is_said(world: World):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    typed: dict[str, Any] = {
        "content": "Chưa có thư viện",
        "handler": "Nguyễn Thị Lan",
        "received_on": dt.date(2025, 2, 1),
    }
    objection = actions.take_file_objection(one, **typed, by=bench.lan)
    assert objection.place == world.commune
    lan = sign_in(world.lan)
    assert "Ghi phản ánh" in shown(lan.get(reverse("fileobjection_new", args=[one.pk])))
    with pytest.raises(Refused, match="phản ánh chưa trả lời"):
        actions.send_file(one, sent_on=dt.date(2025, 2, 20), way="direct", by=bench.lan)
    with pytest.raises(Forbidden):
        actions.answer_file_objection(
            objection, answer="x", answered_on=dt.date(2025, 2, 2), by=bench.by(bench.officer)
        )
