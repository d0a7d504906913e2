"""The preview of a list, and what becomes of it."""

import io
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Household, HouseholdMember, ImportRun, Person
from hoctap.people.registry import after_households_added
from tests.people.sheets import FAULTY, GOOD, HEADERS, sheet
from tests.world import World, make_household


def preview(world: World, content: bytes) -> ImportRun:
    return actions.preview_import(world.commune, 2024, "danh-sach.xlsx", content, by=world.actor(world.lan))


def test_it_counts_shows_each_fault_with_its_cure_and_says_what_was_not_read(world: World, client: Client):
    make_household(world.hamlet_2, "Lê Văn Ba", birth_year=None)
    run = preview(
        world, sheet([[*row, "Kinh", "x"] for row in GOOD + FAULTY], [*HEADERS, "Dân tộc", "Ghi chú"])
    )
    client.force_login(world.lan)
    response = client.get(reverse("import_detail", args=[run.pk]))
    body = response.content.decode()
    counts = response.context["preview"].counts
    assert (counts["new_households"], counts["already"], counts["faulty_rows"], counts["repeated_rows"]) == (
        2,
        1,
        3,
        1,
    )
    for words in (
        "Nhập 2 hộ",
        "Để lại 3 dòng lỗi",
        "Không giữ:</strong> Dân tộc",
        "Ghi chú",
        'Đã có ở">dòng 2',
        "Ghi đủ họ và tên.",
    ):
        assert words in body


def test_faulty_rows_must_be_left_out_knowingly(world: World, client: Client):
    run = preview(world, sheet(GOOD + FAULTY))
    client.force_login(world.lan)
    refused = client.post(reverse("import_apply", args=[run.pk]))
    assert refused.status_code == 422
    assert "Còn 3 dòng lỗi" in refused.content.decode()
    assert not Household.objects.exists()
    done = client.post(reverse("import_apply", args=[run.pk]), {"leave_faulty": "on"}, follow=True)
    assert "Đã nhập 3 hộ" in done.content.decode()
    assert Household.objects.count() == 3


def test_pressing_twice_and_importing_the_same_file_again_add_nothing(world: World, client: Client):
    run = preview(world, sheet(GOOD))
    client.force_login(world.lan)
    for _ in range(2):
        assert client.post(reverse("import_apply", args=[run.pk])).status_code == 302
    assert Household.objects.count() == Person.objects.count() == HouseholdMember.objects.count() == 3
    again = preview(world, sheet(GOOD))
    assert "đều đã có trong sổ" in client.get(reverse("import_detail", args=[again.pk])).content.decode()
    assert actions.apply_import(again, by=world.actor(world.lan)) == 0
    assert Household.objects.count() == 3


def test_who_entered_the_register_since_the_preview_is_not_entered_twice(world: World):
    first, second = preview(world, sheet(GOOD)), preview(world, sheet(GOOD))
    assert actions.apply_import(first, by=world.actor(world.lan)) == 3
    assert actions.apply_import(second, by=world.actor(world.lan)) == 0
    assert Household.objects.count() == 3


def test_the_rows_are_gone_from_the_run_once_they_have_served(world: World, client: Client):
    applied, dropped = preview(world, sheet(GOOD)), preview(world, sheet(GOOD + FAULTY))
    client.force_login(world.lan)
    client.post(reverse("import_apply", args=[applied.pk]))
    client.post(reverse("import_drop", args=[dropped.pk]))
    for run in ImportRun.objects.all():
        assert (run.head, run.counts, run.notes) == ({}, {}, {})
        assert not run.staged_rows.exists()
        assert not run.findings.exists()
        assert client.get(reverse("import_detail", args=[run.pk])).status_code == 200
    with pytest.raises(Refused, match="đã bỏ"):
        actions.apply_import(dropped, by=world.actor(world.lan))
    assert client.post(reverse("import_drop", args=[applied.pk])).status_code == 422


