"""Soạn văn bản: an officer writes a paper of one of the nine kinds; it takes the usual road."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.books import numbering
from hoctap.papers.content import Letterhead, RulingContent, Signer
from hoctap.papers.drafting import actions
from hoctap.papers.drafting.rules import (
    DRAFT_KINDS,
    Typed,
    TypedSection,
    content_of,
    draft_reasons,
    typed_of,
)
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper
from hoctap.papers.queries import docx_of
from hoctap.papers.rendering import render
from tests.papers.samples import SAMPLES
from tests.papers.test_paper_detail import words
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

NEW = "draft_new"
HEAD = Letterhead("Ủy ban nhân dân\nxã Bình Thử", "Bình Thử", 2026, "Ủy ban nhân dân tỉnh", "KH-UBND")
PASTED = "TT\tHọ và tên\tSố lớp\n1\tNguyễn Văn Ẩn\t3\n2\tTrần Thị Ướm\t12\n\tCộng\t15"


def typed(*sections: TypedSection, **more: str) -> Typed:
    return Typed(**{"summary": "Mở lớp học"} | more, sections=sections or (TypedSection("", "Một đoạn."),))  # type: ignore[arg-type]


def full(code: str) -> Typed:
    return typed(
        TypedSection("1. Nội dung", "Đoạn thứ nhất.\nĐoạn thứ hai."),
        TypedSection("2. Bảng", PASTED),
        authority="Ủy ban nhân dân xã Bình Thử",
        legal_bases="Căn cứ văn bản thứ nhất\nCăn cứ văn bản thứ hai;",
        addressees="Ủy ban nhân dân tỉnh\nHội Khuyến học tỉnh",
        lines="Thời gian: 8 giờ\nĐịa điểm:",
        closing="Trên đây là nội dung",
        recipients="Như trên\nCác ấp",
        secretary="Phạm Ngọc Ánh",
        chair="Bùi Quốc Ngữ",
    )


@pytest.mark.parametrize("code", DRAFT_KINDS)
def test_each_kind_comes_out_in_the_layout_of_the_decree(code: str):
    kind = DRAFT_KINDS[code]
    content = content_of(
        kind, full(code), letterhead=HEAD, signer=Signer("Chủ tịch", authority_lines=("TM. Ủy ban nhân dân",))
    )
    assert draft_reasons(kind, full(code)) == []
    docx = render(content)
    assert check_layout(docx) == []
    said = words(docx)
    assert "Trần Thị Ướm" in said
    assert ("Kính gửi:" in said) == (kind.has_addressees and code != "invitation")
    assert ("Kính mời:" in said) == (code == "invitation")
    assert ("Căn cứ văn bản thứ hai." in said) == kind.has_bases
    assert ("Điều 2. 2. Bảng" in said) == kind.is_ruling
    assert ("CHỦ TỌA" in said) == kind.is_signed_by_two


@pytest.mark.parametrize("code", DRAFT_KINDS)
def test_what_was_typed_comes_back_into_the_form(code: str):
    kind = DRAFT_KINDS[code]
    content = content_of(kind, full(code), letterhead=HEAD, signer=Signer("Chủ tịch"))
    again = content_of(kind, typed_of(content), letterhead=HEAD, signer=Signer("Chủ tịch"))
    assert again == content


@pytest.mark.parametrize("code", DRAFT_KINDS)
def test_every_sample_of_a_general_kind_can_be_edited(code: str):
    content = SAMPLES[code]
    assert typed_of(content).summary == content.summary  # type: ignore[arg-type]


def test_words_after_a_pasted_table_stay_after_it():
    content = content_of(
        DRAFT_KINDS["plan"],
        typed(TypedSection("1. A", f"Trước.\n{PASTED}\nSau.")),
        letterhead=HEAD,
        signer=Signer("Chủ tịch"),
    )
    first, second = content.sections
    assert (first.paragraphs, len(first.tables), second.paragraphs) == (("Trước.",), 1, ("Sau.",))
    columns = [(column.label, column.align) for column in first.tables[0].columns]
    assert columns == [("TT", "center"), ("Họ và tên", "left"), ("Số lớp", "center")]
    assert [row.is_total for row in first.tables[0].rows] == [False, False, True]
    assert typed_of(content).sections[0].text == f"Trước.\n{PASTED}\nSau."


@pytest.mark.parametrize(
    ("code", "written", "field", "said"),
    [
        ("plan", typed(summary=" "), "summary", "Hãy ghi trích yếu"),
        ("plan", typed(TypedSection()), "", "Hãy ghi ít nhất một mục"),
        ("proposal", typed(), "addressees", "phải ghi nơi nhận ở phần “Kính gửi”"),
        ("invitation", typed(), "addressees", "phải ghi nơi nhận ở phần “Kính mời”"),
        ("ruling", typed(authority="x"), "legal_bases", "phải có căn cứ ban hành"),
        ("plan", typed(TypedSection("", "TT\tTên")), "text_0", "bảng dán vào chỉ có dòng đầu “TT Tên”"),
        (
            "plan",
            typed(TypedSection("", "A\tB\n1\t2\t3")),
            "text_0",
            "dòng 2 của bảng có 3 ô, dòng đầu chỉ có 2",
        ),
        (
            "plan",
            typed(TypedSection("", "\t".join("A" * 31) + "\n1\t2")),
            "text_0",
            "bảng có 31 cột, nhiều nhất 30",
        ),
        (
            "ruling",
            typed(TypedSection("", "A\tB\n1\t2\nSau."), legal_bases="Căn cứ"),
            "text_0",
            "bảng phải đứng sau các đoạn chữ",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field(code: str, written: Typed, field: str, said: str):
    reasons = draft_reasons(DRAFT_KINDS[code], written)
    assert [(reason.field or "", said in reason.text) for reason in reasons] == [(field, True)]


def test_an_officer_chooses_a_kind_writes_prints_and_numbers(met: Season):
    lan = sign_in(met.officer)
    kinds = shown(lan.get(reverse(NEW)))
    assert all(kind.label in kinds for kind in DRAFT_KINDS.values())
    page = shown(lan.get(reverse(NEW) + "?kind=plan"))
    assert "Căn cứ" in page
    assert "Kính gửi" not in page
    form = {
        "issuer": str(met.association.pk),
        "summary": "Tổ chức Tuần lễ học tập suốt đời",
        "heading_0": "I. MỤC ĐÍCH",
        "text_0": "Mọi người dân đều được học.",
        "heading_1": "II. PHÂN CÔNG",
        "text_1": PASTED,
        "recipients": "Các ấp",
    }
    answer = lan.post(reverse(NEW) + "?kind=plan", form, follow=True)
    assert "Đã lập bản nháp kế hoạch." in shown(answer)
    paper = Paper.objects.get(kind="text_plan")
    assert (paper.title, paper.issuer, paper.place) == (form["summary"], met.association, met.commune)
    docx = docx_of(paper.versions.get())
    assert check_layout(docx) == []
    assert "Trần Thị Ướm" in words(docx)
    by = met.by(met.officer)
    papers.mark_printed(paper, by=by)
    signed = papers.record_signature(
        paper, number=3, dated_on=dt.date(2024, 11, 20), signer="Nguyễn Thị Mai", by=by
    )
    assert signed.full_number.startswith("03/KH-")
    assert "Số: 03/KH-" in words(docx_of(paper.versions.latest("version")))


def test_a_letter_counts_by_itself_and_its_symbol_ends_with_the_unit(met: Season):
    lan = sign_in(met.officer)
    page = shown(lan.get(reverse(NEW) + "?kind=letter"))
    assert "Ký hiệu đơn vị soạn thảo" in page
    assert "Ghi phần sau “V/v”" in page
    form = {
        "issuer": str(met.committee.pk),
        "summary": "Báo cáo số liệu đăng ký năm 2024",
        "unit_symbol": "VX",
        "urgency": "more_urgent",
        "addressees": "Hội Khuyến học xã",
        "text_0": "Đề nghị báo cáo trước ngày 20 tháng 11.",
    }
    answer = lan.post(reverse(NEW) + "?kind=letter", form | {"unit_symbol": "vx/1"})
    refused(answer, "chỉ gồm chữ in hoa")
    lan.post(reverse(NEW) + "?kind=letter", form, follow=True)
    paper = Paper.objects.get(kind="text_letter")
    docx = docx_of(paper.versions.get())
    assert check_layout(docx) == []
    said = words(docx)
    assert "V/v báo cáo số liệu" in said
    assert "THƯỢNG KHẨN" in said
    assert "- Như trên;" in said
    by = met.by(met.officer)
    papers.mark_printed(paper, by=by)
    signed = papers.record_signature(
        paper, number=7, dated_on=dt.date(2024, 11, 20), signer=met.chair.full_name, by=by
    )
    assert signed.full_number == f"07/{met.committee.symbol}-VX"
    assert numbering.next_number(met.committee, "text_letter", 2024) == 8
    assert numbering.next_number(met.committee, "text_notice", 2024) == 1
    assert "CV" in numbering.series_choices(met.committee)


def test_a_letter_gets_another_symbol_until_it_is_signed(met: Season):
    written = typed(addressees="Hội Khuyến học xã", unit_symbol="VX")
    paper = actions.draft_paper(met.committee, "letter", written, by=met.by(met.officer))
    actions.redraft_paper(paper, replace(written, unit_symbol=""), seen_version=1, by=met.by(met.officer))
    assert f"/{met.committee.symbol}" in words(docx_of(paper.versions.latest("version")))
    assert "VX" not in words(docx_of(paper.versions.latest("version")))


@pytest.mark.parametrize(
    ("summary", "printed"),
    [
        ("Tổ chức Tuần lễ học tập", "V/v tổ chức Tuần lễ học tập"),
        ("V/v mời dự họp.", "V/v mời dự họp"),
        ("Hội Khuyến học xã báo cáo", "V/v Hội Khuyến học xã báo cáo"),
    ],
)
def test_the_subject_of_a_letter_begins_small_after_its_word(summary: str, printed: str):
    content = content_of(
        DRAFT_KINDS["letter"],
        typed(summary=summary, addressees="Nơi ấy"),
        letterhead=HEAD,
        signer=Signer("Chủ tịch"),
    )
    assert printed in " ".join(words(render(content)).split())


def test_who_carries_it_out_or_is_addressed_is_told_where_nothing_was_typed():
    ruling = content_of(
        DRAFT_KINDS["ruling"],
        typed(TypedSection("", "A."), TypedSection("", "B."), legal_bases="Căn cứ"),
        letterhead=HEAD,
        signer=Signer("Chủ tịch"),
    )
    report = content_of(
        DRAFT_KINDS["report"], typed(addressees="Ai đó"), letterhead=HEAD, signer=Signer("Chủ tịch")
    )
    assert (ruling.recipients, report.recipients) == (("Như Điều 2",), ("Như trên",))
    assert ruling.copies == report.copies == ("Lưu: VT",)


def test_secret_papers_are_said_to_have_no_place_here(met: Season):
    lan = sign_in(met.officer)
    said = "Văn bản mật không"
    assert said in shown(lan.get(reverse(NEW)))
    assert said in shown(lan.get(reverse("incoming_new", args=[met.association.pk])))


def test_a_chairs_own_decision_carries_no_tm(met: Season):
    own = typed(authority="Chủ tịch Ủy ban nhân dân xã", legal_bases="Căn cứ")
    of_all = typed(authority="Ủy ban nhân dân xã", legal_bases="Căn cứ")
    lines = []
    for written in (own, of_all, typed(legal_bases="Căn cứ")):
        paper = actions.draft_paper(met.committee, "ruling", written, by=met.by(met.officer))
        content = serial.from_json(paper.versions.get().content)
        assert isinstance(content, RulingContent)
        lines.append(any(line.startswith("TM.") for line in content.signer.authority_lines))
    assert lines == [False, True, True]
    assert content.authority == met.committee.name


def test_what_is_wrong_comes_back_with_everything_that_was_typed(met: Season):
    lan = sign_in(met.officer)
    form = {
        "issuer": str(met.association.pk),
        "summary": "",
        "text_0": "Giữ lại đoạn này.",
        "text_7": "Mục tám.",
    }
    answer = lan.post(reverse(NEW) + "?kind=proposal", form)
    refused(answer, "Hãy ghi trích yếu", "phải ghi nơi nhận")
    assert "Giữ lại đoạn này." in shown(answer)
    assert "Mục tám." not in shown(answer) or 'name="text_7"' in shown(answer)


def test_a_body_next_door_is_as_if_it_did_not_exist(met: Season):
    away = met.association.__class__.objects.exclude(place__path__contains=[met.commune.pk]).first()
    assert away is not None
    form = {"issuer": str(away.pk), "summary": "Mở lớp", "text_0": "Một đoạn."}
    assert sign_in(met.officer).post(reverse(NEW) + "?kind=plan", form).status_code == 404
    with pytest.raises(Forbidden):
        actions.draft_paper(away, "plan", typed(), by=met.by(met.officer))
    assert not Paper.objects.filter(kind="text_plan").exists()


def test_a_body_that_has_ended_issues_nothing(met: Season):
    met.association.valid_to = dt.date(2024, 1, 1)
    met.association.save()
    with pytest.raises(Refused, match="không hoạt động vào ngày"):
        actions.draft_paper(met.association, "plan", typed(), by=met.by(met.officer))
    page = shown(sign_in(met.officer).get(reverse(NEW) + "?kind=plan"))
    assert str(met.association.pk) not in page


def test_an_unknown_kind_is_refused(met: Season):
    with pytest.raises(Refused, match="Hãy chọn loại văn bản"):
        actions.draft_paper(met.association, "circular", typed(), by=met.by(met.officer))


def test_the_form_asks_a_fixed_number_of_queries(met: Season):
    lan = sign_in(met.officer)
    assert queries_of(lan, reverse(NEW) + "?kind=plan") <= 12
