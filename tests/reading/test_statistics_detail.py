"""Statistics of Thông tư 18/2014, Điều 13."""

import datetime as dt
import io

from django.urls import reverse
from openpyxl import load_workbook

from hoctap.accounts.models import User
from hoctap.libraries.circulation.tallies.actions import drop_tally, keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from hoctap.libraries.models import Copy, Library
from hoctap.reading.services.actions import check_digital
from hoctap.reading.statistics.queries import period_of, told_of
from hoctap.reading.visits.actions import record_month
from tests.libraries.shelf_hands import SINCE, copy_in, library_at, title_at
from tests.reading.hands import BY, books, lend
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/statistics/?year=2025"


def test_each_column_comes_from_the_records(world: World, library: Library, librarian: User):
    first, second = books(library, 2)
    Copy.objects.filter(pk=second.pk).update(gone_on=dt.date(2025, 6, 1), gone_why="lost")
    serial = title_at(world.commune, "Báo Đồng Tháp", kind="serial")
    copy_in(library, serial, "BAO-1")
    novel = title_at(world.commune, "Đất rừng phương Nam", classification="895.9")
    copy_in(library, novel, "VH-1")
    lend(first, dt.date(2025, 3, 1), returned_on=dt.date(2025, 3, 5))
    lend(first, dt.date(2024, 12, 15), returned_on=dt.date(2024, 12, 20))
    record_month(library, year=2025, month=3, people={"read_here": 70}, by=BY)
    check_digital(library, as_of=dt.date(2025, 5, 1), met=[], databases=2, evidence="Sổ", by=BY)
    told = told_of([library], dt.date(2025, 1, 1), dt.date(2025, 12, 31))[library.pk]
    assert (told.titles, told.copies, told.serials, told.databases) == (2, 2, 1, 2)
    assert (told.home, told.inside, told.electronic) == (1, None, None)
    assert (told.readers, told.readers_new, told.visits) == (2, 1, 70)
    page = shown(sign_in(librarian).get(HERE))
    assert "Văn học" in page
    assert "không phân loại" in page
    assert "Báo, tạp chí" in page


def test_the_self_assessment_counts_from_december(library: Library, librarian: User):
    (copy,) = books(library, 1)
    for day in (dt.date(2024, 11, 30), dt.date(2024, 12, 1), dt.date(2025, 11, 30), dt.date(2025, 12, 1)):
        lend(copy, day, returned_on=day)
    period = period_of(2025, "self")
    assert told_of([library], period.first, period.last)[library.pk].home == 2
    page = shown(sign_in(librarian).get(f"{HERE}&period=self"))
    assert "01/12/2024 – 30/11/2025" in page
    assert "Thông tư 05/2020" in page


def test_what_nobody_recorded_is_a_dash_also_in_excel(world: World, library: Library, librarian: User):
    client = sign_in(librarian)
    answer = client.get(reverse("statistics_xlsx"), {"year": "2025"})
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[1] == library.name)
    assert rows[at - 1][:3] == ["Nơi", "Thư viện, tủ sách", "Đầu sách"]
    assert set(rows[at][2:]) == {"—"}
    assert "Kỳ: năm 2025" in str(rows[1][0])
    assert page.page_setup.orientation == "landscape"
    assert library.name not in shown(sign_in(world.oanh).get(HERE))
    assert client.get(f"{HERE}&period=half").status_code == 200


def test_more_libraries_take_no_more_queries(world: World, library: Library, librarian: User):
    client = sign_in(librarian)
    before = queries_of(client, HERE)
    library_at(world.hamlet, "Tủ sách A", "bookcase")
    library_at(world.hamlet, "Tủ sách B", "bookcase")
    assert queries_of(client, HERE) == before


def test_what_the_notebook_counted_stands_beside_loans_by_card(library: Library, librarian: User):
    """Taken home with the loans written one by one, read on the spot from the notebook alone; a struck count is none."""
    (copy,) = books(library, 1)
    lend(copy, dt.date(2025, 5, 3), returned_on=dt.date(2025, 5, 8))
    told = told_of([library], dt.date(2025, 1, 1), dt.date(2025, 12, 31))[library.pk]
    assert (told.home, told.inside) == (1, None)
    keep_tally(library, TallyTyped(*month_of(dt.date(2025, 3, 1)), taken_home=41, read_here=17), by=BY)
    wrong = keep_tally(
        library, TallyTyped(*month_of(dt.date(2025, 4, 1)), taken_home=900, read_here=900), by=BY
    )
    drop_tally(wrong, "Đếm sai", by=BY)
    keep_tally(library, TallyTyped(*month_of(dt.date(2024, 4, 1)), taken_home=300, read_here=300), by=BY)
    told = told_of([library], dt.date(2025, 1, 1), dt.date(2025, 12, 31))[library.pk]
    assert (told.home, told.inside) == (42, 17)
    client = sign_in(librarian)
    answer = client.get(reverse("statistics_xlsx"), {"year": "2025"})
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    rows = [{cell.value for cell in row} for row in page.iter_rows()]
    assert any({library.name, 42, 17} <= row for row in rows)


def test_sums_are_of_every_library_however_many(world: World, library: Library, librarian: User):
    Library.objects.bulk_create(
        Library(place=world.commune, kind="bookcase", name=f"A{n}", sort_key=f"a{n}", valid_from=SINCE)
        for n in range(510)
    )
    books(library, 3)
    client = sign_in(librarian)
    page = shown(client.get(HERE))
    assert "/ 511" in page
    assert '<td class="num" data-label="Bản sách">3<' in page
    content = client.get(reverse("statistics_xlsx"), {"year": "2025"}).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert any(row[1].value == library.name for row in sheet.iter_rows())
