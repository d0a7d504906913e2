"""Workbooks that leave the house."""

import io

import pytest
from openpyxl import load_workbook

from hoctap.core.sheets import harmless, table_workbook


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_program_would_run_stands_behind_an_apostrophe(text: str):
    assert harmless(text) == f"'{text}"


def test_plain_words_stay_and_numbers_stay_numbers():
    assert harmless("Ấp 1") == "Ấp 1"
    content = table_workbook("Bảng", ["Ấp", "Số hộ"], [["=1+1", 12], ["Ấp 2", None]], [10, 8], wrapped=[1])
    page = load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Ấp", "Số hộ"],
        ["'=1+1", 12],
        ["Ấp 2", None],
    ]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
