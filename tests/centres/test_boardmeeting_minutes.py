"""Biên bản họp: printed from the meeting as it was recorded."""

import datetime as dt
import io

import pytest
from django.test import Client
from docx import Document

from hoctap.accounts.models import User
from hoctap.centres.board import actions, links
from hoctap.centres.board.models import BoardMeeting
from hoctap.centres.board.rules import MinutesDetails, SeatDetails
from hoctap.centres.books.own import OWN
from hoctap.centres.models import Centre
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper, PaperState
from tests.world import World

ON = dt.date(2024, 5, 6)
TYPED = {
    "secretary": "Bà Thư Ký",
    "held_at": "Phòng họp của trung tâm",
    "starts_at": "08:00",
    "ends_at": "09:30",
    "discussion": "Lớp tối thuận hơn.\nCần máy chiếu.",
    "tasks": "Bà Thư Ký xếp lịch trước ngày 15",
}


def recorded(centre: Centre, by: Actor) -> BoardMeeting:
    held = (
        ("member", "Ủy viên Một"),
        ("member", "Ủy viên Hai"),
        ("member", "Người Vắng"),
        ("staff", "Nhân Viên"),
    )
    seats = [
        actions.seat_member(centre, SeatDetails(role, name, dt.date(2024, 1, 1)), by=by)
        for role, name in held
    ]
    return actions.record_board_meeting(
        centre,
        on=ON,
        chaired_by="Ông Chủ Trì",
        agenda="Việc quý III",
        conclusion="Mở hai lớp",
        present=seats[:2],
        by=by,
    )


def words_of(paper: Paper) -> str:
    docx = files.read(paper.versions.order_by("-version")[0].sha256)
    assert check_layout(docx) == []
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def _url(meeting: BoardMeeting) -> str:
    return f"/centres/meetings/{meeting.pk}/minutes/"


@pytest.mark.requirement("S2-07")
def test_the_minutes_say_who_came_who_was_missing_and_what_comes_next(
    world: World, director: User, centre: Centre, client: Client
):
    meeting = recorded(centre, world.actor(director))
    client.force_login(director)
    page = f"/centres/meetings/{meeting.pk}/"
    assert "Lập biên bản" in client.get(page).content.decode()
    assert "Mở hai lớp" in client.get(_url(meeting)).content.decode()
    assert client.post(_url(meeting), TYPED).status_code == 302
    paper = Paper.objects.get()
    words = words_of(paper)
    for part in (
        "BIÊN BẢN",
        "từ 08:00 đến 09:30, ngày 06/05/2024",
        "Phòng họp của trung tâm",
        "2 người: Ủy viên Hai (ủy viên); Ủy viên Một (ủy viên)",
        "1 người: Người Vắng (ủy viên)",
        "Việc quý III",
        "Cần máy chiếu.",
        "Mở hai lớp",
        "Bà Thư Ký xếp lịch trước ngày 15",
        "Ông Chủ Trì",
    ):
        assert part in words
    assert "Nhân Viên" not in words
    assert paper.title in client.get(page).content.decode()
    assert "Bản nháp" in client.get(f"/centres/board/?centre={centre.pk}&year=2024").content.decode()
    assert links.about_url(paper) == page


def test_written_again_it_is_one_paper_and_one_line_of_the_book(
    world: World, director: User, centre: Centre, client: Client
):
    meeting = recorded(centre, world.actor(director))
    client.force_login(director)
    client.post(_url(meeting), TYPED)
    paper = Paper.objects.get()
    printed = serial.from_json(paper.versions.get().content)
    assert links.lay_out_again(paper, printed) == printed
    assert "Cần máy chiếu." in client.get(_url(meeting)).content.decode()
    client.post(_url(meeting), {**TYPED, "tasks": "Hoãn sang quý IV"})
    assert Paper.objects.get().versions.count() == 2
    assert "Hoãn sang quý IV" in words_of(paper)
    assert links.lay_out_again(paper, printed) != printed
    assert len(OWN["meetings"].rows(centre, 2024)) == 1


def test_minutes_that_were_put_away_are_made_anew(world: World, director: User, centre: Centre):
    by = world.actor(director)
    meeting = recorded(centre, by)
    first = actions.write_board_minutes(meeting, MinutesDetails("Bà Thư Ký"), by=by)
    Paper.objects.filter(pk=first.pk).update(state=PaperState.VOID)
    second = actions.write_board_minutes(meeting, MinutesDetails("Bà Thư Ký"), by=by)
    meeting.refresh_from_db()
    assert meeting.paper == second != first


def test_signed_minutes_are_not_written_again(world: World, director: User, centre: Centre):
    by = world.actor(director)
    meeting = recorded(centre, by)
    paper = actions.write_board_minutes(meeting, MinutesDetails("Bà Thư Ký"), by=by)
    papers.mark_printed(paper, by=by)
    papers.record_signature(paper, number=1, dated_on=ON, signer="Ông Chủ Trì", by=by)
    with pytest.raises(Refused, match="đã ký"):
        actions.write_board_minutes(meeting, MinutesDetails("Bà Thư Ký", tasks="Khác"), by=by)


def test_what_is_missing_or_cannot_be_is_said_beside_its_field(
    world: World, director: User, centre: Centre, client: Client
):
    meeting = recorded(centre, world.actor(director))
    client.force_login(director)
    answer = client.post(_url(meeting), {**TYPED, "secretary": " ", "ends_at": "07:00"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy ghi thư ký, người ghi biên bản." in page
    assert "Giờ kết thúc phải sau giờ bắt đầu." in page
    assert "Cần máy chiếu." in page
    assert "ghi giờ như 07:30" in client.post(_url(meeting), {**TYPED, "starts_at": "sáng"}).content.decode()
    assert not Paper.objects.exists()
    meeting.refresh_from_db()
    assert (meeting.secretary, meeting.held_at, meeting.paper) == ("", "", None)


def test_who_only_reads_and_who_is_of_elsewhere_write_none(
    world: World, director: User, centre: Centre, client: Client
):
    meeting = recorded(centre, world.actor(director))
    for user in (world.oanh, world.hung):
        client.force_login(user)
        assert client.post(_url(meeting), TYPED).status_code in (403, 404)
    client.force_login(world.lan)  # reads the file, keeps it not
    assert "Lập biên bản" not in client.get(f"/centres/meetings/{meeting.pk}/").content.decode()
    assert client.post(_url(meeting), TYPED).status_code in (403, 404)
    assert not Paper.objects.exists()


def test_the_list_of_meetings_asks_no_more_for_more_of_them(
    world: World, director: User, centre: Centre, client: Client, django_assert_max_num_queries
):
    by = world.actor(director)
    first = recorded(centre, by)
    present = list(first.present.all())
    client.force_login(director)
    url = f"/centres/board/?centre={centre.pk}&year=2024"
    client.get(url)
    with django_assert_max_num_queries(200) as asked:
        client.get(url)
    for day in range(1, 6):
        meeting = actions.record_board_meeting(
            centre,
            on=ON + dt.timedelta(days=day),
            chaired_by="Ông Chủ Trì",
            agenda="Việc",
            conclusion="Làm",
            present=present,
            by=by,
        )
        actions.write_board_minutes(meeting, MinutesDetails("Bà Thư Ký"), by=by)
    with django_assert_max_num_queries(len(asked)):
        client.get(url)
