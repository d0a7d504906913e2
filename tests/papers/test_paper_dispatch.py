"""What the book of outgoing papers says beside the paper."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.papers.books import actions, rules
from tests.recognition.hands import shown, sign_in
from tests.season import Season


def test_it_is_recorded_corrected_and_shown_on_the_paper(decided: Season):
    lan = sign_in(decided.officer)
    page = reverse("paper_dispatch", args=[decided.decision.paper_id])
    assert lan.get(page).status_code == 200
    lan.post(page, {"copies": "2", "kept_by": "Văn thư"})
    form = {"copies": "3", "kept_by": "Văn thư", "handed_on": "2024-11-09", "signed_for": "Lê Thị Mai"}
    body = shown(lan.post(page, form, follow=True))
    assert "3 bản, lưu Văn thư, chuyển ngày 09/11/2024, Lê Thị Mai ký nhận" in body
    assert "copies" in shown(lan.get(page))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"is_signed": False}, ""),
        ({"copies": 0}, "copies"),
        ({"handed_on": dt.date(2024, 11, 7)}, "handed_on"),
        ({"handed_on": dt.date(2024, 12, 2)}, "handed_on"),
    ],
)
def test_it_is_refused_beside_its_field(change: dict[str, object], field: str):
    usual: dict[str, object] = {
        "is_signed": True, "copies": 2, "handed_on": dt.date(2024, 11, 8), "dated_on": dt.date(2024, 11, 8),
        "today": dt.date(2024, 12, 1),
    }  # fmt: skip
    assert rules.dispatch_blockers(**usual) == []  # type: ignore[arg-type]
    assert [one.field for one in rules.dispatch_blockers(**{**usual, **change})] == [field]  # type: ignore[arg-type]


def test_an_unsigned_paper_is_in_no_book_and_others_find_nothing(drafted: Season):
    with pytest.raises(Refused, match="chưa vào sổ văn bản đi"):
        actions.record_dispatch(drafted.decision.paper, copies=1, by=drafted.by(drafted.officer))
    page = reverse("paper_dispatch", args=[drafted.decision.paper_id])
    assert sign_in(drafted.world.oanh).get(page).status_code == 404
