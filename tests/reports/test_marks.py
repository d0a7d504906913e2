"""Figures of an edition that nobody verified say so wherever they are looked at, and wherever they leave."""

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from hoctap.criteria.models import CriteriaEdition, Title, Verification
from hoctap.measures.registry import measures
from hoctap.recognition.models import RecognitionRound
from hoctap.reports.foreign import actions as foreign
from hoctap.reports.marks import mark_at, sample_mark, titles_of, titles_of_codes
from hoctap.reports.tables import lists
from hoctap.reports.tables.lists import DossierList
from hoctap.reports.tables.public import content_of
from tests.figures import make_round
from tests.reports.foreign.hands import PAGE, YEAR, mapped
from tests.world import World, make_place

MARK = "MẪU CHƯA XÁC THỰC"
FAMILIES = "learning_family.recognised"
SCREENS = [
    ("result_table", {}),
    ("result_heat", {}),
    ("result_trend", {}),
    ("result_comparison", {}),
    ("board_detail", {}),
    ("adhoc_table", {"measure": [FAMILIES]}),
]
FILES = ["adhoc_csv", "adhoc_xlsx", "result_csv", "result_xlsx", "result_heat_csv", "result_heat_xlsx"]
FILES += ["result_trend_csv", "result_trend_xlsx", "result_comparison_xlsx", "tableexport_csv"]


def verify() -> None:
    """The rounds as if they had been judged by an edition of the printed text: one that was published never changes."""
    checked = CriteriaEdition.objects.create(
        code="da-doi-chieu",
        title=Title.LEARNING_FAMILY,
        name="Bộ tiêu chí đã đối chiếu",
        verification=Verification.VERIFIED,
        valid_from=dt.date(2020, 1, 1),
        threshold=80,
        published_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    RecognitionRound.objects.update(edition=checked)


def words_in(answer: Any) -> str:
    assert answer.status_code == 200
    if answer["Content-Type"].startswith("text/csv"):
        return b"".join(answer.streaming_content).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(answer.content))
    return "\n".join(
        str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value
    )


@pytest.fixture
def officer(two_seasons: World, client: Client) -> Client:
    client.force_login(two_seasons.lan)
    return client


@pytest.mark.parametrize(("name", "more"), SCREENS)
def test_a_screen_of_figures(name: str, more: dict[str, Any], officer: Client, two_seasons: World):
    asked = {"place": str(two_seasons.commune.pk), "year": "2024", **more}
    assert officer.get(reverse(name), asked).text.count('class="sample-mark"') == 1
    verify()
    page = officer.get(reverse(name), asked)
    assert page.status_code == 200
    assert "sample-mark" not in page.text
    assert MARK not in page.text


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_leaves(name: str, officer: Client, two_seasons: World):
    asked = {"place": str(two_seasons.commune.pk), "year": "2024", "measure": [FAMILIES]}
    assert MARK in words_in(officer.get(reverse(name), asked))
    verify()
    assert MARK not in words_in(officer.get(reverse(name), asked))


def test_each_line_of_a_csv_carries_it_and_its_other_columns_stay_in_their_place(
    officer: Client, two_seasons: World
):
    asked = {"place": str(two_seasons.commune.pk), "year": "2024"}
    answer = officer.get(reverse("result_csv"), asked)
    rows = list(csv.reader(io.StringIO(words_in(answer)), delimiter=";"))
    assert rows[0][-1] == "Ghi chú"
    assert {row[-1].partition(" –")[0] for row in rows[1:]} == {MARK}
    verify()
    plain = list(csv.reader(io.StringIO(words_in(officer.get(reverse("result_csv"), asked))), delimiter=";"))
    assert [row[:-1] for row in rows] == plain


