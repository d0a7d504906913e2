"""“Vẫn còn ở”: said once of who a list does not name, it is not asked again by the next list, until a list names him."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.people import actions
from hoctap.people.models import Household, HouseholdMember, ImportRun, StillHere
from tests.commands.test_import import run as command
from tests.people.sheets import sheet
from tests.world import World

PERSONS = ["Số hộ", "Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "Ấp"]
FIRST: list[list[object]] = [
    [1, "Nguyễn Văn Một", 1950, "Chủ hộ", "Ấp 1"],
    [1, "Nguyễn Văn Con", 1980, "Con", "Ấp 1"],
    [2, "Trần Văn Hai", 1960, "Chủ hộ", "Ấp 1"],
    [3, "Phạm Văn Ba", 1970, "Chủ hộ", "Ấp 1"],
    [4, "Võ Thị Tư", 1975, "Chủ hộ", "Ấp 1"],
    [5, "Bùi Văn Năm", 1976, "Chủ hộ", "Ấp 1"],
    [5, "Bùi Thị Mẹ", 1950, "Mẹ", "Ấp 1"],
]
WITHOUT = [row for row in FIRST if row[1] not in ("Trần Văn Hai", "Bùi Thị Mẹ")]


def hand_in(world: World, rows: list[list[object]], year: int) -> ImportRun:
    return actions.preview_import(
        world.commune, year, f"{year}.xlsx", sheet(rows, PERSONS), by=world.actor(world.lan)
    )


def enter(client: Client, run: ImportRun) -> ImportRun:
    client.post(reverse("import_apply", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "applied"
    return run


def answers(run: ImportRun) -> dict[str, str]:
    """Kind of change → answer that is already there."""
    said = dict(run.answers.values_list("key", "answer"))
    return {
        one.change: said.get(one.key, "")
        for one in run.findings.filter(change__in=["missing_household", "left"])
    }


@pytest.fixture
def told(world: World, client: Client) -> World:
    """In 2024 all were there; of 2025 an officer said that the two who are not named are still here."""
    client.force_login(world.lan)
    enter(client, hand_in(world, FIRST, 2024))
    run = hand_in(world, WITHOUT, 2025)
    assert answers(run) == {"missing_household": "", "left": ""}
    for kind in ("missing_household", "left"):
        key = run.findings.get(change=kind).key
        client.post(reverse("import_changes", args=[run.pk, kind]), {"key": [key], "answer": ["stays"]})
    enter(client, run)
    body = client.get(reverse("import_detail", args=[run.pk])).content.decode()
    assert "Hộ đã xác nhận vẫn còn ở</dt><dd>1" in body
    assert "Người đã xác nhận vẫn còn ở</dt><dd>1" in body
    return world


def test_the_next_list_has_the_answer_already_and_says_since_when(told: World, client: Client):
    run = hand_in(told, WITHOUT, 2026)
    assert answers(run) == {"missing_household": "stays", "left": "stays"}
    page = client.get(reverse("import_changes", args=[run.pk, "missing_household"]))
    assert "đã trả lời là vẫn còn ở" in page.content.decode()
    waiting = client.get(reverse("import_changes", args=[run.pk, "missing_household"]) + "?answer=none")
    assert waiting.context["page"].total == 0
    enter(client, run)
    assert not Household.objects.filter(left_year__isnull=False).exists()
    # Said of 2025: a year later it is still that year, not a newer word.
    assert {one.year for one in StillHere.objects.all()} == {2025}
    assert answers(hand_in(told, WITHOUT, 2026)) == {"missing_household": "stays", "left": "stays"}


def test_a_household_that_is_named_again_is_asked_about_when_it_is_missing_again(told: World, client: Client):
    enter(client, hand_in(told, FIRST, 2025))
    assert not StillHere.objects.exists()
    assert answers(hand_in(told, WITHOUT, 2026)) == {"missing_household": "", "left": ""}


def test_taken_back_it_is_asked_again_and_another_answer_is_written(told: World, client: Client):
    run = hand_in(told, WITHOUT, 2026)
    keys = {one.change: one.key for one in run.findings.filter(kind="change")}
    url = reverse("import_changes", args=[run.pk, "missing_household"])
    client.post(url, {"key": [keys["missing_household"]], "answer": [""]})
    client.post(
        reverse("import_changes", args=[run.pk, "left"]), {"key": [keys["left"]], "answer": ["moved_away"]}
    )
    # Checking again does not bring back what was taken back.
    actions.map_import(run, {}, by=told.actor(told.lan))
    assert answers(run) == {"missing_household": "", "left": "moved_away"}
    enter(client, run)
    assert HouseholdMember.objects.get(left_year=2026).person.full_name == "Bùi Thị Mẹ"
    assert not StillHere.objects.filter(member=None).exists()
    assert answers(hand_in(told, WITHOUT, 2026)) == {"missing_household": ""}


def test_a_list_of_an_earlier_year_knows_nothing_of_it(told: World):
    assert answers(hand_in(told, WITHOUT, 2024)) == {"missing_household": "", "left": ""}


def test_the_command_keeps_it_whatever_kinds_are_written(told: World, tmp_path: Path):
    path = tmp_path / "2026.xlsx"
    path.write_bytes(sheet(WITHOUT, PERSONS))
    options = ["--place", "30055", "--year", "2026", "--apply-changes", "missing_household,left"]
    said, _ = command(path, *options, "--dry-run")
    assert {(one["kind"], one["remembered"]) for one in said["changes"] if one["kind"] != "details"} == {
        ("missing_household", 2025), ("left", 2025),
    }  # fmt: skip
    said, _ = command(path, *options)
    assert said["changed"] == 0
    assert StillHere.objects.count() == 2
    key = next(one["key"] for one in said["changes"] if one["kind"] == "missing_household")
    command(path, *options, "--answer", f"{key}=moved_away")
    assert Household.objects.get(left_year=2026).head.full_name == "Trần Văn Hai"


def test_the_page_of_the_household_says_who_answered(told: World, client: Client):
    home = Household.objects.get(head__full_name="Trần Văn Hai")
    body = client.get(reverse("household_detail", args=[home.pk])).content.decode()
    assert "Danh sách năm 2025 không có hộ này" in body
    assert str(told.actor(told.lan)) in body or told.lan.full_name in body


def test_it_is_kept_once_and_checking_a_long_list_takes_no_query_more(told: World):
    one = StillHere.objects.get(member=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        StillHere.objects.create(household=one.household, year=2026, recorded_by="x")

    def queries(rows: list[list[object]]) -> int:
        with CaptureQueriesContext(connection) as done:
            actions.preview_import(
                told.commune, 2026, "a.xlsx", sheet(rows, PERSONS), by=told.actor(told.lan)
            )
        return len(done)

    few = queries(WITHOUT)
    for home in Household.objects.exclude(pk=one.household_id):
        StillHere.objects.create(household=home, year=2025, recorded_by="x")
    assert queries([["9", "Lê Văn Chín", 1960, "Chủ hộ", "Ấp 1"], *WITHOUT[:1]]) <= few
