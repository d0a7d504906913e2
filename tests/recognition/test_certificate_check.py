"""The page behind the QR: to whoever holds the paper, no more than stands on it."""

import dataclasses
import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hoctap.audit.models import Read
from hoctap.recognition import actions
from hoctap.recognition.certificates import contents, tokens
from hoctap.recognition.certificates.tasks import make_certificates
from hoctap.recognition.models import Certificate, CertificatePrint
from tests.recognition.giving import give, reissue
from tests.recognition.hands import queries_of, shown, sign
from tests.season import Season


def address(row: Certificate) -> str:
    return reverse("certificate_check", args=[tokens.token_of(row.pk)])


def first_of(season: Season) -> Certificate:
    return give(season, with_qr=True).certificates.order_by("number")[0]


def test_a_stranger_sees_what_the_paper_says_and_no_more(decided: Season):
    row = first_of(decided)
    answer = Client().get(address(row))
    page = shown(answer)
    for words in (
        "còn hiệu lực", row.holder_name, "Gia đình học tập năm 2024", "Quyết định số 07/QĐ-UBND", "0001/2024",
        "Ủy ban nhân dân xã Tân Kiều", "MẪU CHƯA XÁC THỰC",
    ):  # fmt: skip
        assert words in page
    household = decided.dossiers[0].household
    other = Certificate.objects.get(number=2)
    for hidden in (
        household.address,
        str(row.pk),
        str(household.pk),
        str(row.line.dossier_id),
        "88",
        other.holder_name,
    ):
        assert hidden not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in page
    assert Read.objects.filter(page="certificate_check", subjects__contains=[household.pk]).count() == 1


def test_withdrawn_and_replaced_papers_say_so(decided: Season):
    row, other = give(decided, with_qr=True).certificates.order_by("number")
    reissue(decided, other)
    assert "đã hủy, đã cấp lại giấy khác" in shown(Client().get(address(other)))
    by = decided.by(decided.officer)
    draft = actions.amend_decision(decided.decision, {row.line.dossier_id: "khai sai"}, by=by)
    sign(decided, draft.paper, 9, dt.date(2024, 12, 12))
    page = shown(Client().get(address(row)))
    assert "đã thu hồi" in page
    assert "12/12/2024" in page
    assert "khai sai" not in page, "the reason is not on the paper"


def test_a_wrong_code_and_one_of_a_paper_without_qr_look_the_same(decided: Season):
    without = give(decided).certificates.order_by("number")[0]
    pages = [
        Client().get(where)
        for where in (
            address(without),
            "/certificates/abc/",
            "/certificates/%F0%9F%90%9F/",
            f"/certificates/{without.pk}/",
        )
    ]
    assert {answer.status_code for answer in pages} == {404}
    assert len({shown(answer) for answer in pages}) == 1


def test_a_machine_that_tries_codes_is_stopped(decided: Season):
    cache.clear()
    answers = [Client().get(f"/certificates/{number:022}/").status_code for number in range(62)]
    assert answers[0] == 404
    assert answers[-1] == 429
    row = first_of(decided)
    assert Client().get(address(row)).status_code == 429, "that address waits"
    assert Client(REMOTE_ADDR="203.0.113.9").get(address(row)).status_code == 200, "another does not"


def test_the_database_holds_no_code_and_none_is_like_another(decided: Season):
    rows = list(give(decided, with_qr=True).certificates.all())
    codes = [tokens.token_of(row.pk) for row in rows]
    assert len(set(codes)) == 2
    assert all(len(code) == 22 for code in codes)
    assert not [code for code in codes for row in rows if code in row.token_hash]


def test_after_a_change_of_the_key_old_papers_still_open_and_print_the_same_code(
    decided: Season, settings: object
):
    batch = give(decided, with_qr=True)
    row = batch.certificates.order_by("number")[0]
    where, old = address(row), settings.KEYS.hmac_key  # type: ignore[attr-defined]
    before = contents.certificates(batch, [row], contents.plain_sheet("a4"))["certificates"][0]["code"]
    settings.KEYS = dataclasses.replace(settings.KEYS, hmac_key="another key")  # type: ignore[attr-defined]
    settings.OLD_HMAC_KEYS = [old]  # type: ignore[attr-defined]
    assert Client().get(where).status_code == 200
    assert (
        contents.certificates(batch, [row], contents.plain_sheet("a4"))["certificates"][0]["code"] == before
    )
    settings.OLD_HMAC_KEYS = []  # type: ignore[attr-defined]
    assert Client().get(where).status_code == 200
    make_certificates(print_id=str(batch.prints.get().pk))
    assert "Khóa của máy chủ đã đổi" in CertificatePrint.objects.get().failed


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(decided: Season, method: str):
    assert getattr(Client(), method)(address(first_of(decided))).status_code == 405


def test_the_number_of_queries(decided: Season):
    assert queries_of(Client(), address(first_of(decided))) <= 16
