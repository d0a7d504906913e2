"""Khiếu nại after the decision: who, about whom, to whom, and a last day that an officer read in the law."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.complaints import actions
from hoctap.recognition.models import Complaint
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.recognition.posted import complain
from tests.season import Season


def test_the_page_takes_it_down_for_one_of_the_list(decided: Season):
    dossier = decided.dossiers[0]
    here = reverse("complaint_new", args=[decided.decision.pk])
    lan = sign_in(decided.officer)
    assert f"{here}?dossier={dossier.pk}" in shown(
        lan.get(reverse("decision_detail", args=[decided.decision.pk]))
    )
    page = shown(lan.get(here, {"dossier": dossier.pk}))
    assert names([dossier])[0] in page
    assert "Chủ tịch Ủy ban nhân dân xã Tân Kiều" in page
    assert "phần mềm không tính hạn thay" in page
    refused(lan.post(here, {}), "Ghi người khiếu nại", "Ghi nội dung", "Ghi ngày nhận đơn", "thẩm quyền")
    due = today() + dt.timedelta(days=9)
    form = {
        "complainant": "Ông Năm",
        "received_on": today().isoformat(),
        "content": "Hàng xóm không đủ điểm",
        "authority": "Chủ tịch UBND xã",
        "due_on": due.isoformat(),
    }
    body = shown(lan.post(f"{here}?dossier={dossier.pk}", form, follow=True))
    assert "hạn do cán bộ nhập theo Luật Khiếu nại" in body
    assert Complaint.objects.get().dossier == dossier
    waiting = shown(lan.get("/"))
    assert f"Thụ lý khiếu nại nhận ngày {today():%d/%m/%Y}" in waiting
    assert lan.get(here, {"dossier": decided.open_dossiers[0].pk}).status_code == 404
    assert queries_of(lan, f"{here}?dossier={dossier.pk}") <= 11


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"complainant": " "}, "Ghi người khiếu nại"),
        ({"content": " "}, "Ghi nội dung"),
        ({"authority": ""}, "thẩm quyền"),
        ({"received_on": None}, "Ghi ngày nhận đơn"),
        ({"received_on": today() + dt.timedelta(days=1)}, "sau ngày hôm nay"),
        ({"received_on": dt.date(2024, 11, 7)}, r"trước ngày quyết định \(08/11/2024\)"),
        ({"due_on": dt.date(2024, 11, 1)}, "Hạn ở trước ngày bắt đầu"),
    ],
)
def test_it_says_who_what_when_and_to_whom(decided: Season, other: dict[str, Any], words: str):
    with pytest.raises(Refused, match=words):
        complain(decided, **other)
    assert not Complaint.objects.exists()


def test_before_the_decision_it_is_a_phan_anh(drafted: Season):
    with pytest.raises(Refused, match="ghi phản ánh, kiến nghị"):
        complain(drafted)


def test_it_is_about_one_of_the_list_or_the_whole_decision(decided: Season):
    with pytest.raises(Refused, match="không thuộc quyết định"):
        complain(decided, dossier_id=decided.open_dossiers[0].pk)
    assert complain(decided, dossier_id=None).dossier is None


def test_others_may_not(decided: Season):
    here = reverse("complaint_new", args=[decided.decision.pk])
    assert sign_in(decided.world.oanh).get(here).status_code == 404
    for user in (decided.head, decided.chair):
        assert sign_in(user).get(here).status_code == 403
    for user in (decided.head, decided.chair, decided.world.oanh):
        with pytest.raises(Forbidden):
            actions.receive_complaint(
                decided.decision,
                complainant="x",
                received_on=today(),
                content="x",
                authority="x",
                by=decided.by(user),
            )