def test_each_printed_page_of_a_long_workbook_carries_it(officer: Client, two_seasons: World):
    asked = {"place": str(two_seasons.commune.pk), "year": "2024"}

    def head() -> str | None:
        page = load_workbook(io.BytesIO(officer.get(reverse("result_heat_xlsx"), asked).content)).active
        assert page is not None
        return page.oddHeader.center.text

    assert (head() or "").startswith(f"&B{MARK}")
    verify()
    assert not head()


def test_a_list_of_dossiers_knows_it_before_its_first_row(two_seasons: World):
    wanted = DossierList(two_seasons.commune, 2024, Title.LEARNING_FAMILY, "denominator")
    assert lists.dossier_sheet(wanted, []).mark.startswith(MARK)
    verify()
    assert lists.dossier_sheet(wanted, []).mark == ""


def test_the_public_page_keeps_what_it_was_told_with(two_seasons: World):
    assert any(block["sample"].startswith(MARK) for block in content_of(two_seasons.commune, 2024)["blocks"])
    verify()
    assert not any(block["sample"] for block in content_of(two_seasons.commune, 2024)["blocks"])


@pytest.mark.usefixtures("district_officer")
def test_a_form_from_above(both_seasons: World, client: Client):
    form = mapped(both_seasons)
    client.force_login(both_seasons.bich)
    url = reverse("foreign_fill", args=[form.pk]) + "?kind=year&year=2024"
    assert client.get(url).text.count('class="sample-mark"') == 1
    answer = client.post(url)
    assert "x%C3%A1c%20th%E1%BB%B1c" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[-1] == "Ghi chú"
    assert str(book["Ghi chú"]["A1"].value).startswith(MARK)
    verify()
    plain = foreign.fill_foreign_form(form, YEAR, by=both_seasons.actor(both_seasons.bich))
    assert "sample-mark" not in client.get(url).text
    with zipfile.ZipFile(io.BytesIO(plain)) as without, zipfile.ZipFile(io.BytesIO(answer.content)) as marked:
        assert set(marked.namelist()) - set(without.namelist()) == {"xl/worksheets/sheet3.xml"}
        changed = {name for name in without.namelist() if without.read(name) != marked.read(name)}
    assert changed == {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert load_workbook(io.BytesIO(plain)).sheetnames == book.sheetnames[:-1]
    assert book[PAGE]["C8"].value == 10


def test_quantities_and_measures_name_the_titles_that_decide_them():
    assert titles_of_codes([f"measure:{FAMILIES}:numerator", "household.listed", "fund.closing"]) == {
        "learning_family"
    }
    assert titles_of_codes(["learning_clan.recognised", FAMILIES]) == {"learning_clan", "learning_family"}
    assert titles_of([measures[FAMILIES]]) == {"learning_family"}


def test_a_round_elsewhere_or_of_another_year_or_title_marks_nothing(two_seasons: World):
    here, there = [two_seasons.commune.pk], [two_seasons.other_commune.pk]
    assert sample_mark(here, 2024, ["learning_family"]).startswith(MARK)
    assert sample_mark(here, range(2020, 2025), ["learning_family", "learning_clan"]).startswith(MARK)
    assert sample_mark(there, 2024, ["learning_family"]) == ""
    assert sample_mark(here, 2022, ["learning_family"]) == ""
    assert sample_mark(here, 2024, ["learning_citizen"]) == ""
    assert sample_mark([], 2024, ["learning_family"]) == ""


def test_one_query_for_any_number_of_places(two_seasons: World):
    for number in range(5):
        make_round(
            make_place("commune", "xã", f"Mới {number}", two_seasons.district, f"3300{number}"),
            two_seasons.edition,
        )
    with CaptureQueriesContext(connection) as captured:
        sample_mark([two_seasons.commune.pk], [2023, 2024], ["learning_family", "learning_clan"])
    assert len(captured) == 1
    with CaptureQueriesContext(connection) as captured:
        assert mark_at(two_seasons.district, [2023, 2024], ["learning_family"])
    assert len(captured) == 3
