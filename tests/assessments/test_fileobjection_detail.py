"""A phản ánh about a file: answered by whoever holds it, with its paper, before anything is concluded."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.assessments import actions, following_contents
from hoctap.assessments.models import FileObjection, FileState
from hoctap.core.refusals import Refused
from hoctap.papers.content import Signer
from hoctap.places.models import Organisation, OrganisationKind
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World


def said(**more: Any) -> dict[str, Any]:
    return {
        "received_on": "2025-02-25",
        "content": "Lớp học chỉ có trên giấy",
        "from_whom": "Mai Văn Ngọ",
        "handler": "Vũ Thu Hà",
        **more,
    }


@pytest.mark.requirement("S3-44")
def test_what_somebody_says_holds_the_file_until_it_is_answered(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    hands.voted(bench, one, hands.council_of(bench))
    officer, lan = sign_in(bench.officer), sign_in(world.lan)
    here = reverse("fileobjection_new", args=[one.pk])
    assert "Ghi nội dung phản ánh" in shown(officer.post(here, said(content=" ")))
    assert "họ tên người giải quyết" in shown(officer.post(here, said(handler="")))
    assert "ở sau ngày hôm nay" in shown(officer.post(here, said(received_on="2099-01-01")))
    assert officer.post(here, said()).status_code == 302
    objection = FileObjection.objects.get()
    # The authority holds it: its author does not learn that somebody spoke.
    assert objection.place == bench.authority
    assert "Phản ánh ngày" not in hands.page_of(lan, one)
    assert lan.get(reverse("fileobjection_detail", args=[objection.pk])).status_code == 404
    assert lan.get(here).status_code == 403
    assert sign_in(world.oanh).get(here).status_code == 404
    with pytest.raises(Refused, match="còn 1 phản ánh chưa trả lời"):
        actions.conclude_file(one, agrees=True, by=bench.by(bench.officer))
    detail = reverse("fileobjection_detail", args=[objection.pk])
    assert "rồi mới lập văn bản" in shown(officer.post(detail, {"do": "paper"}))
    assert "Ghi nội dung trả lời" in shown(
        officer.post(detail, {"do": "answer", "answered_on": "2025-03-01"})
    )
    assert "trước ngày nhận" in shown(
        officer.post(detail, {"do": "answer", "answer": "Đã xem", "answered_on": "2025-02-01"})
    )
    officer.post(detail, {"do": "answer", "answer": "Đã xem sổ lớp, có thật", "answered_on": "2025-03-01"})
    assert "Lập văn bản trả lời" in shown(officer.get(detail))
    officer.post(detail, {"do": "paper"})
    objection.refresh_from_db()
    assert objection.paper is not None
    hands.stands_the_check(objection.paper)
    assert actions.conclude_file(one, agrees=True, by=bench.by(bench.officer)).state == FileState.CONCLUDED


@pytest.mark.parametrize(
    ("kind", "signs"),
    [
        (OrganisationKind.PEOPLES_COMMITTEE, "Chủ tịch"),
        (OrganisationKind.ASSOCIATION, "Chủ tịch"),
        (OrganisationKind.EDUCATION, "Thủ trưởng đơn vị"),
        (OrganisationKind.OTHER, "Thủ trưởng đơn vị"),
    ],
)
def test_an_answer_is_signed_by_the_head_of_whoever_gives_it(world: World, kind: str, signs: str):
    """A school has no Chủ tịch."""
    one = hands.sent(hands.district_of_2024(world))
    objection = FileObjection(
        assessment=one, received_on=dt.date(2025, 2, 25), content="x", handler="y", answer="z"
    )
    issuer = Organisation(name="Nơi trả lời", kind=kind, place=world.commune)
    assert following_contents.answer(objection, issuer).signer == Signer(signs)
