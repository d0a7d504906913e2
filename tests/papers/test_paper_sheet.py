"""Filing the pages of one paper: compared with the records first, then number and day; the signature itself is recorded as ever."""

import dataclasses
import datetime as dt

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions as papers
from hoctap.papers import serial
from hoctap.papers.kinds import paper_kinds
from hoctap.papers.models import PageState, Paper, PaperState, SignedPage
from hoctap.papers.sheets import actions, queries
from hoctap.papers.sheets.reading import ReadPage
from hoctap.recognition import actions as recognition
from tests.papers.photos import sheet_with, upload, version_of
from tests.papers.test_paper_detail import edited, latest, words
from tests.papers.test_sheet_new import hand_in, paper_of_minutes
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.season import Season

MINUTES = {"dated_on": "2024-10-05", "signer": "Trần Văn Hùng"}
DECISION = {"number": "7", "dated_on": "2024-11-08", "signer": "Lê Quang Minh"}


def page_of(paper: Paper) -> str:
    return reverse("paper_sheet", args=[paper.pk])


def bring(season: Season, paper: Paper, version: int | None = None, seed: int = 0) -> None:
    """A photo of the signed sheet of this version, by the officer."""
    code = version_of(paper, version).code
    read = [ReadPage("a.jpg", 1, sheet_with(code, seed=seed), "image/jpeg", (code,))]
    actions.hand_in_pages(read, by=season.by(season.officer))


def rename_head(season: Season, name: str) -> str:
    head = season.dossiers[0].household.head
    before = head.full_name
    type(head).objects.filter(pk=head.pk).update(full_name=name)
    return before


def test_a_decision_has_effect_once_number_day_and_the_photographed_copy_are_on_record(drafted: Season):
    paper = drafted.decision.paper
    hand_in(sign_in(drafted.officer), upload(sheet_with(version_of(paper).code)))
    minh = sign_in(drafted.chair)
    assert "khớp với sổ hôm nay" in shown(minh.get(page_of(paper)))
    refused(minh.post(page_of(paper), {**DECISION, "number": ""}), "Chưa có số")
    drafted.decision.refresh_from_db()
    assert drafted.decision.effective_on is None
    assert SignedPage.objects.get().state == PageState.WAITING
    minh.post(page_of(paper), DECISION)
    drafted.decision.refresh_from_db()
    paper.refresh_from_db()
    assert drafted.decision.effective_on == dt.date(2024, 11, 8)
    assert (paper.full_number, paper.state) == ("07/QĐ-UBND", PaperState.SIGNED)
    assert [one.to_state for one in paper.moves.all()] == ["draft", "printed", "signed"]
    assert "Số: 07/QĐ-UBND" in words(latest(paper))


def test_who_may_not_sign_brings_the_sheet_and_does_not_record_the_signature(drafted: Season):
    paper = drafted.decision.paper
    bring(drafted, paper)
    lan = sign_in(drafted.officer)
    body = shown(lan.get(page_of(paper)))
    assert "Ghi nhận đã ký" not in body
    assert "Đã có bản chụp" in body
    assert lan.post(page_of(paper), DECISION).status_code == 403
    with pytest.raises(Forbidden):
        actions.file_sheet(
            paper, number=7, dated_on=dt.date(2024, 11, 8), signer="x", by=drafted.by(drafted.officer)
        )
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT
    assert "Có 1 trang của bản đã ký chờ ghi nhận" in shown(
        sign_in(drafted.chair).get(reverse("paper_detail", args=[paper.pk]))
    )


def test_a_list_whose_name_changed_after_the_print_is_held_and_follows_on_a_new_sheet(drafted: Season):
    paper = drafted.decision.paper
    bring(drafted, paper)
    before = rename_head(drafted, "Nguyễn Văn Đổi Tên")
    minh = sign_in(drafted.chair)
    body = shown(minh.get(page_of(paper)))
    assert "không còn khớp với sổ" in body
    assert f"trên giấy ghi “{before}, {drafted.hamlet.full_name}”" in body
    assert "theo sổ nay là “Nguyễn Văn Đổi Tên" in body
    assert "Ghi nhận đã ký" not in body
    refused(minh.post(page_of(paper), DECISION), "Tờ đã ký khác sổ ở 1 chỗ")
    drafted.decision.refresh_from_db()
    assert drafted.decision.effective_on is None

    minh.post(reverse("paper_sheet_renew", args=[paper.pk]))
    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFT
    assert "Nguyễn Văn Đổi Tên" in words(latest(paper))
    assert "Nguyễn Văn Đổi Tên" in drafted.decision.lines.values_list("head_name", flat=True)
    assert list(SignedPage.objects.values_list("state", "sha256")) == [("dropped", "")]

    # The old sheet is still not what the records say; the new one is.
    bring(drafted, paper, version=1, seed=1)
    refused(minh.post(page_of(paper), DECISION), "Tờ đã ký khác sổ")
    SignedPage.objects.filter(state="waiting").update(state="dropped", sha256="")
    bring(drafted, paper)
    minh.post(page_of(paper), DECISION)
    drafted.decision.refresh_from_db()
    assert drafted.decision.effective_on == dt.date(2024, 11, 8)


