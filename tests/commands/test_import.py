"""`hoctap import households`: a list enters the register from the command line."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hoctap.people.models import Household, ImportRun
from tests.people.sheets import FAULTY, GOOD, sheet
from tests.world import World


def run(path: Path, *options: str) -> tuple[dict[str, Any], str]:
    """What it printed, and its complaint if it ended with one."""
    out, complaint = StringIO(), ""
    try:
        call_command("import", "households", str(path), *options, "--json", stdout=out)
    except CommandError as error:
        complaint = str(error) if error.returncode else ""
    return json.loads(out.getvalue() or "{}"), complaint


@pytest.fixture
def clean_list(tmp_path: Path) -> Path:
    path = tmp_path / "ho.xlsx"
    path.write_bytes(sheet(GOOD))
    return path


@pytest.fixture
def faulty_list(tmp_path: Path) -> Path:
    path = tmp_path / "loi.xlsx"
    path.write_bytes(sheet(GOOD + FAULTY))
    return path


def test_a_clean_list_enters_once_however_often_it_is_imported(world: World, clean_list: Path):
    said, complaint = run(clean_list, "--place", "30055", "--year", "2024")
    assert (said["created"], complaint) == (3, "")
    assert said["counts"]["by_hamlet"] == {"Ấp 1": 2, "Ấp 2": 1}
    again, complaint = run(clean_list, "--place", "30055", "--year", "2024")
    assert (again["created"], again["counts"]["already"], complaint) == (0, 3, "")
    assert Household.objects.count() == 3


def test_a_dry_run_counts_and_leaves_nothing(world: World, clean_list: Path):
    said, _ = run(clean_list, "--place", "30055", "--year", "2024", "--dry-run")
    assert (said["counts"]["new_households"], said["created"]) == (3, 0)
    assert not Household.objects.exists()
    assert not ImportRun.objects.exists()


def test_faulty_rows_hold_the_whole_list_and_each_says_its_cure(world: World, faulty_list: Path):
    said, complaint = run(faulty_list, "--place", "30055", "--year", "2024")
    assert (said["created"], said["counts"]["faulty_rows"]) == (0, 3)
    assert "--skip-faulty" in complaint
    assert not Household.objects.exists()
    assert not ImportRun.objects.exists()
    assert {fault["row"] for fault in said["faulty_rows"]} == {5, 6, 7}
    assert all(
        fault["cure"] and fault["reason"] and fault["severity"] == "error" for fault in said["faulty_rows"]
    )
    assert [(one["row"], one["first_row"]) for one in said["repeated_rows"]] == [(8, 2)]


def test_faulty_rows_are_left_out_when_asked(world: World, faulty_list: Path):
    said, complaint = run(faulty_list, "--place", "30055", "--year", "2024", "--skip-faulty")
    assert (said["created"], complaint) == (3, "")


def test_a_code_with_two_meanings_and_no_year_is_refused_with_both_names(db: None, clean_list: Path):
    _, complaint = run(clean_list, "--place", "30043")
    assert "xã Hưng Thạnh" in complaint
    assert "xã Phương Thịnh" in complaint


def test_a_file_that_is_not_there_or_no_workbook_is_refused_in_a_sentence(world: World, tmp_path: Path):
    assert "Không đọc được tệp" in run(tmp_path / "none.xlsx", "--place", "30055")[1]
    (tmp_path / "text.xlsx").write_text("không phải Excel")
    assert "không phải tệp danh sách" in run(tmp_path / "text.xlsx", "--place", "30055")[1]
