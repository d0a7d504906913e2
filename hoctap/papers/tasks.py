"""Jobs of the papers app."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core import files
from hoctap.core.actor import system_job
from hoctap.core.jobs import UNTIL_THE_DATABASE_IS_BACK, each_day_at, give_jobs_again
from hoctap.core.refusals import Refused
from hoctap.papers.models import OfficeTemplate, PaperPdf
from hoctap.papers.pdf import PdfFailed, PdfToolMissing, docx_to_pdf
from hoctap.papers.sheets.actions import drop_old_pages
from hoctap.papers.templating.making import page_findings

# A PDF that is waited for so long has lost its job.
WAITED = dt.timedelta(minutes=10)
# So long a page that was handed in waits to be filed.
PAGES_WAIT = dt.timedelta(days=30)


@app.task(name="papers.make_pdf", queue="papers", retry=UNTIL_THE_DATABASE_IS_BACK)
def make_pdf(version_id: str) -> None:
    """DOCX to PDF by LibreOffice; what went wrong is kept on the row, for the person who waits."""
    pdf = PaperPdf.objects.select_related("version").get(version_id=UUID(version_id))
    if pdf.is_ready:
        return
    try:
        made = docx_to_pdf(files.read(pdf.version.sha256))
    except PdfToolMissing:
        pdf.failed = "Máy chủ chưa cài LibreOffice nên chưa tạo được PDF. Hãy tải bản Word."
    except (PdfFailed, OSError):
        pdf.failed = "LibreOffice không chuyển được văn bản này. Hãy tải bản Word và báo quản trị."
    else:
        try:
            pdf.sha256 = files.keep(made, files.PDF).sha256
        except Refused as refusal:
            pdf.failed = str(refusal)[:200]
    pdf.made_at = timezone.now()
    pdf.save()


@app.task(name="papers.make_example_pdf", queue="papers", retry=UNTIL_THE_DATABASE_IS_BACK)
def make_example_pdf(template_id: str) -> None:
    """The example of an office's template as PDF; what went wrong stands on its page."""
    template = OfficeTemplate.objects.get(pk=UUID(template_id))
    if template.example_pdf_sha256:
        return
    try:
        example = files.read(template.example_sha256)
        made = docx_to_pdf(example)
        template.page_warnings = [words[:400] for words in page_findings(example, made)]
        template.example_pdf_sha256 = files.keep(made, files.PDF).sha256
        template.example_failed = ""
    except PdfToolMissing:
        template.example_failed = "Máy chủ chưa cài LibreOffice nên chưa có bản PDF."
    except (PdfFailed, OSError):
        template.example_failed = "LibreOffice không chuyển được mẫu này sang PDF. Hãy xem bản Word."
    except Refused as refusal:
        template.example_failed = str(refusal)[:200]
    template.save(update_fields=["example_pdf_sha256", "example_failed", "page_warnings"])


@app.periodic(cron="*/5 * * * *")
@app.task(name="papers.wake_pdfs", queueing_lock="papers.wake_pdfs")
def wake_pdfs(timestamp: int) -> None:
    """Whoever asked for a PDF gets it or is told why not: what waits without a job has one again."""
    waiting = PaperPdf.objects.filter(sha256="", failed="", asked_at__lt=timezone.now() - WAITED)
    give_jobs_again(make_pdf, "version_id", waiting.values_list("version_id", flat=True))


@app.periodic(cron=each_day_at(2, 40))
@app.task(
    name="papers.drop_old_pages", queueing_lock="papers.drop_old_pages", retry=UNTIL_THE_DATABASE_IS_BACK
)
def drop_pages(timestamp: int) -> None:
    """Signed pages that were handed in and filed with no paper for a month."""
    drop_old_pages(older_than=PAGES_WAIT, by=system_job("papers.drop_old_pages"))
