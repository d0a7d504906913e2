"""Giving certificates: numbers of our own register, without a gap, once."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from hoctap.accounts.models import Capacity
from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.recognition.certificates import actions
from hoctap.recognition.certificates.contents import plain_sheet
from hoctap.recognition.models import (
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateStanding,
    DecisionLine,
)
from tests.recognition.giving import DAY, give, issue, numbers, reissue, rule
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.season import Season
from tests.world import make_user

FORM = {"dated_on": "2024-11-09", "capacity": "", "sheet": "plain:a4"}


def address(season: Season) -> str:
    return reverse("certificate_issue", args=[season.decision.pk])


def test_the_officer_gives_certificates_in_the_annex_order(decided: Season):
    rule(decided)
    lan = sign_in(decided.officer)
    page = shown(lan.get(address(decided)))
    assert "2 giấy" in page
    assert "0001/2024" in page
    assert "0002/2024" in page
    answer = lan.post(address(decided), FORM, follow=True)
    assert "Đã cấp 2 giấy và ghi vào sổ" in shown(answer)
    given = list(Certificate.objects.order_by("number").values_list("number_text", "holder_name"))
    annex = list(DecisionLine.objects.order_by("position").values_list("head_name", flat=True))
    assert given == [("0001/2024", annex[0]), ("0002/2024", annex[1])]
    content = CertificateBatch.objects.get().content
    assert content["signer_name"] == decided.chair.full_name
    assert content["decision"] == "Quyết định số 07/QĐ-UBND ngày 08/11/2024"
    assert content["sample_mark"].startswith("MẪU CHƯA XÁC THỰC")
    assert content["place_date"] == "Tân Kiều, ngày 09 tháng 11 năm 2024"


def test_the_same_form_sent_twice_and_a_second_press_give_no_second_certificate(decided: Season):
    rule(decided)
    lan = sign_in(decided.officer)
    once = {**FORM, "form_key": "a" * 22}
    lan.post(address(decided), once)
    lan.post(address(decided), once)
    refused(lan.post(address(decided), FORM), "Đã cấp đủ (2 giấy)")
    assert numbers(decided) == [1, 2]
    assert CertificateBook.objects.get().last_number == 2


def test_only_the_officer_gives(decided: Season):
    rule(decided)
    for user in (decided.head, decided.chair, decided.admin):
        assert sign_in(user).post(address(decided), FORM).status_code == 403
        with pytest.raises(Forbidden):
            actions.issue_certificates(
                decided.decision, dated_on=DAY, capacity=None, sheet=plain_sheet("a4"), by=decided.by(user)
            )
    assert sign_in(decided.world.oanh).get(address(decided)).status_code == 404
    assert numbers(decided) == []


def test_nothing_is_given_before_somebody_chose_who_gets_one(decided: Season):
    refused(sign_in(decided.officer).post(address(decided), FORM), "Chưa chọn cấp giấy cho ai")


def test_nothing_is_given_by_a_draft(drafted: Season):
    rule(drafted)
    assert sign_in(drafted.officer).get(address(drafted)).status_code == 404
    with pytest.raises(Refused, match="chưa có hiệu lực"):
        issue(drafted)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-11-07", "không trước ngày quyết định"), ("2099-01-01", "chưa đến"), ("mai", "Ngày chưa đúng")],
)
def test_the_day_lies_between_the_decision_and_today(decided: Season, day: str, words: str):
    rule(decided)
    refused(sign_in(decided.officer).post(address(decided), {**FORM, "dated_on": day}), words)


def test_the_signer_is_one_who_may_sign_on_that_day(decided: Season):
    rule(decided)
    Capacity.objects.filter(user=decided.chair).update(starts_on=dt.date(2024, 11, 20))
    refused(sign_in(decided.officer).post(address(decided), FORM), "không có ai", "có quyền ký")
    other = make_user(
        "Trương Phó", "pho", decided.committee, "Chủ tịch UBND xã", (Role.CHAIR, decided.commune)
    )
    later = {**FORM, "dated_on": "2024-11-21"}
    lan = sign_in(decided.officer)
    refused(lan.post(address(decided), later), "hãy chọn một người")
    deputy = other.capacities.get()
    lan.post(address(decided), {**later, "capacity": str(deputy.pk)})
    assert CertificateBatch.objects.get().content["signer_name"] == "Trương Phó"


def test_somebody_else_s_position_does_not_sign(decided: Season):
    rule(decided)
    with pytest.raises(Refused, match="không có thẩm quyền"):
        issue(decided, capacity=decided.officer.capacities.get())


def test_a_revoking_decision_gives_nothing(revoked: Season):
    assert revoked.decision.amendments.count() == 1
    with pytest.raises(Refused, match="thu hồi danh hiệu"):
        actions.issue_certificates(
            revoked.decision.amendments.get(),
            dated_on=dt.date(2024, 12, 20),
            capacity=None,
            sheet=plain_sheet("a4"),
            by=revoked.by(revoked.officer),
        )


def test_a_new_book_begins_each_year_and_goes_on_with_the_pattern(decided: Season):
    by = decided.by(decided.officer)
    actions.set_book_pattern(decided.committee, 2024, pattern="{so}/GCN-{nam}", digits=3, by=by)
    batch = give(decided)
    row = batch.certificates.order_by("number")[0]
    assert row.number_text == "001/GCN-2024"
    again = reissue(decided, row, on=dt.date(2025, 2, 3))
    assert again.number_text == "001/GCN-2025"


def test_a_line_of_the_book_is_never_changed_or_removed(decided: Season):
    row = give(decided).certificates.order_by("number")[0]
    for statement in ("UPDATE recognition_certificate SET number = 9", "DELETE FROM recognition_certificate"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as c,
        ):
            c.execute(statement)
    with pytest.raises(IntegrityError, match="once_per_line"), transaction.atomic():
        Certificate.objects.create(
            batch=row.batch,
            book=row.book,
            line=row.line,
            number=77,
            number_text="77",
            holder_name="x",
            hamlet_name="y",
        )
    with pytest.raises(IntegrityError, match="number_once"), transaction.atomic():
        Certificate.objects.create(
            batch=row.batch, book=row.book, line=row.line, number=row.number, number_text="1", holder_name="x",
            hamlet_name="y", replaces=row, why="z",
        )  # fmt: skip


def test_what_is_not_in_force_says_since_when_and_why(decided: Season):
    row = give(decided).certificates.order_by("number")[0]
    with pytest.raises(IntegrityError, match="not_valid_since_a_day"), transaction.atomic():
        CertificateStanding.objects.filter(certificate=row).update(state="replaced")
    with pytest.raises(IntegrityError, match="received_by_somebody"), transaction.atomic():
        CertificateStanding.objects.filter(certificate=row).update(received_by="Ai đó")


def test_a_family_whose_title_was_withdrawn_meanwhile_gets_none(revoked: Season):
    rule(revoked)
    issue(revoked, on=dt.date(2024, 12, 20))
    assert list(Certificate.objects.values_list("holder_name", flat=True)) == [names(revoked.dossiers)[1]]


def test_the_page_takes_as_many_queries_for_many_as_for_few(decided: Season):
    rule(decided)
    assert queries_of(sign_in(decided.officer), address(decided)) <= 32
