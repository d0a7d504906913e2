"""The answer to a phản ánh: the dossier goes on, or back to its hamlet with a reason that names nobody."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition import actions as recognition
from hoctap.recognition.posting import actions
from tests.recognition.hands import queries_of, refused, shown, sign_in, states
from tests.recognition.posted import answer, object_to
from tests.season import Season


def test_the_page_answers_and_the_dossier_goes_on(accepted: Season):
    objection = object_to(accepted, accepted.dossiers[0])
    here = reverse("objection_detail", args=[objection.pk])
    lan = sign_in(accepted.officer)
    assert "Ông Tố Giác" in shown(lan.get(here))
    refused(lan.post(here, {"answered_on": ""}), "Chọn kết quả", "Ghi nội dung trả lời", "Ghi ngày trả lời")
    form = {"outcome": "keep", "answer": "Có dự 3 lớp", "answered_on": today().isoformat()}
    body = shown(lan.post(here, form, follow=True))
    assert "giữ nguyên đề nghị" in body
    assert "Có dự 3 lớp" in body
    assert states(accepted) == ["accepted", "accepted"]
    assert queries_of(lan, here) <= 10


@pytest.mark.parametrize("step", ["nominated", "accepted", "submitted"])
def test_it_goes_back_from_each_step_with_a_reason_of_its_own(step: str, request: pytest.FixtureRequest):
    season: Season = request.getfixturevalue(step)
    dossier = season.dossiers[0]
    objection = object_to(season, dossier)
    with pytest.raises(Refused, match="ghi lý do cho ấp biết"):
        answer(season, objection, outcome="return")
    answer(season, objection, outcome="return", return_reason="thiếu phiếu tự chấm")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.return_reason) == ("returned", "thiếu phiếu tự chấm")
    assert dossier.state_changes.latest("id").why == "thiếu phiếu tự chấm"


def test_one_that_went_back_from_a_signed_to_trinh_is_not_decided_and_its_neighbour_is(submitted: Season):
    gone, stays = submitted.dossiers
    answer(submitted, object_to(submitted, gone), outcome="return", return_reason="thiếu phiếu")
    decision = recognition.prepare_decision(submitted.submission, by=submitted.by(submitted.officer))
    assert [line.dossier_id for line in decision.lines.all()] == [stays.pk]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"outcome": ""}, "Chọn kết quả"),
        ({"outcome": "x"}, "Chọn kết quả"),
        ({"answer": " "}, "Ghi nội dung trả lời"),
        ({"answered_on": None}, "Ghi ngày trả lời"),
        ({"answered_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"answered_on": today() - dt.timedelta(days=1)}, "trước ngày nhận"),
    ],
)
def test_an_answer_is_whole(accepted: Season, other: dict[str, Any], words: str):
    objection = object_to(accepted, accepted.dossiers[0])
    with pytest.raises(Refused, match=words):
        answer(accepted, objection, **other)
    objection.refresh_from_db()
    assert objection.is_open


def test_it_is_answered_once(accepted: Season):
    objection = object_to(accepted, accepted.dossiers[0])
    answer(accepted, objection)
    with pytest.raises(Refused, match="đã trả lời"):
        answer(accepted, objection, outcome="return", return_reason="x")
    assert states(accepted) == ["accepted", "accepted"]


def test_others_may_not(accepted: Season):
    objection = object_to(accepted, accepted.dossiers[0])
    here = reverse("objection_detail", args=[objection.pk])
    form = {"outcome": "keep", "answer": "x", "answered_on": today().isoformat()}
    assert sign_in(accepted.head).post(here, form).status_code == 403
    assert sign_in(accepted.world.oanh).post(here, form).status_code == 404
    for user in (accepted.head, accepted.chair, accepted.world.oanh):
        with pytest.raises(Forbidden):
            actions.answer_objection(
                objection, outcome="keep", answer="x", answered_on=today(), by=accepted.by(user)
            )