def test_the_records_put_right_let_the_signed_sheet_in(drafted: Season):
    paper = drafted.decision.paper
    bring(drafted, paper)
    before = rename_head(drafted, "Gõ Nhầm")
    minh = sign_in(drafted.chair)
    refused(minh.post(page_of(paper), DECISION), "Tờ đã ký khác sổ")
    rename_head(drafted, before)
    minh.post(page_of(paper), DECISION)
    drafted.decision.refresh_from_db()
    assert drafted.decision.effective_on is not None


@pytest.mark.parametrize("step", ["name", "points", "gone"])
def test_a_nomination_list_is_held_row_by_row(drafted: Season, step: str):
    paper = drafted.nomination.paper
    dossier = drafted.dossiers[0]
    name = dossier.household.head.full_name
    bring(drafted, paper)
    if step == "name":
        rename_head(drafted, "Tên Mới")
        said = "theo sổ nay là “Tên Mới"
    elif step == "points":
        type(dossier).objects.filter(pk=dossier.pk).update(hamlet_total=77)
        said = "tổng điểm: trên giấy 88, theo sổ nay 77"
    else:
        drafted.nomination.dossiers.remove(dossier)
        said = f"trên giấy có “{name}"
    body = shown(sign_in(drafted.officer).get(page_of(paper)))
    assert said in body
    refused(sign_in(drafted.officer).post(page_of(paper), MINUTES), "Tờ đã ký khác sổ")


def test_a_later_step_does_not_make_an_earlier_list_wrong(met: Season):
    """The commune returned a household and it was scored anew: what the hamlet proposed on that day stays what it was."""
    nomination = recognition.nominate(met.meeting, by=met.by(met.head))
    dossier = met.dossiers[0]
    bring(met, nomination.paper)
    type(dossier).objects.filter(pk=dossier.pk).update(
        state="returned", return_reason="Thiếu giấy", hamlet_total=60
    )
    assert queries.sheet_of(nomination.paper).facts.differences == ()


def test_a_household_that_registered_later_does_not_hold_the_submission(met: Season):
    by = met.by(met.officer)
    recognition.nominate(met.meeting, by=met.by(met.head))
    met.refresh()
    verdicts = [recognition.TypedVerdict(one.pk, one.version, True) for one in met.dossiers]
    recognition.review_hamlet(met.round, met.hamlet, verdicts, by=by)
    submission = recognition.prepare_submission(met.round, by=by)
    bring(met, submission.paper)
    assert queries.sheet_of(submission.paper).facts.differences == ()
    submission.dossiers.remove(submission.dossiers.all()[0])
    texts = " ".join(one.text for one in queries.sheet_of(submission.paper).holding)
    assert "số hộ đề nghị: trên giấy" in texts


def test_an_earlier_print_is_filed_when_the_records_say_what_it_says(met: Season):
    """Only who signs was changed after the print: the sheet that came back is the one that is signed."""
    minutes = paper_of_minutes(met)
    by = met.by(met.head)
    content = serial.from_json(version_of(minutes).content)
    papers.new_version(minutes, content, why="In lại", by=by)
    bring(met, minutes, version=1)
    assert "khớp với sổ hôm nay" in shown(sign_in(met.head).get(page_of(minutes)))
    sign_in(met.head).post(page_of(minutes), MINUTES)
    minutes.refresh_from_db()
    assert minutes.is_signed


def test_pages_of_two_prints_are_never_put_together(met: Season):
    minutes = paper_of_minutes(met)
    bring(met, minutes)
    content = serial.from_json(version_of(minutes).content)
    papers.new_version(minutes, content, why="In lại", by=met.by(met.head))
    bring(met, minutes, seed=1)
    hung = sign_in(met.head)
    assert "nhiều bản in khác nhau" in shown(hung.get(page_of(minutes)))
    refused(hung.post(page_of(minutes), MINUTES), "nhiều bản in khác nhau")


