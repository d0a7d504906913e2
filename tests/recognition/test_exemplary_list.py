"""Tiêu biểu: marked by the officer, with the reason, before the certificate is made."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.certificates import actions
from hoctap.recognition.models import ExemplaryMark
from tests.recognition.giving import give
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.season import Season


def address(season: Season) -> str:
    return reverse("exemplary_list", args=[season.round.pk])


def mark(season: Season, number: int = 0, name: str = "exemplary_mark") -> str:
    return reverse(name, args=[season.dossiers[number].pk])


def test_the_officer_marks_with_a_reason_and_takes_it_back(decided: Season):
    lan = sign_in(decided.officer)
    assert all(name in shown(lan.get(address(decided))) for name in names(decided.dossiers))
    answer = lan.post(mark(decided), {"reason": "  ba con   học đại học "}, follow=True)
    assert "Đã ghi tiêu biểu" in shown(answer)
    assert "ba con học đại học" in shown(answer)
    kept = ExemplaryMark.objects.get()
    assert kept.marked_by.startswith(decided.officer.full_name)
    only = shown(lan.get(address(decided), {"only": "1"}))
    assert [name in only for name in names(decided.dossiers)] == [True, False]
    lan.post(mark(decided, name="exemplary_unmark"))
    assert not ExemplaryMark.objects.exists()


def test_somebody_is_found_by_name_without_accents(decided: Season):
    name = names(decided.dossiers)[1]
    body = shown(sign_in(decided.officer).get(address(decided), {"q": "ngoc suong"}))
    assert name in body
    assert names(decided.dossiers)[0] not in body


def test_a_mark_needs_a_reason(decided: Season):
    refused(sign_in(decided.officer).post(mark(decided), {"reason": " "}), "vì sao tiêu biểu")
    assert not ExemplaryMark.objects.exists()


def test_after_the_certificate_the_mark_stays_as_it_is(decided: Season):
    give(decided)
    lan = sign_in(decided.officer)
    refused(lan.post(mark(decided), {"reason": "đọc sách"}), "trước khi cấp giấy")
    refused(lan.post(mark(decided, name="exemplary_unmark")), "trước khi cấp giấy")


def test_who_is_not_recognised_is_not_exemplary(revoked: Season, decided: Season):
    refused(sign_in(revoked.officer).post(mark(revoked), {"reason": "đọc sách"}), "đã thu hồi")
    with pytest.raises(Refused, match="chưa được công nhận"):
        actions.mark_exemplary(revoked.open_dossiers[0], reason="đọc sách", by=revoked.by(revoked.officer))


def test_what_was_not_marked_is_not_taken_back(decided: Season):
    refused(sign_in(decided.officer).post(mark(decided, name="exemplary_unmark")), "chưa ghi tiêu biểu")


def test_others_neither_see_nor_mark(decided: Season):
    for user, status in ((decided.head, 403), (decided.chair, 403), (decided.world.oanh, 404)):
        client = sign_in(user)
        assert client.get(address(decided)).status_code == status
        assert client.post(mark(decided), {"reason": "đọc sách"}).status_code == status
    with pytest.raises(Forbidden):
        actions.mark_exemplary(decided.dossiers[0], reason="x", by=decided.by(decided.chair))
    with pytest.raises(Forbidden):
        actions.unmark_exemplary(decided.dossiers[0], by=decided.by(decided.chair))


def test_the_number_of_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), address(decided)) <= 20
