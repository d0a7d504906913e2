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
from hoctap.centres.models import Centre
from hoctap.centres.registry import centre_books
from hoctap.learning.models import Attendance, Headcount, Session
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


def test_every_book_prints_and_its_columns_fit_its_rows(world: World, director: User, centre: Centre):
    for code, book in centre_books.items():
        assert book.columns, code
        for row in book.rows(centre, 2024):
            assert len(row) == len(book.columns), code


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