def test_others_are_told_in_the_same_transaction_and_their_failure_undoes_all(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    run = preview(world, sheet(GOOD))

    def fail(households: list[Household], by: object) -> None:
        assert len(households) == 3
        raise RuntimeError("the open round is broken")

    monkeypatch.setattr(after_households_added, "_entries", {})
    after_households_added.register("test", fail)
    with pytest.raises(RuntimeError):
        actions.apply_import(run, by=world.actor(world.lan))
    assert not Household.objects.exists()
    run.refresh_from_db()
    assert run.state == ImportRun.State.PREVIEWED


def test_faulty_rows_come_back_as_a_workbook_that_can_be_corrected_and_imported(world: World, client: Client):
    run = preview(world, sheet(GOOD + FAULTY))
    client.force_login(world.lan)
    response = client.get(reverse("import_faulty", args=[run.pk]))
    assert "no-store" in response["Cache-Control"]
    book = load_workbook(io.BytesIO(response.content))
    page = book.worksheets[0]
    head = [cell.value for cell in page[1]]
    assert head[-1] == "Cần sửa"
    assert page.max_row == 4
    assert "Thiếu họ tên" in str(page.cell(2, len(head)).value)
    page.cell(2, head.index("Họ và tên chủ hộ") + 1).value = "Võ Văn Tư"
    page.delete_rows(3, 2)
    out = io.BytesIO()
    book.save(out)
    corrected = preview(world, out.getvalue())
    assert actions.apply_import(corrected, by=world.actor(world.lan)) == 1
    assert Household.objects.get().head.full_name == "Võ Văn Tư"


def test_a_typed_formula_does_not_come_back_as_one(world: World, client: Client):
    run = preview(world, sheet([[1, "=HYPERLINK(0)", 1970, "", "Ấp 9"], [2, "A", 1970, "", "+Ấp 9"]]))
    client.force_login(world.lan)
    book = load_workbook(io.BytesIO(client.get(reverse("import_faulty", args=[run.pk])).content))
    values = [str(cell.value) for row in book.worksheets[0].iter_rows(min_row=2, max_col=10) for cell in row]
    assert "'+Ấp 9" in values
    assert not [value for value in values if value.startswith(("=", "+"))]


def test_the_outsider_learns_and_changes_nothing(world: World, client: Client):
    run = preview(world, sheet(GOOD))
    client.force_login(world.oanh)
    for method, name in (
        ("get", "import_detail"),
        ("get", "import_faulty"),
        ("post", "import_apply"),
        ("post", "import_drop"),
    ):
        response = getattr(client, method)(reverse(name, args=[run.pk]))
        assert response.status_code == 404
        assert "Nguyễn Văn Một" not in response.content.decode()
    for act in (actions.apply_import, actions.drop_import):
        with pytest.raises(Forbidden):
            act(run, by=world.actor(world.oanh))
    with pytest.raises(Forbidden):
        actions.preview_import(world.commune, 2024, "x.xlsx", sheet(GOOD), by=world.actor(world.oanh))


def test_5000_households_enter_within_seconds_and_few_statements(world: World):
    rows = [[number, f"Nguyễn Văn {'ABCDEGHK'[number % 8]}", 1940 + number % 60, "Nam", f"Ấp {1 + number % 2}", f"Tổ {number}"]
            for number in range(5000)]  # fmt: skip
    for number, row in enumerate(rows):
        # Names without digits, all different.
        row[1] = "Nguyễn " + "".join("abcdeghkmn"[int(digit)] for digit in f"{number:04d}").capitalize()
    run = preview(world, sheet(rows))
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as queries:
        assert actions.apply_import(run, by=world.actor(world.lan)) == 5000
    assert time.monotonic() - begun < 20
    assert len(queries) < 45
    assert Summary.objects.get(place=world.commune, year=2024, counter="household.listed").value == 5000
