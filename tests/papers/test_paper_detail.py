"""One paper on its road: bản nháp → đã in, chờ ký → đã ký → đã lưu."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from hoctap.core import files
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions, serial
from hoctap.papers.layout_check import check_layout
from hoctap.papers.models import Paper, PaperState
from hoctap.papers.queries import docx_of, next_number
from hoctap.places.models import Numbering
from hoctap.recognition import actions as recognition
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import SCAN, Season


def minutes(season: Season) -> Paper:
    assert season.meeting.minutes is not None
    return Paper.objects.get(pk=season.meeting.minutes_id)


def words(docx: bytes) -> str:
    """Every word of a paper, tables too."""
    document = Document(io.BytesIO(docx))
    cells = [
        p.text for t in document.tables for line in t.rows for cell in line.cells for p in cell.paragraphs
    ]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def latest(paper: Paper) -> bytes:
    return docx_of(paper.versions.order_by("-version").first())  # type: ignore[arg-type]


def sign(season: Season, paper: Paper, **other: Any) -> Paper:
    usual: dict[str, Any] = {"number": None, "dated_on": dt.date(2024, 10, 5), "signer": "Trần Văn Hùng"}
    usual |= {"by": season.by(season.head)}
    return actions.record_signature(paper, **{**usual, **other})


# ---------------------------------------------------------------- the road


def test_a_paper_goes_from_draft_to_printed_to_signed_to_filed(met: Season):
    paper = minutes(met)
    hung = sign_in(met.head)
    page = reverse("paper_detail", args=[paper.pk])
    assert "Bản nháp" in shown(hung.get(page))
    assert "Đã in, chờ ký" in shown(hung.post(reverse("paper_print", args=[paper.pk]), follow=True))
    form = {"dated_on": "2024-10-05", "signer": "Trần Văn Hùng", "signer_capacity": "Trưởng ấp"}
    body = shown(hung.post(reverse("paper_sign", args=[paper.pk]), form, follow=True))
    assert "Đã ghi nhận văn bản đã ký." in body
    assert "Trần Văn Hùng, Trưởng ấp" in body
    assert "Đã lưu" in shown(hung.post(reverse("paper_file", args=[paper.pk]), follow=True))
    paper.refresh_from_db()
    assert (paper.state, paper.dated_on, paper.number) == (PaperState.FILED, dt.date(2024, 10, 5), None)
    assert paper.signed_recorded_by == met.head


def test_a_printed_paper_goes_back_to_the_draft(met: Season):
    paper = minutes(met)
    hung = sign_in(met.head)
    hung.post(reverse("paper_print", args=[paper.pk]))
    assert "Bản nháp" in shown(hung.post(reverse("paper_redraft", args=[paper.pk]), follow=True))


ROAD = ["draft", "printed", "signed", "filed", "void"]
MOVES: dict[str, Callable[[Season, Paper], object]] = {
    "print": lambda season, paper: actions.mark_printed(paper, by=season.by(season.head)),
    "redraft": lambda season, paper: actions.return_to_draft(paper, by=season.by(season.head)),
    "sign": lambda season, paper: sign(season, paper),
    "file": lambda season, paper: actions.file_paper(paper, by=season.by(season.head)),
    "void": lambda season, paper: actions.void_paper(paper, by=season.by(season.head)),
    "edit": lambda season, paper: actions.take_edited(paper, b"PK\x03\x04 word/", by=season.by(season.head)),
    "rewrite": lambda season, paper: actions.new_version(
        paper, serial.from_json(paper.versions.get(version=1).content), why="Sửa", by=season.by(season.head)
    ),
}
ALLOWED = {
    "draft": {"print", "void", "edit", "rewrite"},
    "printed": {"redraft", "sign", "void", "edit", "rewrite"},
    "signed": {"file"},
    "filed": set(),
    "void": set(),
}
TO = {
    "draft": [],
    "printed": ["print"],
    "signed": ["print", "sign"],
    "filed": ["print", "sign", "file"],
    "void": ["void"],
}


@pytest.mark.parametrize("state", ROAD)
def test_every_wrong_move_is_refused(met: Season, state: str):
    paper = minutes(met)
    for step in TO[state]:
        MOVES[step](met, paper)
    paper.refresh_from_db()
    assert paper.state == state
    for name in sorted(set(MOVES) - ALLOWED[state]):
        with pytest.raises(Refused):
            MOVES[name](met, paper)
        paper.refresh_from_db()
        assert paper.state == state, name


@pytest.mark.parametrize("name", ["paper_print", "paper_redraft", "paper_file"])
def test_a_wrong_move_on_the_screen_says_why(decided: Season, name: str):
    paper = decided.decision.paper
    actions.file_paper(paper, by=decided.by(decided.officer))
    refused(sign_in(decided.officer).post(reverse(name, args=[paper.pk])), "Đang ở bước “Đã lưu”")


# ---------------------------------------------------------------- the signature


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": None}, "Chưa có số"),
        ({"dated_on": None}, "Chưa có ngày ký"),
        ({"dated_on": today() + dt.timedelta(days=1)}, "Ngày ký ở sau ngày hôm nay"),
        ({"signer": " "}, "Chưa ghi họ tên người ký"),
        ({"signed_copy": None}, "Chưa có bản đã ký, đóng dấu"),
        ({"signed_copy": b"MZ program"}, "Tệp này là chương trình"),
        ({"signed_copy": b"PK\x03\x04 word/"}, "Loại tệp không nhận"),
    ],
)
def test_a_signature_without_what_it_needs_is_refused(drafted: Season, typed: dict[str, Any], said: str):
    paper = drafted.decision.paper
    by = drafted.by(drafted.chair)
    actions.mark_printed(paper, by=by)
    full = {"number": 7, "dated_on": dt.date(2024, 11, 8), "signed_copy": SCAN, "by": by}
    with pytest.raises(Refused, match=said):
        sign(drafted, paper, **{**full, **typed})
    paper.refresh_from_db()
    assert (paper.state, paper.signed_sha256) == (PaperState.PRINTED, "")


def test_a_number_that_another_paper_has_is_refused_by_its_name(decided: Season):
    by = decided.by(decided.officer)
    amendment = recognition.amend_decision(decided.decision, {decided.dossiers[0].pk: "trả lại"}, by=by)
    actions.mark_printed(amendment.paper, by=by)
    chair = decided.by(decided.chair)
    full = {"dated_on": dt.date(2024, 12, 3), "signed_copy": SCAN, "by": chair}
    with pytest.raises(Refused, match=f"Số 7 đã ghi cho “{decided.decision.paper.title}”"):
        sign(decided, amendment.paper, number=7, **full)
    assert sign(decided, amendment.paper, number=8, **full).full_number == "08/QĐ-UBND"


def test_the_refused_form_keeps_what_was_typed(drafted: Season):
    paper = drafted.decision.paper
    actions.mark_printed(paper, by=drafted.by(drafted.chair))
    form = {"number": "7", "dated_on": "2024-11-08", "signer": "Lê Quang Minh", "signer_capacity": "Chủ tịch"}
    answer = sign_in(drafted.chair).post(reverse("paper_sign", args=[paper.pk]), form)
    refused(answer, "Chưa có bản đã ký, đóng dấu", 'value="7"', 'value="2024-11-08"', 'value="Lê Quang Minh"')
    refused(sign_in(drafted.chair).post(reverse("paper_sign", args=[paper.pk]), {**form, "number": "bảy"}))
    refused(
        sign_in(drafted.chair).post(
            reverse("paper_sign", args=[paper.pk]), {**form, "number": "99999999999"}
        ),
        "lớn quá",
    )


def test_only_who_may_sign_is_given_the_form(drafted: Season):
    paper = drafted.decision.paper
    actions.mark_printed(paper, by=drafted.by(drafted.chair))
    page, form = reverse("paper_detail", args=[paper.pk]), reverse("paper_sign", args=[paper.pk])
    assert form in shown(sign_in(drafted.chair).get(page))
    body = shown(sign_in(drafted.officer).get(page))
    assert form not in body
    assert "Đang chờ ký" in body
    typed = {
        "number": "7",
        "dated_on": "2024-11-08",
        "signer": "x",
        "file": SimpleUploadedFile("a.pdf", SCAN),
    }
    assert sign_in(drafted.officer).post(form, typed).status_code == 403
    with pytest.raises(Forbidden):
        sign(drafted, paper, number=7, signed_copy=SCAN, by=drafted.by(drafted.officer))


@pytest.mark.requirement("S3-63")
def test_number_and_date_are_printed_after_the_signature(drafted: Season):
    paper = drafted.decision.paper
    before = words(latest(paper))
    assert "07/QĐ-UBND" not in before
    by = drafted.by(drafted.chair)
    actions.mark_printed(paper, by=by)
    upload = SimpleUploadedFile("quyet-dinh.pdf", SCAN, "application/pdf")
    form = {"number": "7", "dated_on": "2024-11-08", "signer": "Lê Quang Minh", "file": upload}
    sign_in(drafted.chair).post(reverse("paper_sign", args=[paper.pk]), form)
    after = words(latest(paper))
    assert "Số: 07/QĐ-UBND" in after
    assert "ngày 08 tháng 11 năm 2024" in after
    paper.refresh_from_db()
    assert paper.versions.count() == 2
    signed = sign_in(drafted.officer).get(reverse("paper_signed", args=[paper.pk]))
    assert signed.content == SCAN
    assert signed.headers["Content-Type"] == "application/pdf"


def test_every_paper_of_a_season_is_laid_out_by_the_decree_and_marked_as_a_sample(decided: Season):
    mark = decided.world.edition.sample_mark
    papers = [minutes(decided), decided.nomination.paper, decided.submission.paper, decided.decision.paper]
    for paper in papers:
        for version in paper.versions.all():
            assert check_layout(docx_of(version), paper.kind, sample_mark=mark) == [], (
                paper.kind,
                version.version,
            )


def test_an_own_book_proposes_the_next_number_and_an_outside_one_proposes_none(drafted: Season):
    paper = drafted.decision.paper
    actions.mark_printed(paper, by=drafted.by(drafted.chair))
    page = reverse("paper_detail", args=[paper.pk])
    minh = sign_in(drafted.chair)
    assert 'name="number" value=' not in shown(minh.get(page))
    drafted.committee.numbering = Numbering.OWN
    drafted.committee.save()
    Paper.objects.create(
        kind="decision",
        issuer=drafted.committee,
        place=drafted.commune,
        year=today().year,
        title="Trước",
        state="signed",
        number=41,
        dated_on=today(),
        signer="x",
        signed_recorded_at=dt.datetime.now(dt.UTC),
        signed_recorded_by=drafted.chair,
    )
    assert next_number(drafted.committee, "decision", today().year) == 42
    assert next_number(drafted.committee, "decision", 2019) == 1
    assert 'value="42"' in shown(minh.get(page))


# ---------------------------------------------------------------- edited outside


def edited(docx: bytes) -> bytes:
    document = Document(io.BytesIO(docx))
    document.add_paragraph("Câu cơ quan thêm vào")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_paper_edited_in_word_comes_back_as_the_next_version_and_is_printed_again(met: Season):
    paper = minutes(met)
    hung = sign_in(met.head)
    hung.post(reverse("paper_print", args=[paper.pk]))
    upload = SimpleUploadedFile("bien-ban.docx", edited(latest(paper)))
    body = shown(hung.post(reverse("paper_edited", args=[paper.pk]), {"file": upload}, follow=True))
    assert "phiên bản mới" in body
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT, "what was printed is not what the paper says now"
    download = hung.get(reverse("paper_docx", args=[paper.pk, 2]))
    assert download.headers["Content-Type"] == files.DOCX
    assert "Câu cơ quan thêm vào" in words(download.content)
    assert "Câu cơ quan thêm vào" not in words(hung.get(reverse("paper_docx", args=[paper.pk, 1])).content)


def test_a_signed_edited_paper_stays_as_the_office_wrote_it(met: Season):
    paper = minutes(met)
    by = met.by(met.head)
    actions.take_edited(paper, edited(latest(paper)), by=by)
    actions.mark_printed(paper, by=by)
    sign(met, paper)
    assert paper.versions.count() == 2
    assert "Câu cơ quan thêm vào" in words(latest(paper))


@pytest.mark.parametrize("content", [SCAN, b"chu thuong", b"PK\x03\x04 xl/workbook.xml"])
def test_anything_but_a_word_file_is_refused(met: Season, content: bytes):
    answer = sign_in(met.head).post(
        reverse("paper_edited", args=[minutes(met).pk]), {"file": SimpleUploadedFile("a.docx", content)}
    )
    refused(answer, "phải là tệp Word")


def test_a_word_file_that_is_too_large_is_refused(met: Season):
    with pytest.raises(Refused, match="lớn hơn 15 MB"):
        actions.take_edited(minutes(met), b"PK\x03\x04 word/" + b"0" * files.MAX_BYTES, by=met.by(met.head))


def test_no_file_is_refused(met: Season):
    refused(sign_in(met.head).post(reverse("paper_edited", args=[minutes(met).pk]), {}), "Chưa chọn tệp Word")


# ---------------------------------------------------------------- who


def test_whoever_only_reads_is_offered_nothing_to_do(met: Season):
    paper = minutes(met)
    body = shown(sign_in(met.world.bich).get(reverse("paper_detail", args=[paper.pk])))
    assert paper.title in body
    for name in ("paper_print", "paper_edited", "paper_sign"):
        assert reverse(name, args=[paper.pk]) not in body
        if name != "paper_sign":
            assert sign_in(met.world.bich).post(reverse(name, args=[paper.pk])).status_code == 403


def test_whoever_only_reads_writes_no_paper(met: Season):
    bich = met.by(met.world.bich)
    content = serial.from_json(minutes(met).versions.get().content)
    with pytest.raises(Forbidden):
        actions.new_version(minutes(met), content, why="x", by=bich)
    with pytest.raises(Forbidden):
        actions.create_paper(
            "minutes",
            issuer=met.association,
            place=met.commune,
            year=2024,
            title="x",
            content=content,
            about=actions.About("", ""),
            by=bich,
        )


@pytest.mark.parametrize("person", ["head", "oanh"])
def test_neither_the_head_of_a_hamlet_nor_the_next_commune_reads_the_communes_papers(
    decided: Season, person: str
):
    user = decided.world.oanh if person == "oanh" else decided.head
    client = sign_in(user)
    paper = decided.decision.paper
    for name, more in [("paper_detail", []), ("paper_docx", [1]), ("paper_pdf", [1]), ("paper_signed", [])]:
        answer = client.get(reverse(name, args=[paper.pk, *more]))
        assert answer.status_code == 404
        assert paper.title not in shown(answer)


def test_a_paper_that_is_not_signed_has_no_signed_copy(met: Season):
    assert sign_in(met.head).get(reverse("paper_signed", args=[minutes(met).pk])).status_code == 404


def test_a_paper_leads_to_where_it_was_made(decided: Season):
    lan = sign_in(decided.officer)
    for paper in (
        minutes(decided),
        decided.nomination.paper,
        decided.submission.paper,
        decided.decision.paper,
    ):
        body = shown(lan.get(reverse("paper_detail", args=[paper.pk])))
        link = body.split('Thuộc việc</dt><dd><a href="')[1].split('"')[0]
        assert lan.get(link).status_code == 200


def test_the_page_takes_few_queries(decided: Season):
    assert (
        queries_of(sign_in(decided.officer), reverse("paper_detail", args=[decided.decision.paper_id]))
        <= 15  # one for the papers that it withdrew
    )
