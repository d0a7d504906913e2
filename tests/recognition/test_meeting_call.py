"""Gọi họp: one invitation and one attendance list for several titles; then the result of all of them is put on record at once."""

import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.models import PaperState
from hoctap.papers.queries import docx_of
from hoctap.recognition import actions
from hoctap.recognition.models import VillageMeeting
from tests.recognition.hands import names, queries_of, refused, shown, sign_in
from tests.recognition.meeting_hands import call, open_citizens, record
from tests.season import Season


def address(season: Season) -> str:
    return reverse("meeting_call", args=[season.round.pk, season.hamlet.pk])


def form(season: Season, **other: Any) -> dict[str, Any]:
    usual = {
        "rounds": [str(season.round.pk)],
        "other_titles": "",
        "held_on": today().isoformat(),
        "starts_at": "19:30",
        "venue": "Nhà văn hóa Ấp 1",
        "chair": "Trần Văn Hùng",
        "secretary": "Nguyễn Thị Thư",
    }
    return {**usual, **other}


def text_of(paper: Any) -> str:
    document = Document(io.BytesIO(docx_of(paper.versions.latest("version"))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_one_invitation_names_every_title_of_the_evening(scored: Season):
    citizens = open_citizens(scored)
    hung = sign_in(scored.head)
    typed = form(scored, rounds=[str(scored.round.pk), str(citizens.pk)], other_titles="Gia đình văn hóa\n")
    answer = hung.post(address(scored), typed)
    meeting = VillageMeeting.objects.get()
    assert answer.headers["Location"] == reverse("meeting_detail", args=[meeting.pk])
    assert [vote.title_name for vote in meeting.votes.all()] == [
        "Gia đình học tập",
        "Công dân học tập",
        "Gia đình văn hóa",
    ]
    assert meeting.invitation is not None
    assert meeting.invitation.state == PaperState.DRAFT
    said = text_of(meeting.invitation)
    for words in ("GIẤY MỜI", "19 giờ 30", "Nhà văn hóa Ấp 1", "Công dân học tập", "Gia đình văn hóa"):
        assert words in said, words
    assert not [name for name in names(scored.dossiers) if name in said], "the invitation names nobody"
    body = shown(hung.get(answer.headers["Location"]))
    assert "Mở giấy mời" in body
    assert "chưa có quy định" in body
    assert "Ghi kết quả họp" in body


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"held_on": (today() - dt.timedelta(days=1)).isoformat()}, "Ngày họp đã qua"),
        ({"rounds": []}, "ít nhất một danh hiệu"),
        ({"other_titles": "Gia đình học tập"}, "trùng tên"),
        ({"starts_at": "chiều"}, "Giờ chưa đúng"),
    ],
)
def test_a_call_that_says_too_little_is_refused_and_what_was_typed_stays(
    scored: Season, change: dict[str, Any], said: str
):
    refused(sign_in(scored.head).post(address(scored), form(scored, **change)), said, "Nguyễn Thị Thư")
    assert not VillageMeeting.objects.exists()


def test_the_meeting_of_a_group_is_called_only_where_the_road_has_it(scored: Season):
    with pytest.raises(Refused, match="không có họp bình xét ở Tổ"):
        call(scored, group_name="Tổ 1")


def test_the_heading_names_two_titles_and_counts_more(scored: Season):
    two = call(scored, other_titles=["Gia đình văn hóa"])
    assert two.invitation is not None
    assert "Họp bình xét danh hiệu “Gia đình học tập” và “Gia đình văn hóa”" in text_of(two.invitation)
    three = call(scored, other_titles=["Gia đình văn hóa", "Ấp văn hóa"])
    assert three.invitation is not None
    said = text_of(three.invitation)
    assert "Họp bình xét 3 danh hiệu" in said
    assert "các danh hiệu “Gia đình học tập”, “Gia đình văn hóa”, “Ấp văn hóa”" in said


def test_a_call_is_dropped_with_its_invitation_and_nothing_is_put_on_record_then(scored: Season):
    meeting = call(scored)
    drop = reverse("meeting_drop", args=[meeting.pk])
    answer = sign_in(scored.head).post(drop, follow=True)
    assert "Đã bỏ, không họp" in shown(answer)
    meeting.refresh_from_db()
    assert meeting.invitation is not None
    assert meeting.invitation.state == PaperState.VOID
    refused(sign_in(scored.head).post(drop), "Cuộc họp này đã bỏ")


def test_on_the_day_the_result_waits_among_the_work_of_who_holds_it(scored: Season):
    meeting = call(scored)
    record_url = reverse("meeting_record", args=[meeting.pk])
    assert record_url in shown(sign_in(scored.head).get("/"))
    assert record_url in shown(sign_in(scored.officer).get("/"))
    assert record_url not in shown(sign_in(scored.world.oanh).get("/"))
    later = call(scored, held_on=today() + dt.timedelta(days=3))
    assert reverse("meeting_record", args=[later.pk]) not in shown(sign_in(scored.head).get("/"))
    record(scored, meeting)
    assert record_url not in shown(sign_in(scored.head).get("/"))


def test_who_does_not_hold_the_meeting_does_not_call_it(scored: Season):
    for person, status in [(scored.chair, 403), (scored.world.bich, 403), (scored.world.oanh, 404)]:
        assert sign_in(person).post(address(scored), form(scored)).status_code == status
    with pytest.raises(Forbidden):
        call(scored, who=scored.chair)
    meeting = call(scored)
    with pytest.raises(Forbidden):
        actions.drop_call(meeting, by=scored.by(scored.chair))


def test_the_page_takes_few_queries(scored: Season):
    open_citizens(scored)
    assert queries_of(sign_in(scored.head), address(scored)) <= 11
