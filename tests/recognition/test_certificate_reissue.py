"""Cấp lại: a new number, the old paper cancelled."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.models import Certificate, CertificateStanding
from tests.recognition.giving import give, numbers, reissue
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

FORM = {"why": "giấy cũ bị ướt", "dated_on": "2024-12-02", "capacity": "", "sheet": "plain:a4"}


def address(row: Certificate) -> str:
    return reverse("certificate_reissue", args=[row.pk])


def first_of(season: Season) -> Certificate:
    return give(season).certificates.order_by("number")[0]


def test_the_officer_gives_another_and_the_old_one_is_cancelled(decided: Season):
    row = first_of(decided)
    lan = sign_in(decided.officer)
    assert row.holder_name in shown(lan.get(address(row)))
    answer = shown(lan.post(address(row), FORM, follow=True))
    assert "giấy mới số 0003/2024, giấy số 0001/2024 bị hủy" in answer
    new = Certificate.objects.get(number=3)
    assert (new.replaces, new.why, new.holder_name) == (row, "giấy cũ bị ướt", row.holder_name)
    old = CertificateStanding.objects.get(certificate=row)
    assert (old.state, old.ended_on) == ("replaced", dt.date(2024, 12, 2))
    assert numbers(decided) == [1, 2, 3]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"why": " "}, "Chưa cấp lại được"),
        ({"dated_on": "2024-11-08"}, "không trước ngày cấp giấy cũ"),
        ({"dated_on": "2199-01-01"}, "chưa đến"),
        ({"dated_on": "x"}, "Ngày chưa đúng"),
        ({"sheet": "plain:a3"}, "Chưa cấp lại được"),
    ],
)
def test_what_cannot_be_is_refused_and_takes_no_number(decided: Season, other: dict[str, str], words: str):
    row = first_of(decided)
    refused(sign_in(decided.officer).post(address(row), {**FORM, **other}), words)
    assert numbers(decided) == [1, 2]


def test_a_paper_is_given_again_once_its_successor_may_be_too(decided: Season):
    row = first_of(decided)
    new = reissue(decided, row)
    with pytest.raises(Refused, match="đã cấp lại giấy khác"):
        reissue(decided, row)
    assert reissue(decided, new).number == 4
    assert numbers(decided) == [1, 2, 3, 4]


def test_others_may_not(decided: Season):
    row = first_of(decided)
    for user, status in ((decided.head, 403), (decided.chair, 403), (decided.world.oanh, 404)):
        client = sign_in(user)
        assert client.get(address(row)).status_code == status
        assert client.post(address(row), FORM).status_code == status
    decided.officer = decided.chair
    with pytest.raises(Forbidden):
        reissue(decided, row)


def test_the_number_of_queries(decided: Season):
    row = first_of(decided)
    assert queries_of(sign_in(decided.officer), address(row)) <= 22
