"""What is seen, as CSV and XLSX: the same figures as on the page, and who took them."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.reports.tables import rules
from tests.world import World

FAMILIES = "learning_family.recognised"


def csv_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def officer(two_seasons: World, client: Client) -> Client:
    client.force_login(two_seasons.lan)
    return client


def here(world: World, **more: Any) -> dict[str, Any]:
    return {"place": str(world.commune.pk), "year": "2024", **more}


def test_the_ad_hoc_table(officer: Client, two_seasons: World):
    asked = here(two_seasons, measure=[FAMILIES], part=["numerator", "percent"], sort=f"-{FAMILIES}:percent")
    rows = csv_of(officer.get(reverse("adhoc_csv"), asked))
    assert [row[0] for row in rows[1:]] == ["Ấp 1", "Ấp 2", "Cả xã Tân Kiều"]
    assert rows[1][1:3] == ["3", "50"]
    page = load_workbook(io.BytesIO(officer.get(reverse("adhoc_xlsx"), asked).content)).active
    assert page is not None
    words = "\n".join(str(row[0].value) for row in page.iter_rows(max_row=12))
    assert "Xã Tân Kiều" in words
    assert "người lấy: Nguyễn Thị Lan" in words
    found = {row[0].value: [cell.value for cell in row[1:]] for row in page.iter_rows()}
    assert found["Ấp 1"] == [3, 0.5]


def test_a_table_that_is_too_large_is_left_to_a_job(officer: Client, two_seasons: World, monkeypatch: Any):
    monkeypatch.setattr(rules, "MOST_CELLS", 1)
    asked = here(two_seasons, measure=[FAMILIES])
    assert officer.get(reverse("adhoc_xlsx"), asked).status_code == 404
    assert len(csv_of(officer.get(reverse("adhoc_csv"), asked))) == 4


def test_the_results_of_a_title(officer: Client, two_seasons: World):
    rows = csv_of(officer.get(reverse("result_csv"), here(two_seasons)))
    assert rows[0][:4] == ["Ấp, khóm", "Tổng số hộ", "Đăng ký", "Công nhận"]
    assert rows[1][:8] == ["Ấp 1", "6", "4", "3", "1", "50", "75", "2"]
    assert rows[-1][0] == "Tổng cộng"
    earlier = csv_of(officer.get(reverse("result_csv"), here(two_seasons, as_of="2024-06-01")))
    assert earlier[1][2] == "—"


@pytest.mark.parametrize("name", ["result_heat", "result_trend"])
def test_heat_and_trend(name: str, officer: Client, two_seasons: World):
    rows = csv_of(officer.get(reverse(f"{name}_csv"), here(two_seasons)))
    assert rows[1][0] == "Ấp 1"
    assert "50" in rows[1]
    answer = officer.get(reverse(f"{name}_xlsx"), here(two_seasons))
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    found = {row[0].value: [cell.value for cell in row[1:]] for row in page.iter_rows()}
    assert 0.5 in found["Ấp 1"]


@pytest.mark.parametrize(
    "name",
    ["adhoc_csv", "adhoc_xlsx", "result_csv", "result_heat_csv", "result_heat_xlsx", "result_trend_csv", "result_trend_xlsx"],
)  # fmt: skip
def test_a_stranger_takes_nothing(name: str, two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    assert client.get(reverse(name), here(two_seasons)).status_code == 404
    assert client.get(reverse(name), {"year": "chín"}).status_code in (200, 404)
