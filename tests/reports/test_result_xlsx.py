from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.world import World


@pytest.mark.requirement("S3-05")
def test_the_officer_takes_the_table_away_as_a_workbook(two_seasons: World, client: Client):
    client.force_login(two_seasons.lan)
    answer = client.get(reverse("result_xlsx"), {"place": str(two_seasons.commune.pk), "year": "2024"})
    assert 'filename="ket-qua-danh-hieu-hoc-tap-30055-2024.xlsx"' in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.content)).active
    assert "Xã Tân Kiều" in [row[0].value for row in sheet.iter_rows()]


def test_an_officer_of_another_commune_gets_no_workbook(two_seasons: World, client: Client):
    client.force_login(two_seasons.oanh)
    answer = client.get(reverse("result_xlsx"), {"place": str(two_seasons.commune.pk), "year": "2024"})
    assert answer.status_code == 404
    assert "Tân Kiều" not in answer.text
