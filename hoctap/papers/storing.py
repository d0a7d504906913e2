"""Which kept files the papers name."""

from collections.abc import Iterator

from django.db.models import Q

from hoctap.core.files import FileUse, FileUses
from hoctap.papers.models import CaseFile, Incoming, OfficeTemplate, Paper, PaperPdf, PaperVersion, SignedPage


def _every() -> Iterator[FileUse]:
    versions = PaperVersion.objects.order_by().values_list("sha256", "size", "paper__place")
    for sha256, size, place in versions.iterator():
        yield FileUse(sha256, size, place)
    signed = Paper.objects.order_by().exclude(signed_sha256="").values_list("signed_sha256", "place")
    for sha256, place in signed.iterator():
        yield FileUse(sha256, 0, place)
    made = PaperPdf.objects.order_by().exclude(sha256="").values_list("sha256", "version__paper__place")
    for sha256, place in made.iterator():
        yield FileUse(sha256, 0, place)
    pages = SignedPage.objects.order_by().exclude(sha256="").values_list("sha256", "paper__place")
    for sha256, place in pages.iterator():
        yield FileUse(sha256, 0, place)
    came = Incoming.objects.order_by().exclude(sha256="")
    for sha256, size, place in came.values_list("sha256", "size", "organisation__place").iterator():
        yield FileUse(sha256, size, place)
    cases = CaseFile.objects.order_by().filter(state="done")
    for zipped, zip_size, pdf, pdf_size, place in cases.values_list(
        "zip_sha256", "zip_size", "pdf_sha256", "pdf_size", "place"
    ).iterator():
        yield FileUse(zipped, zip_size, place)
        yield FileUse(pdf, pdf_size, place)
    templates = OfficeTemplate.objects.order_by().values_list(
        "sha256", "size", "example_sha256", "example_pdf_sha256", "organisation__place"
    )
    for sha256, size, example, pdf, place in templates.iterator():
        yield FileUse(sha256, size, place)
        yield FileUse(example, 0, place)
        if pdf:
            yield FileUse(pdf, 0, place)


def _names(sha256: str) -> bool:
    return (
        PaperVersion.objects.filter(sha256=sha256).exists()
        or Paper.objects.filter(signed_sha256=sha256).exists()
        or PaperPdf.objects.filter(sha256=sha256).exists()
        or SignedPage.objects.filter(sha256=sha256).exists()
        or CaseFile.objects.filter(zip_sha256=sha256).exists()
        or CaseFile.objects.filter(pdf_sha256=sha256).exists()
        or OfficeTemplate.objects.filter(
            Q(sha256=sha256) | Q(example_sha256=sha256) | Q(example_pdf_sha256=sha256)
        ).exists()
        or Incoming.objects.filter(sha256=sha256).exists()
    )


PAPER_FILES = FileUses("Văn bản", _every, _names)
