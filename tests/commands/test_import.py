"""`hoctap import households`: a list enters the register from the command line."""

import json
import os
import pwd
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps as installed
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from hoctap.audit.models import Event, Read
from hoctap.measures.models import Summary
from hoctap.people.models import Household, HouseholdMember, ImportRun, Person, Residence
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
    assert "họ và tên" in run(tmp_path / "text.xlsx", "--place", "30055")[1]
    (tmp_path / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert "không gửi ảnh chụp" in run(tmp_path / "picture.xlsx", "--place", "30055")[1]


PERSONS = ["Số hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Ấp", "Địa chỉ"]
LAST_YEAR = [
    [1, "Nguyễn Văn Một", 1950, "Chủ hộ", "Ấp 1", "12 đường tỉnh"],
    [1, "Lê Thị Vợ", 1952, "Vợ", "Ấp 1", ""],
    [1, "Nguyễn Văn Con", 1980, "Con", "Ấp 1", ""],
    [2, "Trần Văn Hai", 1960, "Chủ hộ", "Ấp 1", ""],
    [3, "Phạm Văn Ba", 1970, "Chủ hộ", "Ấp 1", ""],
    [4, "Võ Thị Tư", 1975, "Chủ hộ", "Ấp 2", ""],
]
THIS_YEAR = [
    [1, "Nguyễn Văn Con", 1980, "Chủ hộ", "Ấp 1", "14 đường tỉnh"],
    [1, "Lê Thị Vợ", 1952, "Mẹ", "Ấp 1", ""],
    [1, "Nguyễn Thị Bé", 2024, "Con", "Ấp 1", ""],
    [2, "Trần Văn Hai", 1960, "Chủ hộ", "Ấp 2", ""],
    [3, "Phạm Văn Ba", 1970, "Chủ hộ", "Ấp 1", ""],
    [4, "Võ Thị Tư", 1975, "Chủ hộ", "Ấp 2", ""],
    [5, "Bùi Văn Năm", 1985, "Chủ hộ", "Ấp 2", ""],
]


def persons(tmp_path: Path, name: str, rows: list[list[object]]) -> Path:
    path = tmp_path / name
    path.write_bytes(sheet(rows, PERSONS))
    return path


def table_counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in installed.get_models()
        if model._meta.app_label != "audit"
    }


def test_next_years_list_shows_what_would_change_before_it_does(world: World, tmp_path: Path):
    first = persons(tmp_path, "2024.xlsx", LAST_YEAR)
    assert run(first, "--place", "30055", "--year", "2024")[0]["created"] == 4
    second = persons(tmp_path, "2025.xlsx", THIS_YEAR)
    before = table_counts()
    said, _ = run(second, "--place", "30055", "--year", "2025", "--dry-run")
    assert table_counts() == before
    assert sorted((one["kind"], one["name"]) for one in said["changes"]) == [
        ("born", "Nguyễn Thị Bé"),
        ("details", "Nguyễn Văn Con"),
        ("left", "Nguyễn Văn Một"),
        ("moved", "Trần Văn Hai"),
        ("new_head", "Nguyễn Văn Con"),
        ("new_household", "Bùi Văn Năm"),
    ]
    moved = next(one for one in said["changes"] if one["kind"] == "moved")
    assert (moved["row"], moved["was"], moved["becomes"]) == (5, "Ấp 1", "Ấp 2")

    # Without a word only the new household enters; nothing of the others is touched.
    said, _ = run(second, "--place", "30055", "--year", "2025")
    assert (said["created"], said["changed"]) == (1, 0)
    assert Household.objects.get(head__full_name="Trần Văn Hai").hamlet == world.hamlet
    assert HouseholdMember.objects.filter(left_year__isnull=False).count() == 0

    said, _ = run(
        second, "--place", "30055", "--year", "2025", "--apply-changes", "moved,new_head,born,details"
    )
    assert (said["created"], said["changed"]) == (0, 4)
    moved_home = Household.objects.get(head__full_name="Trần Văn Hai")
    assert moved_home.hamlet == world.hamlet_2
    lived = [
        (one.hamlet.name, one.from_year, one.to_year) for one in moved_home.residences.order_by("from_year")
    ]
    assert lived == [("Ấp 1", 2024, 2025), ("Ấp 2", 2025, None)]
    counted = {
        one.place_id: one.value for one in Summary.objects.filter(counter="household.listed", year=2025)
    }
    assert (counted[world.hamlet.pk], counted[world.hamlet_2.pk]) == (-1, 2)
    con = Household.objects.get(head__full_name="Nguyễn Văn Con")
    assert (con.address, con.members.filter(is_head=True, left_year__isnull=True).count()) == (
        "14 đường tỉnh",
        1,
    )
    assert con.members.filter(left_year__isnull=True).count() == 4
    assert con.members.get(person__full_name="Nguyễn Thị Bé").relation == "child"


