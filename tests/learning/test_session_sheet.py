"""Danh sách ký nhận: printed before, signed there, filed after."""

import io

import pytest
from django.test import Client
from docx import Document

from hoctap.core import files
from hoctap.core.reading import watched
from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions, contents
from hoctap.learning.attendance.queries import note_paper
from hoctap.learning.attendance.rules import ListWanted
from hoctap.learning.models import Activity, ActivityKind, Session
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper
from tests.learning.hands import activity_at, session_of
from tests.learning.roll_hands import heads_of, session_at, tick
from tests.world import World


def _url(session: Session) -> str:
    return f"/learning/sessions/{session.pk}/sheet/"


def _table(paper: Paper) -> list[list[str]]:
    docx = files.read(paper.versions.get().sha256)
    assert check_layout(docx) == []
    table = Document(io.BytesIO(docx)).tables[1]
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.requirement("S0-12")
def test_it_prints_the_people_of_the_hamlet_and_empty_lines_with_the_code_of_a_paper(
    world: World, client: Client
):
    heads_of(world.hamlet, "Trần Văn Bền", "Lê Thị Ánh")
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    answer = client.post(_url(session), {"hamlet": str(world.hamlet.pk), "blank_lines": "3"})
    paper = Paper.objects.get()
    assert answer["Location"] == f"/papers/{paper.pk}/"
    assert (paper.kind, paper.issuer) == (contents.LIST, session.activity.centre.organisation)
    rows = _table(paper)
    assert rows[0] == ["TT", "Họ và tên", "Năm sinh", "Nơi ở", "Ký nhận"]
    assert [row[1] for row in rows[1:]] == ["Lê Thị Ánh", "Trần Văn Bền", "", "", ""]
    assert len(paper.versions.get().code) == 12
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert f"/papers/{paper.pk}/" in page
    assert f"/learning/sessions/{session.pk}/" in client.get(f"/papers/{paper.pk}/").content.decode()


def test_a_column_for_money_stands_only_where_money_is_given(world: World):
    heads_of(world.hamlet, "Lê Thị Ánh")
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="chưa ghi là có tiền hỗ trợ"):
        actions.print_signed_list(session, ListWanted(2, 50_000), by=by)
    Activity.objects.filter(pk=session.activity_id).update(is_paid=True)
    paper = actions.print_signed_list(session, ListWanted(1, 50_000), hamlet=world.hamlet.pk, by=by)
    rows = _table(paper)
    assert rows[0][4] == "Số tiền (đồng)"
    assert [row[4] for row in rows[1:]] == ["50.000", "50.000"]


def test_after_a_roll_call_it_names_those_who_were_there_and_later_those_who_came_before(world: World):
    people = heads_of(world.hamlet, "Trần Văn Bền", "Lê Thị Ánh")
    activity = activity_at(world.hamlet, kind=ActivityKind.CLASS)
    first, second = activity.sessions.get(), session_of(activity, activity.starts_on)
    tick(world, first, people[:1], world.hung)
    by = world.actor(world.hung)
    for session in (first, second):
        paper = actions.print_signed_list(session, ListWanted(0), by=by)
        assert [row[1] for row in _table(paper)[1:]] == ["Trần Văn Bền"]


def test_whoever_takes_the_file_has_seen_whose_names_stand_in_it(world: World):
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    paper = actions.print_signed_list(
        session_at(world.hamlet), ListWanted(1), hamlet=world.hamlet.pk, by=world.actor(world.hung)
    )
    with watched() as seen:
        note_paper(paper)
    assert seen.persons == {person.pk}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"blank_lines": "0"}, "Danh sách chưa có ai"),
        ({"blank_lines": "-1"}, "từ 0 đến 200"),
        ({"blank_lines": "201"}, "từ 0 đến 200"),
        ({"blank_lines": "nhiều"}, "Hãy ghi một số"),
        ({"blank_lines": "3", "hamlet": "khong-phai"}, "Hãy chọn một ấp"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_cure(
    world: World, client: Client, typed: dict[str, str], says: str
):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    answer = client.post(_url(session), typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Paper.objects.exists()


def test_a_cancelled_session_has_no_list_and_who_files_no_papers_makes_none(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.admin)
    assert client.get(_url(session)).status_code == 403
    assert "/sheet/" not in client.get(f"/learning/sessions/{session.pk}/").content.decode().replace(
        "/sheet/keep/", ""
    )
    Session.objects.filter(pk=session.pk).update(state="cancelled", cancelled_why="mưa")
    with pytest.raises(Refused, match="đã hủy"):
        actions.print_signed_list(session, ListWanted(5), by=world.actor(world.hung))