def test_a_print_before_a_word_edit_cannot_be_compared_and_is_held(met: Season):
    minutes = paper_of_minutes(met)
    papers.take_edited(minutes, edited(latest(minutes)), by=met.by(met.head))
    assert version_of(minutes).code != version_of(minutes, 1).code
    bring(met, minutes)
    body = shown(sign_in(met.head).get(page_of(minutes)))
    assert "do cơ quan sửa bằng Word" in body
    assert "khớp với sổ" not in body, "what nobody compared is not said to be equal"
    SignedPage.objects.update(version=version_of(minutes, 1))
    papers.take_edited(minutes, edited(latest(minutes)), by=met.by(met.head))
    SignedPage.objects.update(version=version_of(minutes, 2))
    refused(sign_in(met.head).post(page_of(minutes), MINUTES), "không so được")


def test_a_kind_that_cannot_be_laid_out_anew_is_not_compared_and_says_so(
    met: Season, monkeypatch: pytest.MonkeyPatch
):
    """A report's figures are frozen: the records behind it may go on."""
    bare = dataclasses.replace(paper_kinds["minutes"], lay_out_again=None)
    monkeypatch.setitem(paper_kinds._entries, "minutes", bare)
    minutes = paper_of_minutes(met)
    bring(met, minutes)
    hung = sign_in(met.head)
    assert "hệ thống không so" in shown(hung.get(page_of(minutes)))
    content = serial.from_json(version_of(minutes).content)
    papers.new_version(
        minutes, dataclasses.replace(content, venue="Đình làng"), why="Sửa", by=met.by(met.head)
    )
    body = shown(hung.get(page_of(minutes)))
    assert "Địa điểm: trên giấy" in body
    refused(hung.post(page_of(minutes), MINUTES), "Tờ đã ký khác sổ")
    hung.post(reverse("paper_sheet_take_back", args=[minutes.pk]))
    assert version_of(minutes).why == "Lấy lại nội dung bản 1, là bản đã ký"
    hung.post(page_of(minutes), MINUTES)
    minutes.refresh_from_db()
    assert minutes.is_signed
    assert "Đình làng" not in words(latest(minutes))


def test_a_paper_laid_out_from_records_is_not_taken_back_by_its_sheet(drafted: Season):
    paper = drafted.decision.paper
    bring(drafted, paper)
    rename_head(drafted, "Tên Mới")
    body = shown(
        sign_in(drafted.officer).post(reverse("paper_sheet_take_back", args=[paper.pk]), follow=True)
    )
    assert "văn bản này lập theo sổ" in body
    with pytest.raises(Refused):
        actions.take_back_to_sheet(paper, by=drafted.by(drafted.officer))


def test_without_pages_there_is_nothing_to_file(met: Season):
    minutes = paper_of_minutes(met)
    hung = sign_in(met.head)
    assert "Chưa nộp trang nào" in shown(hung.get(page_of(minutes)))
    refused(hung.post(page_of(minutes), MINUTES), "Chưa nộp trang nào")


@pytest.mark.parametrize("name", ["paper_sheet", "paper_sheet_renew", "paper_sheet_take_back"])
def test_neither_who_only_reads_nor_the_next_commune_touches_a_sheet(met: Season, name: str):
    minutes = paper_of_minutes(met)
    bring(met, minutes)
    address = reverse(name, args=[minutes.pk])
    assert sign_in(met.world.bich).post(address, MINUTES).status_code == 403
    assert sign_in(met.world.oanh).post(address, MINUTES).status_code == 404
    by = met.by(met.world.bich)
    for act in (actions.renew_sheet, actions.take_back_to_sheet):
        with pytest.raises(Forbidden):
            act(minutes, by=by)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.versions.count()) == (PaperState.DRAFT, 1)


def test_a_signed_paper_gets_no_new_sheet(decided: Season):
    by = decided.by(decided.chair)
    paper = decided.decision.paper
    bring(decided, decided.nomination.paper)
    with pytest.raises(Refused, match="đã ký ngày 08/11/2024"):
        actions.renew_sheet(paper, by=by)
    with pytest.raises(Refused, match="đã ký ngày 08/11/2024"):
        actions.file_sheet(paper, number=8, dated_on=dt.date(2024, 11, 9), signer="x", by=by)
    with pytest.raises(Refused, match="đã ký ngày 08/11/2024"):
        actions.take_back_to_sheet(paper, by=by)


def test_the_page_takes_few_queries(drafted: Season):
    bring(drafted, drafted.decision.paper)
    assert queries_of(sign_in(drafted.chair), page_of(drafted.decision.paper)) <= 26
