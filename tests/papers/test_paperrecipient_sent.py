"""Sent by hand: when, how, who signed for it."""

from django.urls import reverse

from hoctap.papers.books import actions
from hoctap.papers.books.recipients import RecipientLine
from tests.recognition.hands import shown, sign_in
from tests.season import Season


def test_it_is_recorded_and_shown_on_the_paper(decided: Season):
    paper = decided.decision.paper
    (line,) = actions.set_recipients(
        paper, [RecipientLine(words="Công an xã")], by=decided.by(decided.officer)
    )
    lan = sign_in(decided.officer)
    page = reverse("paperrecipient_sent", args=[line.pk])
    assert "bưu điện" in shown(lan.get(page))
    refused = lan.post(page, {"sent_on": "2024-11-01"})
    assert refused.status_code == 422
    assert "Ngày gửi ở trước ngày văn bản 08/11/2024" in shown(refused)
    assert "Chọn cách gửi" in shown(refused)
    body = shown(
        lan.post(page, {"sent_on": "2024-11-09", "sent_by": "post", "signed_for": "Ông Ba"}, follow=True)
    )
    assert "09/11/2024, bưu điện" in body
    assert "Ông Ba ký nhận" in body


def test_others_find_nothing(decided: Season):
    (line,) = actions.set_recipients(
        decided.decision.paper, [RecipientLine(words="VT")], by=decided.by(decided.officer)
    )
    page = reverse("paperrecipient_sent", args=[line.pk])
    assert sign_in(decided.world.oanh).get(page).status_code == 404
    assert sign_in(decided.world.bich).post(page).status_code in (403, 404)
