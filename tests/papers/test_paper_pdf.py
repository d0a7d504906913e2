"""The PDF of a paper: asked for, made in a job, opened."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.core import files
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers import actions, tasks
from hoctap.papers.models import PaperPdf, PaperVersion
from hoctap.papers.pdf import PdfFailed, PdfToolMissing
from tests.recognition.hands import shown, sign_in
from tests.season import Season
from tests.tools import require_program


def version_of(season: Season) -> PaperVersion:
    return PaperVersion.objects.get(paper=season.decision.paper_id, version=1)


def address(season: Season, name: str = "paper_pdf") -> str:
    return reverse(name, args=[season.decision.paper_id, 1])


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="papers.make_pdf").count()


def test_the_officer_asks_waits_and_opens_a_real_pdf(drafted: Season):
    require_program("soffice")
    lan = sign_in(drafted.officer)
    assert address(drafted, "paper_pdf_ask") in shown(lan.get(address(drafted)))
    assert jobs() == 0, "looking makes nothing"
    waiting = shown(lan.post(address(drafted, "paper_pdf_ask"), follow=True))
    assert "Đang tạo PDF" in waiting
    assert jobs() == 1
    tasks.make_pdf(version_id=str(version_of(drafted).pk))
    answer = lan.get(address(drafted))
    assert answer.headers["Content-Type"] == files.PDF
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) > 10_000
    lan.post(address(drafted, "paper_pdf_ask"))
    assert jobs() == 1, "made once"


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PdfToolMissing("x"), "chưa cài LibreOffice"),
        (PdfFailed("x"), "không chuyển được văn bản này"),
        (FileNotFoundError("x"), "không chuyển được văn bản này"),
    ],
)
def test_whoever_waits_is_told_what_went_wrong_and_may_ask_again(
    drafted: Season, failure: Exception, said: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(content: bytes) -> bytes:
        raise failure

    monkeypatch.setattr(tasks, "docx_to_pdf", fail)
    lan = sign_in(drafted.officer)
    lan.post(address(drafted, "paper_pdf_ask"))
    tasks.make_pdf(version_id=str(version_of(drafted).pk))
    body = shown(lan.get(address(drafted)))
    assert said in body
    assert address(drafted, "paper_pdf_ask") in body
    assert "Đang tạo PDF" in shown(lan.post(address(drafted, "paper_pdf_ask"), follow=True))
    assert jobs() == 2


def test_a_job_that_runs_twice_makes_the_pdf_once(drafted: Season, monkeypatch: pytest.MonkeyPatch):
    made = []
    monkeypatch.setattr(tasks, "docx_to_pdf", lambda content: made.append(content) or b"%PDF-1.4 thu")
    actions.ask_for_pdf(version_of(drafted), by=drafted.by(drafted.officer))
    for _ in range(2):
        tasks.make_pdf(version_id=str(version_of(drafted).pk))
    assert len(made) == 1
    assert PaperPdf.objects.get().is_ready


def test_neither_the_head_nor_the_next_commune_asks_for_the_communes_pdf(drafted: Season):
    for person in (drafted.head, drafted.world.oanh):
        client = sign_in(person)
        for answer in (client.get(address(drafted)), client.post(address(drafted, "paper_pdf_ask"))):
            assert answer.status_code == 404
            assert drafted.decision.paper.title not in shown(answer)
        with pytest.raises(Forbidden):
            actions.ask_for_pdf(version_of(drafted), by=drafted.by(person))
    assert jobs() == 0


def test_a_version_that_does_not_exist_is_not_found(drafted: Season):
    here = reverse("paper_pdf", args=[drafted.decision.paper_id, 9])
    assert sign_in(drafted.officer).get(here).status_code == 404


def _waiting_pdf(season: Season, *, minutes: int) -> PaperPdf:
    PaperPdf.objects.create(version=version_of(season))
    PaperPdf.objects.update(asked_at=timezone.now() - dt.timedelta(minutes=minutes))
    return PaperPdf.objects.get()


def test_a_pdf_that_lost_its_job_has_one_again_and_only_one(drafted: Season):
    _waiting_pdf(drafted, minutes=11)
    tasks.wake_pdfs(timestamp=0)
    tasks.wake_pdfs(timestamp=0)
    assert jobs() == 1


def test_a_pdf_asked_for_just_now_is_left_to_its_job(drafted: Season):
    _waiting_pdf(drafted, minutes=1)
    tasks.wake_pdfs(timestamp=0)
    assert jobs() == 0


def test_a_pdf_for_which_the_disk_has_no_room_is_told_and_may_be_asked_for_again(
    drafted: Season, monkeypatch: pytest.MonkeyPatch
):
    pdf = _waiting_pdf(drafted, minutes=1)

    def no_room(_content: bytes, _type: str) -> None:
        raise Refused("Máy chủ hết chỗ lưu tệp.")

    monkeypatch.setattr(tasks, "docx_to_pdf", lambda _docx: b"%PDF-")
    monkeypatch.setattr(tasks.files, "keep", no_room)
    tasks.make_pdf(version_id=str(pdf.version_id))
    pdf.refresh_from_db()
    assert pdf.failed == "Máy chủ hết chỗ lưu tệp."
    assert not pdf.is_ready