def test_the_same_list_again_changes_no_table(world: World, tmp_path: Path):
    for year, rows in (("2024", LAST_YEAR), ("2025", THIS_YEAR)):
        path = persons(tmp_path, f"{year}.xlsx", rows)
        run(path, "--place", "30055", "--year", year, "--apply-changes", "all")
    before = table_counts()
    rows_before = {
        model: list(model.objects.order_by("pk").values())
        for model in (Household, HouseholdMember, Person, Residence)
    }
    said, complaint = run(path, "--place", "30055", "--year", "2025", "--apply-changes", "all")
    assert (said["changes"], said["created"], said["changed"], complaint) == ([], 0, 0, "")
    told = {"people.ImportRun": before["people.ImportRun"] + 1}
    assert table_counts() == {**before, **told}
    for model, values in rows_before.items():
        assert list(model.objects.order_by("pk").values()) == values


def test_who_is_missing_leaves_only_when_that_is_said(world: World, tmp_path: Path):
    run(persons(tmp_path, "a.xlsx", LAST_YEAR), "--place", "30055", "--year", "2024")
    rest = persons(tmp_path, "b.xlsx", [row for row in LAST_YEAR if row[0] != 3])
    said, _ = run(rest, "--place", "30055", "--year", "2025")
    assert [(one["kind"], one["name"]) for one in said["changes"]] == [("missing_household", "Phạm Văn Ba")]
    assert not Household.objects.filter(left_year__isnull=False).exists()
    run(rest, "--place", "30055", "--year", "2025", "--apply-changes", "missing_household")
    gone = Household.objects.get(left_year__isnull=False)
    assert (gone.head.full_name, gone.left_year, gone.left_why) == (
        "Phạm Văn Ba",
        2025,
        "không có trong danh sách năm 2025",
    )
    assert gone.residences.get().to_year == 2025
    assert Summary.objects.get(place=world.hamlet, counter="household.listed", year=2025).value == -1


def test_a_hamlet_with_a_new_name_is_proposed_and_renamed_only_when_that_is_said(
    world: World, tmp_path: Path
):
    run(persons(tmp_path, "a.xlsx", LAST_YEAR), "--place", "30055", "--year", "2024")
    renamed = [[*row[:4], "Ấp Tân Lập" if row[4] == "Ấp 1" else row[4], row[5]] for row in LAST_YEAR]
    path = persons(tmp_path, "b.xlsx", renamed)
    said, _ = run(path, "--place", "30055", "--year", "2025", "--dry-run")
    assert [(one["kind"], one["was"], one["becomes"]) for one in said["changes"]] == [
        ("renamed_hamlet", "Ấp 1", "Ấp Tân Lập")
    ]
    assert said["counts"]["faulty_rows"] == 5
    said, complaint = run(path, "--place", "30055", "--year", "2025", "--apply-changes", "renamed_hamlet")
    assert (said["created"], complaint) == (0, "")
    world.hamlet.refresh_from_db()
    assert world.hamlet.name == "Ấp Tân Lập"
    assert run(path, "--place", "30055", "--year", "2025")[0]["changes"] == []


