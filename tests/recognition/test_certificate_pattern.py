"""How a number is written in the book."""

import pytest
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.certificates import actions
from hoctap.recognition.certificates.rules import number_text, pattern_blockers
from hoctap.recognition.models import CertificateBook
from tests.recognition.giving import give
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season


def address(season: Season) -> str:
    return reverse("certificate_pattern", args=[season.round.pk])


def test_the_officer_sets_it_before_the_first_certificate(decided: Season):
    lan = sign_in(decided.officer)
    assert "{so}/{nam}" in shown(lan.get(address(decided)))
    lan.post(address(decided), {"year": str(today().year), "pattern": "{so}/GCN-UBND", "digits": "3"})
    book = CertificateBook.objects.get()
    assert (book.pattern, book.digits, book.last_number) == ("{so}/GCN-UBND", 3, 0)
    assert "{so}/GCN-UBND" in shown(lan.get(address(decided)))


@pytest.mark.parametrize(
    ("pattern", "digits", "words"),
    [
        ("{nam}", "4", "phải có {so}"),
        ("{so}/{thang}", "4", "chỉ dùng {so} và {nam}"),
        ("{so}-{so}", "4", "chỉ có một {so}"),
        ("{so}", "9", "6"),
        ("", "4", "Chưa ghi được"),
    ],
)
def test_a_pattern_that_gives_no_number_is_refused(decided: Season, pattern: str, digits: str, words: str):
    form = {"year": "2026", "pattern": pattern, "digits": digits}
    refused(sign_in(decided.officer).post(address(decided), form), words)
    assert not CertificateBook.objects.exists()


def test_it_does_not_change_within_a_book_that_has_numbers(decided: Season):
    give(decided)
    form = {"year": "2024", "pattern": "{so}", "digits": "2"}
    refused(sign_in(decided.officer).post(address(decided), form), "đã cấp 2 số theo mẫu cũ")
    with pytest.raises(Refused):
        actions.set_book_pattern(
            decided.committee, 2024, pattern="{so}", digits=2, by=decided.by(decided.officer)
        )


def test_only_the_officer_of_the_commune_sets_it(decided: Season):
    form = {"year": "2026", "pattern": "{so}", "digits": "2"}
    assert sign_in(decided.chair).post(address(decided), form).status_code == 403
    assert sign_in(decided.world.oanh).post(address(decided), form).status_code == 404
    with pytest.raises(Forbidden):
        actions.set_book_pattern(
            decided.committee, 2026, pattern="{so}", digits=2, by=decided.by(decided.chair)
        )


def test_the_number_of_queries(decided: Season):
    assert queries_of(sign_in(decided.officer), address(decided)) <= 16


def test_numbers_are_written_as_the_pattern_says():
    assert number_text("{so}/{nam}", 4, 12, 2026) == "0012/2026"
    assert number_text("{so}", 1, 12345, 2026) == "12345"
    assert pattern_blockers("{so}/GCN", 4, given=0) == []
