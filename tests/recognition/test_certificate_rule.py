"""Who gets a certificate: chosen once for a round."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.recognition.certificates import actions
from hoctap.recognition.certificates.rules import Kept, is_due
from hoctap.recognition.models import Certificate, CertificateRule, ExemplaryMark
from tests.recognition.giving import issue, rule
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.recognition.test_certificate_round import held_before
from tests.season import Season


def address(season: Season) -> str:
    return reverse("certificate_rule", args=[season.round.pk])


def test_the_officer_chooses_and_the_trail_says_so(decided: Season):
    lan = sign_in(decided.officer)
    assert "1 lần đầu" in shown(lan.get(address(decided))) or "2 lần đầu" in shown(lan.get(address(decided)))
    answer = lan.post(address(decided), {"award": "every", "every_years": "3", "with_qr": "on"}, follow=True)
    assert "Đã ghi cấp giấy cho ai" in shown(answer)
    kept = CertificateRule.objects.get()
    assert (kept.award, kept.every_years, kept.with_qr) == ("every", 3, True)
    assert "Chọn cấp giấy công nhận cho ai" in shown(sign_in(decided.chair).get(reverse("event_list")))
    lan.post(address(decided), {"award": "first", "every_years": "3"})
    assert CertificateRule.objects.get().every_years is None, "years are kept only where they count"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"award": "every", "every_years": ""}, "cứ mấy năm"),
        ({"award": "every", "every_years": "1"}, "2"),
        ({"award": "every", "every_years": "60"}, "10"),
        ({"award": "lottery"}, "lottery"),
        ({}, "Chưa ghi được"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(decided: Season, form: dict[str, str], words: str):
    refused(sign_in(decided.officer).post(address(decided), form), words)
    assert not CertificateRule.objects.exists()


def test_only_the_officer_of_the_commune_chooses(decided: Season):
    form = {"award": "all"}
    for user in (decided.head, decided.chair):
        assert sign_in(user).post(address(decided), form).status_code == 403
    assert sign_in(decided.world.oanh).post(address(decided), form).status_code == 404
    with pytest.raises(Forbidden):
        actions.set_certificate_rule(
            decided.round, award="all", every_years=None, with_qr=False, by=decided.by(decided.chair)
        )
    assert not CertificateRule.objects.exists()


def test_the_number_of_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), address(decided)) <= 26


@pytest.mark.parametrize(
    ("award", "every", "kept", "exemplary", "expected"),
    [
        ("all", None, Kept(False, 7), False, True),
        ("first", None, Kept(True, 1), False, True),
        ("first", None, Kept(False, 1), True, False),
        ("every", 3, Kept(True, 1), False, True),
        ("every", 3, Kept(False, 2), False, False),
        ("every", 3, Kept(False, 3), False, False),
        ("every", 3, Kept(False, 4), False, True),
        ("every", 3, Kept(False, 1), False, True),
        ("exemplary", None, Kept(True, 1), False, False),
        ("exemplary", None, Kept(False, 9), True, True),
    ],
)
def test_who_is_due(award: str, every: int | None, kept: Kept, exemplary: bool, expected: bool):
    assert is_due(award, every, kept, is_exemplary=exemplary) is expected


def test_first_then_all_goes_on_in_the_book_where_it_stopped(decided: Season):
    one, other = decided.dossiers
    held_before(decided, one, 2023)
    rule(decided, "first")
    issue(decided)
    rule(decided, "all")
    issue(decided)
    rows = Certificate.objects.order_by("number").values_list("number", "line__dossier")
    assert list(rows) == [(1, other.pk), (2, one.pk)]


def test_exemplary_only(decided: Season):
    ExemplaryMark.objects.create(dossier=decided.dossiers[1], reason="giúp cả Tổ học chữ", marked_by="Lan")
    rule(decided, "exemplary")
    issue(decided)
    assert list(Certificate.objects.values_list("line__dossier", flat=True)) == [decided.dossiers[1].pk]
