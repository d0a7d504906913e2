"""Books are views of records, printed when somebody asks for them."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.facilities.equipment import actions as equipment
from hoctap.centres.facilities.equipment.rules import Counted
from hoctap.centres.models import Centre
from hoctap.centres.registry import centre_books
from hoctap.core.dates import today
from hoctap.learning.models import Attendance, Headcount, Session
from hoctap.papers.books.printing import ACROSS
from tests.centres.facility_hands import chairs, venue_in
from tests.centres.test_centre_file import activity
from tests.world import World

URL = "/centres/books/"


@pytest.mark.requirement("S4-65")
def test_the_book_of_resolutions_as_word_and_as_a_workbook(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    people = [
        board.seat_member(centre, SeatDetails("member", name, dt.date(2024, 1, 1)), by=by)
        for name in ("Một", "Hai")
    ]
    board.record_board_meeting(
        centre,
        on=dt.date(2024, 5, 6),
        chaired_by="Một",
        agenda="Quý III",
        conclusion="=Mở hai lớp",
        present=people,
        by=by,
    )
    client.force_login(director)
    page = client.get(f"{URL}?year=2024").content.decode()
    assert "Sổ nghị quyết họp" in page
    assert "Sổ theo dõi lớp, hoạt động" in page
    word = client.get(reverse("centrebook_print", args=[centre.pk, "meetings", "docx"]) + "?year=2024")
    cells = [cell.text for row in Document(io.BytesIO(word.content)).tables[0].rows for cell in row.cells]
    assert "06/05/2024" in cells
    assert "=Mở hai lớp" in cells
    sheet = client.get(reverse("centrebook_print", args=[centre.pk, "meetings", "xlsx"]) + "?year=2024")
    (row,) = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True))
    assert row[5] == "'=Mở hai lớp"  # no program runs it as a formula
    other_year = client.get(reverse("centrebook_print", args=[centre.pk, "meetings", "xlsx"]) + "?year=2023")
    assert load_workbook(io.BytesIO(other_year.content)).active.max_row == 1
    for code, form in (("nothing", "docx"), ("meetings", "exe")):
        assert client.get(reverse("centrebook_print", args=[centre.pk, code, form])).status_code == 404
    client.force_login(world.oanh)
    assert client.get(reverse("centrebook_print", args=[centre.pk, "meetings", "docx"])).status_code == 404


def printed(client: Client, centre: Centre, code: str, form: str, year: int) -> list[list[object]]:
    answer = client.get(reverse("centrebook_print", args=[centre.pk, code, form]), {"year": year})
    if form == "docx":
        table = Document(io.BytesIO(answer.content)).tables[0]
        return [[cell.text for cell in row.cells] for row in table.rows[2:]]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.requirement("S0-18")
def test_the_book_of_support_has_its_sums_by_source(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    for what, source, amount, is_in_kind in (
        ("Cấp chi hoạt động", "budget", 30_000_000, False),
        ("Tủ sách", "social", 6_000_000, True),
        ("Sách cũ", "social", None, True),
        ("Ghi nhầm", "social", 1_000_000, False),
    ):
        row = equipment.record_support(
            centre,
            on=dt.date(2024, 5, 6),
            kind="materials",
            what=what,
            source=source,
            is_in_kind=is_in_kind,
            amount=amount,
            funder="Ủy ban",
            by=by,
        )
    equipment.void_support(row, why="Ghi hai lần", by=by)
    client.force_login(director)
    assert "Sổ đầu tư, hỗ trợ" in client.get(f"{URL}?year=2024").content.decode()
    told = [[row[2], row[6], row[7]] for row in printed(client, centre, "support", "docx", 2024)]
    assert told == [
        ["Cấp chi hoạt động", "30.000.000", ""],
        ["Tủ sách", "", "6.000.000"],
        ["Sách cũ", "", "chưa định giá"],
        ["Cộng: Ngân sách nhà nước", "30.000.000", ""],
        ["Cộng: Xã hội hóa", "", "6.000.000"],
        ["Tổng cộng", "30.000.000", "6.000.000"],
    ]
    answer = client.get(reverse("centrebook_print", args=[centre.pk, "support", "docx"]), {"year": 2024})
    last = Document(io.BytesIO(answer.content)).tables[0].rows[-1]
    assert [run.bold for run in last.cells[2].paragraphs[0].runs] == [True]
    assert printed(client, centre, "support", "xlsx", 2024)[0][6] == 30_000_000
    assert printed(client, centre, "support", "docx", 2023) == []


@pytest.mark.requirement("S4-65")
def test_the_register_of_assets_is_of_today_or_as_a_year_was_last_checked(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    year = today().year
    seats = chairs(centre, by=by)
    equipment.record_check(
        centre,
        [Counted(seats.pk, 17, 2, 1)],
        checked_on=dt.date(year - 1, 6, 1),
        taken_by="Tổ kiểm kê",
        by=by,
    )
    chairs(centre, of="Bàn", by=by)
    gone = chairs(centre, of="Tủ sách", by=by)
    equipment.drop_equipment(gone, why="Thanh lý", by=by)
    venue_in(world.commune, "Nhà của trung tâm", centre=centre, built_year=year)
    client.force_login(director)
    now = {row[1]: row for row in printed(client, centre, "assets", "docx", year)}
    assert list(now) == ["Nhà của trung tâm", "Bàn", "Ghế", "Tủ sách"]
    assert now["Bàn"][4:8] == ["20", "20 dùng tốt", "Ngân sách nhà nước", "5.000.000"]
    assert now["Tủ sách"][9].endswith("Thanh lý")
    then = {row[1]: row for row in printed(client, centre, "assets", "docx", year - 1)}
    assert "Nhà của trung tâm" not in then, "built later"
    assert then["Ghế"][4:6] == ["20", "17 dùng tốt, 2 cần sửa, 1 hỏng"]
    assert then["Ghế"][9] == f"kiểm kê 01/06/{year - 1}"
    assert then["Bàn"][4:6] == ["", ""]
    assert then["Bàn"][9] == "không kiểm kê trong năm"
    client.force_login(world.oanh)
    assert client.get(reverse("centrebook_print", args=[centre.pk, "assets", "docx"])).status_code == 404


def test_every_book_prints_and_its_columns_fit_its_rows(world: World, director: User, centre: Centre):
    for code, book in centre_books.items():
        assert book.columns, code
        for row in book.rows(centre, 2024) + (book.sums(centre, 2024) if book.sums else []):
            assert len(row) == len(book.columns), code


def test_a_day_stands_on_one_line_of_a_printed_book():
    """21 mm hold '30/11/2026' with the margins of its cell."""
    for code, book in centre_books.items():
        parts = sum(width for _, width, _ in book.columns)
        for head, width, _ in book.columns:
            if "ngày" in head.lower():
                assert ACROSS * width / parts >= 21, (code, head)


def test_people_at_activities_are_a_dash_where_nobody_counted(world: World, director: User, centre: Centre):
    counted, named, unknown = (activity(centre, dt.date(2024, 5, day)) for day in (1, 2, 3))
    for one, by in ((counted, "heads"), (named, "names")):
        session = Session.objects.create(
            activity=one, number=1, on=one.starts_on, state="held", counted_by=by
        )
        if by == "heads":
            Headcount.objects.create(session=session, sex="f", people=12)
        else:
            for name in ("A", "B"):
                Attendance.objects.create(
                    session=session, full_name=name, name_key=name, via="typed", taken_by="x"
                )
    book = centre_books["activities"]
    at = [head for head, _, _ in book.columns].index("Lượt người")
    assert [row[at] for row in book.rows(centre, 2024)] == [12, 2, None]
    assert unknown.sessions.count() == 0
