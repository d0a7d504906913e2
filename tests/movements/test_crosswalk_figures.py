"""Figures for the dossiers of others, on the page, in Excel and Word."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_percent
from hoctap.movements.crosswalk.actions import add_line
from hoctap.movements.crosswalk.rules import LineTyped
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import YEAR, Season, walk
from tests.world import World

HERE = f"/movements/crosswalk/figures/?year={YEAR}"
SHEET = f"{reverse('crosswalk_sheet')}?year={YEAR}"
FAMILY, CLAN = "learning_family.recognised", "learning_clan.recognised"


@pytest.fixture
def season(world: World) -> Season:
    walked = walk(world)
    by = walked.by(walked.officer)
    for code, measure in (("5.2", FAMILY), ("5.10", CLAN)):
        add_line(
            world.commune, LineTyped("rural", code, f"Nội dung {code}", measure, "QĐ của tỉnh (thử)"), by=by
        )
    return walked


@pytest.mark.requirement("S3-57")
def test_each_criterion_has_the_figure_of_the_records_with_the_day_it_was_read(season: Season):
    client = sign_in(season.officer)
    page = shown(client.get(HERE))
    day = format_date(today())
    assert f"lấy từ sổ ngày {day}" in page
    assert page.index("Nội dung 5.2") < page.index("Nội dung 5.10"), "as people count"
    rows = list(load_workbook(io.BytesIO(client.get(SHEET).content)).active.values)
    assert rows[1][1] == "5.2"
    assert rows[1][4] == 2, "of Ấp 1 two were recognised"
    assert rows[1][8] == day
    assert rows[2][4:6] == (0, 1), "of the one clan of the register none, which is not missing"
    document = Document(io.BytesIO(client.get(f"{SHEET}&as=docx").content))
    told = "\n".join(one.text for one in document.paragraphs)
    words = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "Nội dung 5.2" in words
    assert f"2/4 ({format_percent(50)})" in words
    assert f"Lấy từ sổ ngày {day}" in told


def test_what_nobody_recorded_is_missing_and_not_zero(season: Season):
    client = sign_in(season.officer)
    assert "chưa có số liệu" in shown(client.get(HERE.replace(str(YEAR), "2019")))
    sheet = client.get(SHEET.replace(str(YEAR), "2019")).content
    assert list(load_workbook(io.BytesIO(sheet)).active.values)[1][4] is None


def test_only_the_asked_dossier(season: Season):
    page = shown(sign_in(season.officer).get(f"{HERE}&dossier=urban"))
    assert "Nội dung 5.2" not in page


def test_nobody_reads_the_figures_of_another_place(season: Season):
    world = season.world
    client = sign_in(world.oanh)
    assert "Nội dung 5.2" not in shown(client.get(HERE))
    for address in (HERE, SHEET):
        assert client.get(f"{address}&place={season.commune.pk}").status_code == 404
    assert "Nội dung 5.2" in shown(sign_in(world.bich).get(f"{HERE}&place={season.commune.pk}"))


def test_more_lines_of_a_measure_take_no_more_queries(season: Season):
    client = sign_in(season.officer)
    before = queries_of(client, HERE)
    for number in range(3):
        line = LineTyped("rural", f"7.{number}", "x", FAMILY, "QĐ")
        add_line(season.commune, line, by=season.by(season.officer))
    assert queries_of(client, HERE) == before
