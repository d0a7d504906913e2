"""Files saved by LibreOffice Calc, as people save them; elsewhere the formats are written by libraries.

`saved_by_calc/` holds files of the messy set that Calc 7.4 opened and saved (`soffice --headless --convert-to …`), one with formulas that
Calc computed, and one locked with a password in each format. The long test converts the whole set anew.
"""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hoctap.core import isolation
from hoctap.people.reading.model import Options
from tests.people.messy import MESSY, MessyFile, Sheet
from tests.people.readings import must_be_read_as, read
from tests.tools import require_program

SAVED = Path(__file__).parent / "saved_by_calc"
BY_NAME = {Path(file.name).stem: file for file in MESSY}
FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"}
XLS_SAYS = "Tệp .xls: không biết dòng nào bị ẩn"


def saved_as(stem: str, suffix: str) -> MessyFile:
    """What the file must be read as once Calc has saved it in that format."""
    file = BY_NAME[stem]
    used: dict[str, Sheet] = dict(file.used)
    if suffix == "xls":
        for name, one in used.items():
            if one.hidden_rows:
                used[name] = replace(one, hidden_rows=0, warnings=())
            if "JU" in one.columns:  # this format ends with column IV
                columns = {letter: kind for letter, kind in one.columns.items() if letter != "JU"}
                used[name] = replace(one, columns=columns, cells={})
    warnings = [XLS_SAYS] if suffix == "xls" else []
    return replace(file, format=suffix, used=used, warnings=warnings)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("stem", ["khom_3", "moi_ap_mot_trang", "dang_loc", "ngay_sinh"])
def test_a_workbook_that_calc_saved_is_read_as_the_table_says(stem: str, suffix: str):
    name = f"{stem}.{suffix}"
    must_be_read_as(saved_as(stem, suffix), *read((SAVED / name).read_bytes(), Options(file_name=name)))


@pytest.mark.parametrize(
    ("name", "stem"),
    [("phay_utf8.csv", "ap_my_tay_1"), ("cham_phay_utf8.csv", "chu_la"), ("tab_utf16.csv", "ngay_sinh")],
)
def test_a_text_file_that_calc_saved_is_read_as_the_table_says(name: str, stem: str):
    file = BY_NAME[stem]
    (sheet,) = file.used.values()
    # Such a file has no sheet whose name tells the ấp; numbers in it are only texts, and a year shown as a day of 1905 is that day.
    hamlet = sheet.hamlet if stem == "ap_my_tay_1" else ""
    warnings = [words for words in sheet.warnings if words != "C12"]
    cells = {**sheet.cells, 13: {"birth": "1905"}} if stem == "ngay_sinh" else sheet.cells
    sheet = replace(sheet, hamlet=hamlet, warnings=warnings, cells=cells)
    expected = replace(file, format="csv", used={Path(name).stem: sheet})
    must_be_read_as(expected, *read((SAVED / name).read_bytes(), Options(file_name=name)))


@pytest.mark.parametrize("suffix", FORMATS)
def test_of_formulas_the_computed_values_are_read_and_an_error_is_an_empty_cell(suffix: str):
    reading, rows = read((SAVED / f"cong_thuc.{suffix}").read_bytes(), Options(file_name=f"a.{suffix}"))
    (sheet,) = reading.used
    assert [(row.number, sheet.by_field(row)) for row in rows] == [
        (2, {"name": "Nguyễn Văn Một", "birth": "1970", "sex": "Nam", "members": "4"}),
        (3, {"name": "Trần Thị Hai", "birth": "1965", "sex": "Nữ"}),
        (4, {"name": "Lê Văn Ba", "birth": "1971", "sex": "Nam", "members": "4"}),
    ]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_workbook_that_calc_locked_with_a_password_is_refused(suffix: str):
    content = (SAVED / f"co_mat_khau.{suffix}").read_bytes()
    with pytest.raises(isolation.IsolatedFailure) as failure:
        read(content, Options(file_name=f"a.{suffix}"))
    assert failure.value.reason.startswith("Tệp có mật khẩu.")


@pytest.mark.soak
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_whole_set_saved_by_calc_is_read_as_the_table_says(suffix: str, tmp_path: Path):
    program = require_program("soffice")
    files = {stem: file for stem, file in BY_NAME.items() if file.format in ("xlsx", "xls")}
    for file in files.values():
        (tmp_path / file.name).write_bytes(file.build())
    subprocess.run(
        [program, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", FORMATS[suffix],
         "--outdir", str(tmp_path / "saved"), *(str(tmp_path / file.name) for file in files.values())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for stem in files:
        content = (tmp_path / "saved" / f"{stem}.{suffix}").read_bytes()
        must_be_read_as(saved_as(stem, suffix), *read(content, Options(file_name=f"{stem}.{suffix}")))
