from io import BytesIO

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.core.vietnamese import MISSING
from hoctap.reports.comparison import comparison
from tests.world import World


def test_the_workbook_holds_the_rows_of_the_screen(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    asked = {"place": str(two_seasons.commune.pk), "year": "2024"}
    answer = client.get(reverse("result_comparison_xlsx"), asked)
    assert 'filename="so-sanh-30055-2023-2024.xlsx"' in answer.headers["Content-Disposition"]
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))
    shown = comparison(two_seasons.commune, 2024)
    assert [row[0] for row in rows[:3]] == ["Ấp 1", "Ấp 2", "Tổng cộng xã Tân Kiều"]
    assert str(rows[3][0]).startswith("MẪU CHƯA XÁC THỰC")
    for row, one in zip(rows[:3], (*shown.rows, shown.total), strict=True):
        expected = (one.then.households, one.then.recognised, one.now.households, one.now.recognised)
        assert (row[1], row[2], row[4], row[5]) == tuple(MISSING if n is None else n for n in expected)
    assert rows[0][7] == 2
    assert rows[0][3] == 50.0


def test_an_officer_of_another_commune_gets_no_workbook(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    asked = {"place": str(two_seasons.commune.pk), "year": "2024"}
    answer = client.get(reverse("result_comparison_xlsx"), asked)
    assert answer.status_code == 404
    assert "Tân Kiều" not in answer.text
