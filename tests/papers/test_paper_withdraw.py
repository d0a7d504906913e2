"""A signed paper that was withdrawn or replaced keeps its number; a signed copy comes in later, once."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions, queries
from hoctap.papers.books import queries as books
from hoctap.papers.drafting import actions as drafting
from hoctap.papers.models import Paper, PaperWithdrawal
from hoctap.papers.rules import WithdrawalFacts, withdrawal_reasons
from tests.papers.test_draft_new import typed
from tests.recognition.hands import refused, shown, sign_in
from tests.season import SCAN, Season

DAY = dt.date(2024, 11, 18)


def notice(season: Season, number: int = 1, day: dt.date = DAY) -> Paper:
    by = season.by(season.officer)
    paper = drafting.draft_paper(season.association, "notice", typed(), by=by)
    actions.mark_printed(paper, by=by)
    return actions.record_signature(paper, number=number, dated_on=day, signer="Nguyễn Thị Mai", by=by)


def page(season: Season, paper: Paper) -> str:
    return shown(sign_in(season.officer).get(reverse("paper_detail", args=[paper.pk])))


def test_a_replaced_paper_keeps_its_number_and_both_name_each_other(met: Season):
    old, new = notice(met), notice(met, 2, dt.date(2024, 11, 20))
    lan = sign_in(met.officer)
    address = reverse("paper_withdraw", args=[old.pk])
    form = shown(lan.get(address))
    assert "02/TB-" in form
    given = {"kind": "replaced", "by_paper": str(new.pk), "on": "2024-11-20", "reason": "Ghi sai hạn nộp"}
    answer = shown(lan.post(address, given, follow=True))
    assert "Thay thế từ 20/11/2024 theo Thông báo 02/TB-" in answer
    assert "Ghi sai hạn nộp" in answer
    assert reverse("paper_detail", args=[new.pk]) in answer
    assert "Thay thế" in page(met, new)
    assert reverse("paper_detail", args=[old.pk]) in page(met, new)
    (first, _) = books.out_rows(books.outgoing(met.association, 2024))
    assert first.cells[0] == old.full_number
    assert str(first.cells[9]).startswith("Thay thế từ 20/11/2024")
    assert "Thay thế từ 20/11/2024" in shown(
        lan.get(reverse("book_out", args=[met.association.pk]) + "?year=2024")
    )
    lan.post(reverse("paper_withdrawal_drop", args=[old.pk]))
    assert not PaperWithdrawal.objects.exists()
    assert "Thay thế từ" not in page(met, old)


def test_a_paper_from_outside_may_withdraw_it(met: Season):
    old = notice(met)
    row = actions.withdraw_paper(
        old,
        kind="withdrawn",
        by_words="Quyết định 12/QĐ-HKH ngày 20/11/2024 của Hội Khuyến học huyện",
        on=dt.date(2024, 11, 20),
        reason="Trái thẩm quyền",
        by=met.by(met.officer),
    )
    assert row.in_words.startswith("Thu hồi từ 20/11/2024 theo Quyết định 12/QĐ-HKH")
    with pytest.raises(Refused, match="đã ghi: Thu hồi từ 20/11/2024"):
        actions.withdraw_paper(
            old, kind="withdrawn", by_words="khác", on=DAY, reason="x", by=met.by(met.officer)
        )


FACTS = WithdrawalFacts(
    is_signed=True, dated_on=DAY, already="", kind_is_known=True, is_by_itself=False, by_is_signed=True,
    by_dated_on=dt.date(2024, 11, 20), has_by_paper=True, by_words="", on=dt.date(2024, 11, 20), reason="Sai",
    today=dt.date(2024, 12, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"is_signed": False}, "", "chưa ký thì không thu hồi"),
        ({"kind_is_known": False}, "kind", "Chọn thu hồi hay thay thế"),
        ({"has_by_paper": False}, "by_paper", "chỉ một trong hai"),
        ({"by_words": "Quyết định 3"}, "by_paper", "chỉ một trong hai"),
        ({"is_by_itself": True}, "by_paper", "không tự thu hồi"),
        ({"by_is_signed": False}, "by_paper", "chưa ký"),
        ({"by_dated_on": dt.date(2024, 11, 1)}, "by_paper", "trước ngày 18/11/2024"),
        ({"on": None}, "on", "Ghi từ ngày nào"),
        ({"on": dt.date(2024, 11, 1)}, "on", "ở trước ngày 18/11/2024"),
        ({"on": dt.date(2024, 12, 2)}, "on", "sau ngày hôm nay"),
        ({"reason": ""}, "reason", "Ghi vì sao"),
    ],
)
def test_a_withdrawal_is_refused_beside_its_field(change: dict[str, object], field: str, said: str):
    assert withdrawal_reasons(FACTS) == []
    (reason,) = withdrawal_reasons(replace(FACTS, **change))  # type: ignore[arg-type]
    assert (reason.field or "") == field
    assert said in reason.text


def test_the_form_says_what_is_missing(met: Season):
    old = notice(met)
    answer = sign_in(met.officer).post(reverse("paper_withdraw", args=[old.pk]), {})
    refused(answer, "Chọn thu hồi hay thay thế", "Ghi từ ngày nào", "Ghi vì sao")


def test_who_only_reads_it_withdraws_nothing(met: Season):
    old = notice(met)
    head = sign_in(met.head)
    for name in ("paper_withdraw", "paper_withdrawal_drop", "paper_signed_add"):
        assert head.post(reverse(name, args=[old.pk])).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.withdraw_paper(
            old, kind="withdrawn", by_words="khác", on=DAY, reason="x", by=met.by(met.head)
        )


def test_the_signed_sheet_comes_in_later_once(met: Season):
    paper = notice(met)
    lan = sign_in(met.officer)
    assert "chưa có bản quét" in page(met, paper)
    waiting = shown(lan.get(reverse("paper_list") + "?state=no_copy"))
    assert paper.title in waiting
    address = reverse("paper_signed_add", args=[paper.pk])
    refused(lan.post(address, {}), "Chọn ảnh chụp hoặc PDF")
    given = SimpleUploadedFile("ky.pdf", SCAN, content_type="application/pdf")
    assert "Đã nhận bản đã ký" in shown(lan.post(address, {"file": given}, follow=True))
    assert lan.get(reverse("paper_signed", args=[paper.pk])).status_code == 200
    assert not queries.without_copy(Paper.objects.all()).filter(pk=paper.pk).exists()
    with pytest.raises(Refused, match="không thay được nữa"):
        actions.add_signed_copy(paper, SCAN, by=met.by(met.officer))
    with pytest.raises(Refused, match="chưa ghi nhận đã ký"):
        actions.add_signed_copy(met.meeting.minutes, SCAN, by=met.by(met.officer))


@pytest.mark.parametrize("change", [{"signed_sha256": "0" * 64}, {"number": 9}, {"unit_symbol": "VX"}])
def test_the_database_keeps_what_was_signed(met: Season, change: dict[str, object]):
    paper = actions.add_signed_copy(notice(met), SCAN, by=met.by(met.officer))
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**change)
