"""Jobs of the papers app."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from hoctap.core import files
from hoctap.papers.models import PaperPdf
from hoctap.papers.pdf import PdfFailed, PdfToolMissing, docx_to_pdf


@app.task(name="papers.make_pdf", queue="papers")
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
        pdf.sha256 = files.keep(made, files.PDF).sha256
    pdf.made_at = timezone.now()
    pdf.save()
