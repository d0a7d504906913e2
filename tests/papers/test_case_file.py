"""Hồ sơ công việc: the papers of a round as one PDF and one ZIP, with their list and what is missing named."""

import datetime as dt
import io
import subprocess
import zipfile
from functools import cache

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.audit.models import Read
from hoctap.core import files
from hoctap.core.refusals import Forbidden
from hoctap.papers import actions as papers
from hoctap.papers import pdf as pdf_module
from hoctap.papers.casefiles import actions, tasks
from hoctap.papers.models import CaseFile, CaseState
from hoctap.papers.pdf import docx_to_pdf
from hoctap.papers.rendering import render
from hoctap.papers.sheets.reading import one_pdf, page_counts
from hoctap.recognition import actions as recognition
from hoctap.recognition.case_files import ROUND
from tests.papers.photos import sheet_with
from tests.papers.samples import SAMPLES
from tests.papers.test_sheet_new import paper_of_minutes
from tests.recognition.hands import shown, sign_in
from tests.season import Season
from tests.tools import require_program


def ask(season: Season) -> CaseFile:
    return actions.ask_for_case(ROUND, str(season.round.pk), by=season.by(season.officer))


def built(case: CaseFile) -> CaseFile:
    tasks.build_case(str(case.pk))
    case.refresh_from_db()
    return case


