"""How much of each hamlet is looked at again: a setting of the round, changed with a reason."""

import pytest
from django.urls import reverse

from hoctap.recognition.sampling import shares_of
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

FORM = {
    "share": "8",
    "least": "2",
    "carried_from": "50",
    "raised_share": "20",
    "why": "Theo hướng dẫn của tỉnh",
}


def address(season: Season) -> str:
    return reverse("review_shares", args=[season.round.pk])


def test_the_officer_changes_them_and_the_page_says_that_no_law_does(opened: Season):
    lan = sign_in(opened.officer)
    assert "Chưa văn bản nào quy định" in shown(lan.get(address(opened)))
    assert queries_of(lan, address(opened)) <= 10
    assert "Đã ghi tỷ lệ phúc tra" in shown(lan.post(address(opened), FORM, follow=True))
    shares = shares_of(opened.round)
    assert (shares.share, shares.least, shares.carried_from, shares.raised_share) == (8, 2, 50, 20)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"why": " "}, "ghi lý do, căn cứ"),
        ({"share": "0"}, "từ 1 đến 100"),
        ({"share": "tám"}, "Chưa ghi được"),
        ({"raised_share": "5"}, "không thể thấp hơn"),
    ],
)
def test_shares_that_cannot_be_are_refused(opened: Season, other: dict[str, str], words: str):
    refused(sign_in(opened.officer).post(address(opened), FORM | other), words)
    assert shares_of(opened.round).share == 5


def test_only_who_opens_rounds_there(opened: Season):
    assert sign_in(opened.head).get(address(opened)).status_code == 403
    assert sign_in(opened.world.oanh).get(address(opened)).status_code == 404
