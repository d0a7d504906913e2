"""What differs between a printed sheet and what would be printed now, in sentences."""

from dataclasses import replace
from datetime import date

import pytest

from hoctap.papers.comparing import differences, settled
from hoctap.papers.content import NominationRow, PaperContent, Signer
from tests.papers.samples import DECISION, SAMPLES

LIST = SAMPLES["nomination_list"]
ROWS = (NominationRow(1, "Lê Văn A", 1970, "Tổ 1"), NominationRow(2, "Trần Thị B", 1980, "Tổ 2"))


def rows(*found: NominationRow) -> PaperContent:
    return replace(LIST, rows=found)  # type: ignore[call-arg]


def said(printed: PaperContent, now: PaperContent) -> list[str]:
    return [one.text for one in differences(printed, now)]


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_paper_does_not_differ_from_itself(kind: str):
    assert differences(SAMPLES[kind], SAMPLES[kind]) == []


def test_number_day_and_who_signs_come_after_the_print():
    head = replace(DECISION.letterhead, number="12", dated_on=date(2024, 11, 9))
    signed = replace(DECISION, letterhead=head, signer=Signer("Chủ tịch", "Ai Đó"))
    assert differences(DECISION, signed) == []
    assert settled(DECISION, signed) == signed


def test_rows_added_removed_and_changed_are_told_by_name():
    added = said(rows(*ROWS), rows(*ROWS, NominationRow(3, "Võ C")))
    assert added == ["Bảng: theo sổ nay có “Võ C”, trên giấy không có."]
    assert said(rows(*ROWS), rows(replace(ROWS[1], order=1))) == [
        "Bảng: trên giấy có “Lê Văn A, sinh năm 1970”, theo sổ nay không có."
    ]
    changed = rows(replace(ROWS[0], group_name="Tổ 5"), ROWS[1])
    assert said(rows(*ROWS), changed) == [
        "Lê Văn A, sinh năm 1970, Tổ: trên giấy “Tổ 1”, theo sổ nay “Tổ 5”."
    ]


def test_a_name_put_right_is_one_difference_not_two():
    renamed = rows(replace(ROWS[0], head_name="Lê Văn Á"), ROWS[1])
    assert said(rows(*ROWS), renamed) == [
        "Bảng: trên giấy ghi “Lê Văn A, sinh năm 1970”, theo sổ nay là “Lê Văn Á, sinh năm 1970”."
    ]


def test_another_order_of_the_same_rows_is_no_difference():
    assert said(rows(*ROWS), rows(replace(ROWS[1], order=1), replace(ROWS[0], order=2))) == []


def test_two_households_of_one_name_are_compared_each_with_its_own():
    twins = (ROWS[0], replace(ROWS[0], order=2, group_name="Tổ 9"))
    assert said(rows(*twins), rows(*twins)) == []
    assert said(rows(*twins), rows(twins[0])) == [
        "Bảng: trên giấy có “Lê Văn A, sinh năm 1970”, theo sổ nay không có."
    ]


def test_legal_bases_and_receivers_are_told_and_hold_nothing():
    later = replace(DECISION, legal_bases=(*DECISION.legal_bases, "Căn cứ Kế hoạch mới"))
    (one,) = differences(DECISION, later)
    assert not one.holds
    assert "Căn cứ Kế hoạch mới" in one.text
    (held,) = differences(DECISION, replace(DECISION, summary="Khác"))
    assert held.holds


def test_papers_of_two_kinds_have_nothing_to_compare():
    assert len(differences(DECISION, LIST)) == 1
