"""Papers of a round of citizens speak of citizens: who is named, and by what he is told from his namesakes."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from hoctap.papers.content import AnnexRow, NominationRow
from hoctap.papers.layout_check import check_layout
from hoctap.papers.rendering import render
from hoctap.papers.serial import from_json, to_json
from tests.papers.samples import DECISION, MINUTES, NOMINATION, SUBMISSION, head_name

ROWS = tuple(
    NominationRow(
        order=number,
        head_name=head_name(number),
        birth_year=1950 + number % 50 if number % 7 else None,
        group_name=f"Tổ {number % 9 + 1}",
        total_points=Decimal(80 + number % 20),
        household_name=head_name(number + 1),
    )
    for number in range(1, 46)
)
CITIZENS = {
    "minutes": replace(
        MINUTES,
        votes=tuple(
            replace(vote, title_name="Công dân học tập", unit="công dân") for vote in MINUTES.votes[:1]
        ),
    ),
    "nomination_list": replace(
        NOMINATION,
        summary="Đề nghị công nhận danh hiệu “Công dân học tập” năm 2026",
        rows=ROWS,
        unit="công dân",
    ),
    "submission": replace(
        SUBMISSION,
        summary="Về việc công nhận danh hiệu “Công dân học tập” năm 2026",
        unit="công dân",
    ),
    "decision": replace(
        DECISION,
        summary="Công nhận danh hiệu “Công dân học tập” năm 2026",
        annex_name="Danh sách công dân được công nhận\ndanh hiệu “Công dân học tập” năm 2026",
        annex_rows=tuple(
            AnnexRow(row.order, row.head_name, "Ấp 1", row.birth_year, row.household_name) for row in ROWS
        ),
        unit="công dân",
    ),
}  # fmt: skip


def _cells(table: Any, row: int) -> list[str]:
    return [cell.text for cell in table.rows[row].cells]


def _tables(kind: str) -> Any:
    return Document(BytesIO(render(CITIZENS[kind]))).tables


def _words(kind: str) -> str:
    document = Document(BytesIO(render(CITIZENS[kind])))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_list_of_a_hamlet_names_citizens_with_year_household_and_group() -> None:
    table = next(table for table in _tables("nomination_list") if table.rows[0].cells[0].text == "TT")
    assert _cells(table, 0) == ["TT", "Họ và tên", "Năm sinh", "Hộ (chủ hộ)", "Tổ", "Tổng điểm", "Ghi chú"]
    assert _cells(table, 1) == ["1", head_name(1), "1951", head_name(2), "Tổ 2", "81", ""]
    assert len(table.rows) == 1 + len(ROWS)
    assert "Danh sách có 45 công dân./." in _words("nomination_list")


def test_the_annex_of_a_decision_names_citizens_with_year_household_and_hamlet() -> None:
    table = _tables("decision")[-1]
    assert _cells(table, 0) == ["TT", "Họ và tên", "Năm sinh", "Hộ (chủ hộ)", "Ấp, khóm"]
    assert _cells(table, 7) == ["7", head_name(7), "", head_name(8), "Ấp 1"]
    assert "Danh sách có 45 công dân./." in _words("decision")


def test_the_to_trinh_and_the_minutes_count_citizens() -> None:
    heads = [_cells(table, 0) for table in _tables("submission")]
    assert [
        "TT",
        "Ấp, khóm",
        "Tổng số công dân",
        "Công dân đăng ký",
        "Công dân đề nghị công nhận",
    ] in heads
    assert "Số công dân đăng ký" in _words("minutes")
    assert "đề nghị công nhận" in _words("minutes")


@pytest.mark.parametrize("kind", CITIZENS)
def test_no_paper_of_citizens_speaks_of_heads_of_households_only_and_each_keeps_the_layout(kind: str) -> None:
    paper = render(CITIZENS[kind])
    assert check_layout(paper) == []
    words = "\n".join(
        [
            *(paragraph.text for paragraph in Document(BytesIO(paper)).paragraphs),
            *(
                cell.text
                for table in Document(BytesIO(paper)).tables
                for row in table.rows
                for cell in row.cells
            ),
        ]
    )
    assert "Họ và tên chủ hộ" not in words
    assert "Tổng số hộ" not in words


def test_what_was_kept_before_there_were_citizens_still_prints_of_households() -> None:
    kept = to_json(DECISION)
    del kept["unit"]
    for row in kept["annex_rows"]:
        del row["birth_year"], row["household_name"]
    assert render(from_json(kept)) == render(DECISION)
