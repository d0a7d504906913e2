"""Ký nhận: copied from the signed list, hamlet by hamlet."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.certificates import actions
from hoctap.recognition.models import Certificate, CertificateStanding
from tests.recognition.giving import give, reissue
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.season import Season


def address(season: Season) -> str:
    return reverse("certificate_receive", args=[season.round.pk])


def form(*rows: Certificate, by: str = "Chủ hộ", on: str = "2024-11-20") -> dict[str, str]:
    values = {"received_on": on}
    for row in rows:
        values |= {f"got-{row.pk}": "1", f"by-{row.pk}": by}
    return values


def rows_of(season: Season) -> list[Certificate]:
    return list(give(season).certificates.order_by("number"))


def received() -> list[tuple[str, Any]]:
    return list(
        CertificateStanding.objects.order_by("certificate__number").values_list("received_by", "received_on")
    )


def test_the_officer_ticks_who_came_and_who_took_it(decided: Season):
    one, _ = rows_of(decided)
    lan = sign_in(decided.officer)
    page = shown(lan.get(address(decided)))
    assert all(name in page for name in names(decided.dossiers))
    assert "(2)" in page
    answer = shown(lan.post(address(decided), form(one, by=" Con  gái "), follow=True))
    assert "Đã ghi 1 giấy có người nhận" in answer
    assert received() == [("Con gái", dt.date(2024, 11, 20)), ("", None)]
    assert one.holder_name not in shown(lan.get(address(decided)))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"by": " "}, "hãy ghi ai nhận"),
        ({"on": "2024-11-08"}, "không trước ngày cấp"),
        ({"on": "2199-01-01"}, "chưa đến"),
        ({"on": ""}, "ngày nhận"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused(decided: Season, other: dict[str, str], words: str):
    one, _ = rows_of(decided)
    refused(sign_in(decided.officer).post(address(decided), form(one, **other)), words)
    assert received() == [("", None), ("", None)]


def test_nobody_ticked_and_papers_of_elsewhere_are_refused(decided: Season):
    one, _ = rows_of(decided)
    refused(sign_in(decided.officer).post(address(decided), form()), "Chưa chọn giấy nào")
    with pytest.raises(Refused, match="không thuộc đợt này"):
        actions.receive_certificates(
            decided.round, {decided.round.pk: "x"}, on=dt.date(2024, 12, 1), by=decided.by(decided.officer)
        )
    assert one.standing.received_by == ""


def test_a_cancelled_paper_is_not_handed_over(decided: Season):
    one, _ = rows_of(decided)
    reissue(decided, one)
    with pytest.raises(Refused, match="không còn hiệu lực"):
        actions.receive_certificates(
            decided.round, {one.pk: "Chủ hộ"}, on=dt.date(2024, 12, 3), by=decided.by(decided.officer)
        )


def test_a_receipt_that_was_ticked_by_mistake_is_taken_back(decided: Season):
    one, _ = rows_of(decided)
    lan = sign_in(decided.officer)
    undo = reverse("certificate_receipt_undo", args=[one.pk])
    assert lan.post(undo).status_code == 422, "nobody has it"
    lan.post(address(decided), form(one))
    assert undo in shown(lan.get(reverse("certificate_detail", args=[one.pk])))
    assert "Đã bỏ ghi ký nhận" in shown(lan.post(undo, follow=True))
    assert received() == [("", None), ("", None)]


def test_others_may_not(decided: Season):
    one, _ = rows_of(decided)
    for user, status in ((decided.head, 403), (decided.chair, 403), (decided.world.oanh, 404)):
        client = sign_in(user)
        assert client.post(address(decided), form(one)).status_code == status
        assert client.post(reverse("certificate_receipt_undo", args=[one.pk])).status_code == status
    for call in (
        lambda by: actions.receive_certificates(decided.round, {one.pk: "x"}, on=dt.date(2024, 12, 1), by=by),
        lambda by: actions.undo_receipt(one, by=by),
    ):
        with pytest.raises(Forbidden):
            call(decided.by(decided.chair))


def test_the_number_of_queries(decided: Season):
    rows_of(decided)
    assert queries_of(sign_in(decided.officer), address(decided)) <= 18
