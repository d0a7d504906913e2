"""Mẫu riêng của cơ quan: looked at, tried, taken; papers made from then on are printed with it."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers.drafting.actions import draft_paper
from hoctap.papers.drafting.rules import Typed, TypedSection
from hoctap.papers.models import OfficeTemplate, Paper
from hoctap.papers.pdf import font_in_place_of
from hoctap.papers.queries import docx_of
from hoctap.papers.templating import actions, queries
from tests.papers.test_paper_detail import words
from tests.papers.test_templating import changed, say, shipped
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

NEW = "officetemplate_new"
LONG_AGO = dt.date(2024, 1, 1)


def own(document: Any) -> None:
    say(document, "THÔNG BÁO", "THÔNG BÁO CỦA HỘI")


def take(season: Season, docx: bytes | None = None, **other: Any) -> OfficeTemplate:
    usual: dict[str, Any] = {"kind": "notice", "file_name": "mau.docx", "valid_from": LONG_AGO}
    docx = docx if docx is not None else changed(own, "notice")
    return actions.take_template(
        season.association, docx=docx, **{**usual, "by": season.by(season.officer), **other}
    )


def notice(season: Season) -> Paper:
    written = Typed(summary="Nộp hồ sơ", sections=(TypedSection("", "Trước ngày 30/9."),))
    return draft_paper(season.association, "notice", written, by=season.by(season.officer))


def said(paper: Paper) -> str:
    return words(docx_of(paper.versions.latest("version")))


def test_an_office_starts_from_the_shipped_template_and_sends_its_own(met: Season):
    lan = sign_in(met.officer)
    page = shown(lan.get(reverse(NEW, args=["notice"])))
    assert "{{ summary }}" in page
    assert "trích yếu" in page
    file = lan.get(reverse("officetemplate_shipped", args=["notice"]))
    assert b"".join(file) == shipped("notice") if file.streaming else file.content == shipped("notice")
    form = {
        "organisation": str(met.association.pk),
        "valid_from": "2024-01-01",
        "file": SimpleUploadedFile("Mẫu của Hội.docx", changed(own, "notice")),
    }
    answer = lan.post(reverse(NEW, args=["notice"]), form, follow=True)
    assert "Đã nhận mẫu." in shown(answer)
    template = OfficeTemplate.objects.get()
    assert (template.version, template.file_name, template.warnings) == (1, "Mẫu của Hội.docx", [])
    paper = notice(met)
    assert paper.versions.get().template == template
    assert "THÔNG BÁO CỦA HỘI" in said(paper)
    assert "Mẫu của cơ quan, phiên bản 1" in shown(lan.get(reverse("paper_detail", args=[paper.pk])))


def test_a_broken_template_is_refused_and_nothing_is_kept(met: Season):
    docx = changed(lambda one: say(one, "{{ summary }}", "{{ sumary }}"), "notice")
    form = {
        "organisation": str(met.association.pk),
        "valid_from": "2024-01-01",
        "file": SimpleUploadedFile("a.docx", docx),
    }
    answer = sign_in(met.officer).post(reverse(NEW, args=["notice"]), form)
    refused(answer, "Đoạn 2 (“{{ sumary }}”): thẻ {{ sumary }} không có", "Có phải là “summary”?")
    assert not OfficeTemplate.objects.exists()


@pytest.mark.parametrize(
    ("docx", "told"),
    [
        (b"%PDF-1.7", "Mẫu phải là tệp Word"),
        (b"PK\x03\x04" + b"word/" * 40, "Không đọc được tệp"),
        (b"PK\x03\x04 word/" + b"x" * files.MAX_BYTES, "lớn hơn 15 MB"),
    ],
    ids=["pdf", "torn", "large"],
)
def test_what_is_no_word_file_is_refused_in_words(met: Season, docx: bytes, told: str):
    with pytest.raises(Refused) as refusal:
        take(met, docx)
    assert told in str(refusal.value)


def test_many_faults_are_told_up_to_a_dozen(met: Season):
    def ruin(document: Any) -> None:
        for one in list(document.element.body):
            if one.tag.endswith("}p"):
                document.element.body.remove(one)

    with pytest.raises(Refused) as refusal:
        take(met, changed(ruin, "notice"))
    reasons = refusal.value.reasons
    assert len(reasons) <= actions.MOST_REASONS + 1
    assert any("Thiếu thẻ {{ summary }}" in one.text for one in reasons)


def test_the_next_one_takes_its_place_and_papers_keep_theirs(met: Season):
    first = take(met)
    paper = notice(met)
    by = met.by(met.officer)
    papers.mark_printed(paper, by=by)
    second = take(met, changed(lambda one: say(one, "THÔNG BÁO", "THÔNG BÁO MỚI"), "notice"))
    first.refresh_from_db()
    assert (first.valid_to, second.version) == (LONG_AGO, 2)
    # Signed by the template that was printed, not by today's.
    papers.record_signature(paper, number=1, dated_on=dt.date(2024, 11, 20), signer="Nguyễn Thị Mai", by=by)
    assert paper.versions.latest("version").template == first
    assert "THÔNG BÁO CỦA HỘI" in said(paper)
    assert "THÔNG BÁO MỚI" in said(notice(met))


def test_a_template_of_tomorrow_waits_and_another_bodys_is_not_taken(met: Season):
    take(met, valid_from=dt.date(2999, 1, 1))
    paper = notice(met)
    assert paper.versions.get().template is None
    assert queries.template_for(met.committee, "notice", dt.date(2999, 6, 1)) is None
    assert queries.template_for(met.association, "notice", dt.date(2999, 6, 1)) is not None
    assert queries.template_for(met.association, "plan", dt.date(2999, 6, 1)) is None


def test_a_template_that_cannot_print_this_is_said_with_its_cure(
    met: Season, monkeypatch: pytest.MonkeyPatch
):
    template = take(met)
    kept = files.keep(changed(lambda one: say(one, "{{ summary }}", "{{ gone }}"), "notice"), files.DOCX)
    OfficeTemplate.objects.filter(pk=template.pk).update(sha256=kept.sha256)
    with pytest.raises(Refused, match=r"không dùng được với văn bản này.*ngừng dùng mẫu"):
        notice(met)


def test_an_outsider_takes_nothing(met: Season):
    away = met.world.oanh
    with pytest.raises(Forbidden):
        take(met, by=met.world.actor(away))
    with pytest.raises(Refused, match="Hãy chọn loại văn bản"):
        take(met, kind="circular")
    lan = sign_in(met.officer)
    assert lan.get(reverse(NEW, args=["circular"])).status_code == 404
    assert lan.get(reverse("officetemplate_shipped", args=["circular"])).status_code == 404


def test_a_warning_is_kept_with_it(met: Season):
    def small(document: Any) -> None:
        document.styles.element.xpath("./w:style[@w:styleId='copies']/w:rPr/w:sz")[0].set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "26"
        )

    template = take(met, changed(small, "notice"))
    assert any("cỡ chữ 13" in one for one in template.warnings)
    page = shown(sign_in(met.officer).get(reverse("officetemplate_detail", args=[template.pk])))
    assert "cỡ chữ 13" in page


def test_a_missing_font_is_named():
    assert font_in_place_of("Times New Roman")
    assert font_in_place_of("Không Có Phông Này") != "Không Có Phông Này"


def test_the_page_asks_a_fixed_number_of_queries(met: Season):
    lan = sign_in(met.officer)
    before = queries_of(lan, reverse(NEW, args=["notice"]))
    take(met)
    assert queries_of(lan, reverse(NEW, args=["notice"])) == before


def test_its_files_are_named_by_it(met: Season):
    template = take(met)
    assert files.is_named(template.sha256)
    assert files.is_named(template.example_sha256)
