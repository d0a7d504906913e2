"""One line of the book; and what a revoking decision does to it."""

import datetime as dt

from django.urls import reverse

from hoctap.recognition import actions
from hoctap.recognition.models import CertificateStanding
from tests.recognition.giving import give, reissue
from tests.recognition.hands import queries_of, shown, sign, sign_in
from tests.season import Season


def address(season: Season, row: object) -> str:
    return reverse("certificate_detail", args=[row.pk])  # type: ignore[attr-defined]


def test_the_page_says_whose_by_which_decision_and_what_may_be_done(decided: Season):
    row = give(decided).certificates.order_by("number")[0]
    page = shown(sign_in(decided.officer).get(address(decided, row)))
    for words in (row.holder_name, "0001/2024", "07/QĐ-UBND", "Còn hiệu lực", "Cấp lại giấy này"):
        assert words in page
    head = shown(sign_in(decided.head).get(address(decided, row)))
    assert row.holder_name in head, "a family of his hamlet"
    assert "Cấp lại giấy này" not in head
    assert sign_in(decided.world.oanh).get(address(decided, row)).status_code == 404


def test_a_replaced_one_names_the_one_that_replaced_it(decided: Season):
    row = give(decided).certificates.order_by("number")[0]
    new = reissue(decided, row)
    page = shown(sign_in(decided.officer).get(address(decided, row)))
    assert "giấy số 0003/2024" in page
    assert "giấy cũ bị rách" in page
    assert "Cấp lại giấy này" not in page
    assert "thay" in shown(sign_in(decided.officer).get(address(decided, new)))


def test_a_decision_that_revokes_withdraws_the_paper_when_it_is_signed(decided: Season):
    row, kept = give(decided).certificates.order_by("number")
    by = decided.by(decided.officer)
    draft = actions.amend_decision(decided.decision, {row.line.dossier_id: "khai sai"}, by=by)

    def states() -> list[str]:
        rows = CertificateStanding.objects.order_by("certificate__number")
        return list(rows.values_list("state", flat=True))

    assert states() == ["valid", "valid"], "a draft has no effect"
    sign(decided, draft.paper, 9, dt.date(2024, 12, 12))
    assert states() == ["withdrawn", "valid"]
    standing = CertificateStanding.objects.get(certificate=row)
    assert (standing.ended_on, standing.ended_why) == (
        dt.date(2024, 12, 12),
        "Quyết định 09/QĐ-UBND: khai sai",
    )
    page = shown(sign_in(decided.officer).get(address(decided, row)))
    assert "Thu hồi từ 12/12/2024" in page
    assert kept.holder_name in shown(sign_in(decided.officer).get(address(decided, kept)))
    assert "Thu hồi giấy công nhận theo quyết định" in shown(
        sign_in(decided.chair).get(reverse("event_list"))
    )


def test_the_number_of_queries(decided: Season):
    row = give(decided).certificates.order_by("number")[0]
    assert queries_of(sign_in(decided.officer), address(decided, row)) <= 14
