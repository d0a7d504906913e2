"""What `import … --dry-run --json` tells, exactly: of one workbook that LibreOffice Calc saved in three formats."""

import shutil
from pathlib import Path

import pytest

from hoctap.people.models import Household, ImportRun
from tests.commands.test_import import run
from tests.people.test_reading_calc import SAVED
from tests.world import World

OPTIONS = ("--place", "30055", "--year", "2024", "--dry-run")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_dry_run_tells_each_row_as_excel_numbers_it(world: World, tmp_path: Path, suffix: str):
    path = tmp_path / f"danh_sach.{suffix}"
    shutil.copy(SAVED / path.name, path)
    said, complaint = run(path, *OPTIONS)
    assert (complaint, said["format"]) == ("", suffix)
    asked = ("name", "used", "header_row", "columns")
    assert [[sheet[key] for key in asked] for sheet in said["sheets"]] == [
        ["Tổng hợp", False, 0, {}],
        ["Danh sách", True, 4, {"B": "name", "C": "birth", "D": "hamlet"}],
    ]
    counts = {key: said["counts"][key] for key in ("data_rows", "households", "persons", "hamlets")}
    assert counts == {"data_rows": 6, "households": 3, "persons": 3, "hamlets": 1}
    assert [(one["sheet"], one["row"], one["column"], one["severity"]) for one in said["faulty_rows"]] == [
        ("Danh sách", 7, "C", "error"),
        ("Danh sách", 10, "D", "error"),
    ]
    assert "19680" in said["faulty_rows"][0]["reason"]
    assert "Ấp 9" in said["faulty_rows"][1]["reason"]
    assert [(one["sheet"], one["row"], one["first_row"]) for one in said["repeated_rows"]] == [
        ("Danh sách", 8, 5)
    ]
    assert [(one["sheet"], one["rows"]) for one in said["duplicate_pairs"]] == [("Danh sách", [6, 9])]
    assert said["changes"] == []
    hidden = any("bị ẩn" in words for words in said["warnings"])
    assert hidden, said["warnings"]
    assert said["dropped_columns"] == ["Dân tộc"]
    assert not Household.objects.exists()
    assert not ImportRun.objects.exists()


def test_next_years_list_tells_its_changes_by_kind_row_and_key(world: World, tmp_path: Path):
    path = tmp_path / "danh_sach.ods"
    shutil.copy(SAVED / path.name, path)
    run(path, *OPTIONS[:4], "--skip-faulty")
    second = tmp_path / "sau.csv"
    second.write_text(
        "Họ và tên chủ hộ,Năm sinh,Ấp,Địa chỉ\n"
        "Nguyễn Văn Một,1970,Ấp 2,\nTrần Thị Hai,1965,Ấp 1,12 đường tỉnh\nTrần Thị Hài,1965,Ấp 1,\n"
    )
    said, _ = run(second, "--place", "30055", "--year", "2025", "--dry-run")
    assert sorted((one["row"], one["kind"], one["was"], one["becomes"]) for one in said["changes"]) == [
        (2, "moved", "Ấp 1", "Ấp 2"),
        (3, "details", "địa chỉ: chưa ghi", "địa chỉ: 12 đường tỉnh"),
    ]
    assert all(one["key"].startswith(f"{one['kind']}:") for one in said["changes"])
    assert said["counts"]["changes"] == {"moved": 1, "details": 1}