def test_persons_is_another_word_and_an_unknown_kind_of_change_is_refused(world: World, tmp_path: Path):
    path = persons(tmp_path, "a.xlsx", LAST_YEAR)
    out = StringIO()
    call_command(
        "import",
        "persons",
        str(path),
        "--place",
        "30055",
        "--year",
        "2024",
        "--dry-run",
        "--json",
        stdout=out,
    )
    assert json.loads(out.getvalue())["counts"]["persons"] == 6
    _, complaint = run(path, "--place", "30055", "--year", "2024", "--apply-changes", "everything")
    assert "Không có loại thay đổi everything" in complaint


def test_a_dry_run_tells_sheets_columns_and_what_is_not_kept(world: World, tmp_path: Path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(sheet([[*row, "Kinh", "mức 1"] for row in LAST_YEAR], [*PERSONS, "Dân tộc", "Biết chữ"]))
    said, _ = run(path, "--place", "30055", "--year", "2024", "--dry-run")
    (page,) = said["sheets"]
    assert (page["used"], page["header_row"], page["shape"]) == (True, 1, "persons")
    assert page["columns"]["B"] == "name"
    assert said["dropped_columns"] == ["Dân tộc"]
    assert any("không giữ" in words for words in said["warnings"])
    assert {key: said["counts"][key] for key in ("data_rows", "households", "persons", "hamlets")} == {
        "data_rows": 6, "households": 4, "persons": 6, "hamlets": 2,
    }  # fmt: skip


def test_a_named_mapping_reads_the_columns_and_an_unknown_name_is_refused_with_the_known(
    world: World, tmp_path: Path
):
    path = tmp_path / "x.xlsx"
    path.write_bytes(sheet([["Nguyễn Văn Một", "Ấp 1", 1970]], ["Họ tên", "Thôn", "Năm sinh"]))
    said, _ = run(path, "--place", "30055", "--year", "2024", "--dry-run", "--mapping", "Sổ hộ PCGD–XMC")
    assert said["counts"]["households"] == 1
    _, complaint = run(path, "--place", "30055", "--year", "2024", "--mapping", "Sổ lạ")
    assert "Sổ hộ PCGD–XMC" in complaint


def test_whom_it_names_on_the_terminal_is_on_record_with_who_typed_it(
    world: World, clean_list: Path, faulty_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SUDO_USER", raising=False)
    user = pwd.getpwuid(os.getuid()).pw_name
    run(clean_list, "--place", "30055", "--year", "2024")
    assert not Read.objects.exists(), "a clean list is counted, nobody is named"

    run(faulty_list, "--place", "30055", "--year", "2024")
    row = Read.objects.get()
    assert (row.actor, row.page) == (f"Hệ thống: dòng lệnh ({user})", "command_import")
    assert row.persons >= 3

    run(persons(tmp_path, "2024.xlsx", LAST_YEAR), "--place", "30055", "--year", "2024")
    later = persons(tmp_path, "2025.xlsx", THIS_YEAR)
    said, _ = run(later, "--place", "30055", "--year", "2025", "--dry-run")
    named = {one["name"] for one in said["changes"]}
    row = Read.objects.first()
    shown = {one.full_name for one in Person.objects.filter(pk__in=row.subjects)}
    shown |= {one.head.full_name for one in Household.objects.filter(pk__in=row.subjects)}
    new = {"Nguyễn Thị Bé", "Bùi Văn Năm"}  # of the list, not in the register yet: counted
    assert named - shown == new
    assert row.persons >= len(named)
    assert user in Event.objects.filter(what="people.import.applied").first().actor

    monkeypatch.setenv("SUDO_USER", "tham")
    run(later, "--place", "30055", "--year", "2025", "--dry-run")
    assert Read.objects.first().actor == f"Hệ thống: dòng lệnh ({user}, vào bằng tham)"


def test_without_a_record_no_name_is_printed(
    world: World, faulty_list: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("hoctap.audit.actions.record_read", broken)
    out = StringIO()
    with pytest.raises(DatabaseError):
        call_command(
            "import", "households", str(faulty_list), "--place", "30055", "--year", "2024", stdout=out
        )
    assert out.getvalue() == ""
