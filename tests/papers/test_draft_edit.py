"""Sửa lời văn: the text of a general paper again, as its next version."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.drafting import actions
from hoctap.papers.drafting.rules import Typed, TypedSection
from hoctap.papers.models import Paper, PaperState
from hoctap.papers.queries import docx_of
from tests.papers.test_paper_detail import words
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

EDIT = "draft_edit"


def drafted(season: Season, kind: str = "notice") -> Paper:
    written = Typed(summary="Nộp hồ sơ", sections=(TypedSection("1. Thời gian", "Trước ngày 30/9."),))
    return actions.draft_paper(season.association, kind, written, by=season.by(season.officer))


def form(season: Season, paper: Paper, **more: str) -> dict[str, str]:
    seen = str(paper.versions.latest("version").version)
    usual = {
        "issuer": str(season.association.pk),
        "summary": "Nộp hồ sơ đăng ký",
        "seen_version": seen,
        "heading_0": "1. Thời gian",
        "text_0": "Trước ngày 15/10.",
    }
    return usual | more


def test_the_form_opens_filled_and_saves_the_next_version(met: Season):
    paper = drafted(met)
    lan = sign_in(met.officer)
    address = reverse(EDIT, args=[paper.pk])
    assert address in shown(lan.get(reverse("paper_detail", args=[paper.pk])))
    assert "Trước ngày 30/9." in shown(lan.get(address))
    answer = lan.post(address, form(met, paper), follow=True)
    assert "Đã lập phiên bản mới." in shown(answer)
    paper.refresh_from_db()
    assert paper.title == "Nộp hồ sơ đăng ký"
    assert paper.versions.count() == 2
    assert "Trước ngày 15/10." in words(docx_of(paper.versions.latest("version")))


def test_a_printed_paper_goes_back_to_draft(met: Season):
    paper = drafted(met)
    by = met.by(met.officer)
    papers.mark_printed(paper, by=by)
    sign_in(met.officer).post(reverse(EDIT, args=[paper.pk]), form(met, paper))
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT


def test_who_comes_second_is_told_who_was_first(met: Season):
    paper = drafted(met)
    lan = sign_in(met.officer)
    old = form(met, paper)
    lan.post(reverse(EDIT, args=[paper.pk]), old)
    answer = lan.post(reverse(EDIT, args=[paper.pk]), old | {"text_0": "Lời của người sau."})
    refused(answer, "đã lập phiên bản 2")
    assert "Lời của người sau." in shown(answer)
    assert paper.versions.count() == 2


def test_the_signer_that_was_chosen_stays(met: Season):
    paper = drafted(met)
    capacity = met.officer.capacities.first()
    paper.signing_capacity = capacity
    paper.save()
    before = paper.versions.latest("version").content["signer"]
    written = Typed(summary="Nộp hồ sơ", sections=(TypedSection("", "Khác."),))
    seen = paper.versions.latest("version").version
    actions.redraft_paper(paper, written, seen_version=seen, by=met.by(met.officer))
    assert paper.versions.latest("version").content["signer"] == before


def test_what_the_office_edited_in_word_is_told(met: Season):
    paper = drafted(met)
    by = met.by(met.officer)
    papers.take_edited(paper, docx_of(paper.versions.get()), by=by)
    page = shown(sign_in(met.officer).get(reverse(EDIT, args=[paper.pk])))
    assert "không lấy bản Word ấy" in page
    assert "Trước ngày 30/9." in page


def test_a_signed_paper_and_one_of_another_origin_have_no_such_page(met: Season):
    paper = drafted(met)
    by = met.by(met.officer)
    papers.mark_printed(paper, by=by)
    papers.record_signature(paper, number=1, dated_on=paper.created_at.date(), signer="Nguyễn Thị Mai", by=by)
    lan = sign_in(met.officer)
    answer = lan.get(reverse(EDIT, args=[paper.pk]), follow=True)
    assert "không sửa được nữa" in shown(answer)
    assert "/draft/" not in shown(lan.get(reverse("paper_detail", args=[paper.pk])))
    assert met.meeting.minutes is not None
    assert lan.get(reverse(EDIT, args=[met.meeting.minutes_id])).status_code == 404
    with pytest.raises(Refused, match="không phải do soạn ở đây"):
        actions.redraft_paper(met.meeting.minutes, Typed("x", ()), seen_version=1, by=met.by(met.head))


def test_an_outsider_learns_nothing(met: Season):
    paper = drafted(met)
    away = met.world.oanh
    client = sign_in(away)
    assert client.get(reverse(EDIT, args=[paper.pk])).status_code in (403, 404)
    assert client.post(reverse(EDIT, args=[paper.pk]), form(met, paper)).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.redraft_paper(paper, Typed("x", ()), seen_version=1, by=met.world.actor(away))


def test_the_page_asks_a_fixed_number_of_queries(met: Season):
    paper = drafted(met)
    lan = sign_in(met.officer)
    first = queries_of(lan, reverse(EDIT, args=[paper.pk]))
    content = serial.from_json(paper.versions.latest("version").content)
    for _ in range(3):
        papers.new_version(paper, content, why="x", by=met.by(met.officer))
    assert queries_of(lan, reverse(EDIT, args=[paper.pk])) == first
