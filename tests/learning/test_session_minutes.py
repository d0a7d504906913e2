"""Minutes that the records write."""

import io

import pytest
from django.test import Client
from docx import Document

from hoctap.core import files
from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.contents import TypedMinutes
from hoctap.learning.attendance.queries import minutes_laid_out_again
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import ActivityBody, Session
from hoctap.papers import serial
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper
from tests.learning.roll_hands import heads_of, session_at, tick
from tests.world import World

TYPED = {
    "chair": "Ông Lê Chủ Trì",
    "secretary": "Bà Thư Ký",
    "remarks": "Hỏi về giống.\nXin tài liệu.",
    "conclusion": "",
}


def _url(session: Session) -> str:
    return f"/learning/sessions/{session.pk}/minutes/"


def _words(paper: Paper) -> str:
    docx = files.read(paper.versions.order_by("-version")[0].sha256)
    assert check_layout(docx) == []
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_records_say_who_taught_where_and_how_many_came(world: World, client: Client):
    session = session_at(world.hamlet, title="Phòng dịch trên lúa")
    for name, role in (("Hội Nông dân xã", "host"), ("Trạm Y tế", "partner")):
        ActivityBody.objects.create(activity=session.activity, name=name, role=role)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền"), world.hung)
    client.force_login(world.hung)
    assert "2 người" in client.get(_url(session)).content.decode()
    client.post(_url(session), TYPED)
    paper = Paper.objects.get()
    words = _words(paper)
    for part in (
        "Phòng dịch trên lúa",
        "Hội Nông dân xã",
        "Trạm Y tế",
        "Nguyễn Thị Giảng",
        "2 người, điểm danh theo tên",
        "Ông Lê Chủ Trì",
        "Hỏi về giống.",
        "Xin tài liệu.",
        "Không có.",
    ):
        assert part in words
    assert "Lê Thị Ánh" not in words


def test_a_headcount_is_told_by_age_and_sex(world: World):
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    record_headcount(session, [Heads(12, "m", "adult"), Heads(15, "f", "adult"), Heads(3)], by=by)
    words = _words(actions.write_minutes(session, TypedMinutes("A", "B"), by=by))
    assert "30 người, đếm số" in words
    assert "36–59 tuổi\n12\n15\n0\n27" in words
    assert "Cộng\n12\n15\n3\n30" in words


def test_written_again_they_follow_the_records_and_keep_what_was_typed(world: World, client: Client):
    people = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    session = session_at(world.hamlet)
    tick(world, session, people[:1], world.hung)
    client.force_login(world.hung)
    client.post(_url(session), TYPED)
    tick(world, session, people[1:], world.hung)
    paper = Paper.objects.get()
    printed = serial.from_json(paper.versions.get().content)
    now = minutes_laid_out_again(paper, printed)
    assert now is not None
    assert now != printed
    assert "Ông Lê Chủ Trì" in client.get(_url(session)).content.decode()
    client.post(_url(session), TYPED)
    assert Paper.objects.count() == 1
    assert paper.versions.count() == 2
    assert "2 người, điểm danh theo tên" in _words(paper)


def test_without_people_or_without_who_presided_there_are_no_minutes(world: World, client: Client):
    session = session_at(world.hamlet)
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="chưa ghi người dự"):
        actions.write_minutes(session, TypedMinutes("A", "B"), by=by)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    client.force_login(world.hung)
    answer = client.post(_url(session), {**TYPED, "chair": " ", "secretary": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy ghi người chủ trì" in page
    assert "Hãy ghi người ghi biên bản" in page
    assert "Xin tài liệu." in page
    assert not Paper.objects.exists()