def words_of(pdf: bytes) -> str:
    said = subprocess.run(
        [require_program("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    return " ".join(said.decode().split())


@pytest.fixture
def with_minutes(decided: Season) -> Season:
    """The minutes came back as two photographed pages; the nomination list never did."""
    minutes = paper_of_minutes(decided)
    by = decided.by(decided.head)
    papers.mark_printed(minutes, by=by)
    papers.record_signature(
        minutes,
        number=None,
        dated_on=decided.meeting.held_on,
        signer=decided.head.full_name,
        signed_copy=one_pdf([sheet_with(seed=1), sheet_with(seed=2)]),
        by=by,
    )
    return decided


def test_the_file_of_a_round_holds_its_signed_papers_in_order_with_their_list(with_minutes: Season):
    season = with_minutes
    case = built(ask(season))
    assert case.state == CaseState.DONE, case.failed
    with zipfile.ZipFile(io.BytesIO(files.read(case.zip_sha256))) as packed:
        names = packed.namelist()
        index = words_of(packed.read("00-MUC-LUC.pdf"))
        copy = packed.read("01-BIEN-BAN-HOP-BINH-XET-AP-1.pdf")
    assert names == [
        "00-MUC-LUC.pdf",
        "01-BIEN-BAN-HOP-BINH-XET-AP-1.pdf",
        "02-03-TTR-HKH.pdf",
        "03-07-QD-UBND.pdf",
    ]
    assert copy == files.read(paper_of_minutes(season).signed_sha256)
    for told in (
        "MỤC LỤC VĂN BẢN",
        "07/QĐ-UBND",
        "08/11/2024",
        "1–2",
        "Biên bản họp bình xét Ấp 2: chưa có",
        "Danh sách đề nghị",
        "chưa ký",
        "chưa có bản chụp đã ký",
        "tệp bản đã ký không mở được",
        season.officer.full_name,
    ):
        assert told in index, told
    whole = files.read(case.pdf_sha256)
    # The list, two photographed pages, the tờ trình as printed; the copy of the decision is a file nobody can open.
    assert (
        page_counts([("whole", whole)])["whole"]
        == case.pages + page_counts([("index", _index_of(case))])["index"]
    )
    assert case.pages >= 3
    assert set(case.papers.values_list("pk", flat=True)) == {
        paper_of_minutes(season).pk,
        season.submission.paper_id,
        season.decision.paper_id,
    }


def _index_of(case: CaseFile) -> bytes:
    with zipfile.ZipFile(io.BytesIO(files.read(case.zip_sha256))) as packed:
        return packed.read("00-MUC-LUC.pdf")


@cache
def _printed_once() -> bytes:
    return docx_to_pdf(render(SAMPLES["case_index"]))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice prints is looked at in the test above; the others take one print of it for all."""
    monkeypatch.setattr("hoctap.papers.casefiles.making.docx_to_pdf", lambda docx: _printed_once())


def test_a_new_preview_takes_the_place_of_the_last_and_the_final_one_stays(decided: Season, quick: None):
    first = built(ask(decided))
    final = built(
        actions.ask_for_case(ROUND, str(decided.round.pk), is_final=True, by=decided.by(decided.officer))
    )
    second = built(ask(decided))
    for case in (first, final):
        case.refresh_from_db()
    assert [first.state, final.state, second.state] == ["replaced", "done", "done"]
    assert first.zip_sha256 == ""
    kept = {final.zip_sha256, final.pdf_sha256, second.zip_sha256, second.pdf_sha256}
    assert all(files.is_named(sha256) for sha256 in kept)
    assert not kept & set(files.unnamed(older_than=dt.timedelta(0)))


def test_asking_twice_makes_one_and_a_job_that_runs_twice_writes_once(decided: Season, quick: None):
    case = ask(decided)
    assert ask(decided) == case
    assert ProcrastinateJob.objects.filter(task_name="papers.build_case").count() == 1
    case = built(case)
    made_at = case.made_at
    assert built(case).made_at == made_at


def test_closing_the_round_orders_its_final_file_anew(decided: Season, quick: None):
    preview = ask(decided)
    decided.round.dossiers.filter(state__in=["nominated", "accepted", "proposed"]).update(
        state="not_nominated"
    )
    recognition.close_round(decided.round, by=decided.by(decided.officer))
    preview.refresh_from_db()
    final = CaseFile.objects.get(is_final=True)
    assert preview.state == CaseState.FAILED
    assert built(preview).state == CaseState.FAILED, "the job of the old one has nothing to do"
    assert built(final).state == CaseState.DONE


def test_what_went_wrong_is_said_to_who_waits(decided: Season, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf_module, "find_program", lambda: None)
    case = built(ask(decided))
    assert case.state == CaseState.FAILED
    body = shown(sign_in(decided.officer).get(reverse("case_file", args=[case.pk])))
    assert "chưa cài LibreOffice" in body
    assert sign_in(decided.officer).get(reverse("case_zip", args=[case.pk])).status_code == 404


def test_the_page_shows_how_far_it_is_and_the_downloads_note_who_was_read(decided: Season, quick: None):
    case = ask(decided)
    lan = sign_in(decided.officer)
    page = reverse("case_file", args=[case.pk])
    assert "Đang gom văn bản" in shown(lan.get(page))
    assert lan.get(page, headers={"HX-Request": "true"}).status_code == 204
    built(case)
    assert lan.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "tệp nén" in shown(lan.get(page))
    before = Read.objects.count()
    answer = lan.get(reverse("case_zip", args=[case.pk]))
    assert answer.content == files.read(case.__class__.objects.get().zip_sha256)
    assert lan.get(reverse("case_pdf", args=[case.pk])).headers["Content-Type"] == files.PDF
    read = Read.objects.order_by("id")[before:]
    assert decided.households[0].pk in {pk for row in read for pk in row.subjects}


def test_only_who_reads_the_papers_of_the_commune_comes_near(decided: Season, quick: None):
    case = built(ask(decided))
    names = ("case_file", "case_zip", "case_pdf")
    for user in (decided.head, decided.world.oanh):
        client = sign_in(user)
        assert {client.get(reverse(name, args=[case.pk])).status_code for name in names} == {404}
        assert client.post(reverse("round_case", args=[decided.round.pk])).status_code == 404
        with pytest.raises(Forbidden):
            actions.ask_for_case(ROUND, str(decided.round.pk), by=decided.by(user))
    for act in (
        lambda by: actions.begin_case(case, total=1, by=by),
        lambda by: actions.fail_case(case, "x", by=by),
        lambda by: actions.finish_case(case, papers=[], missing=0, pages=0, zipped=b"", pdf=b"", by=by),
    ):
        with pytest.raises(Forbidden):
            act(decided.by(decided.officer))


def test_a_file_that_lost_its_job_has_one_again_and_only_one(decided: Season):
    case = ask(decided)
    ProcrastinateJob.objects.all()._raw_delete("default")
    tasks.wake_cases(timestamp=0)
    assert not ProcrastinateJob.objects.exists()  # asked for just now: left to its job
    CaseFile.objects.filter(pk=case.pk).update(asked_at=timezone.now() - dt.timedelta(minutes=11))
    tasks.wake_cases(timestamp=0)
    tasks.wake_cases(timestamp=0)
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"case_id": str(case.pk)}]
