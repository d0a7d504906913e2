"""Which kept files the evidence names. Withdrawn evidence still does, erased evidence no more."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.evidence.models import Evidence


def _every() -> Iterator[FileUse]:
    rows = Evidence.objects.order_by().exclude(sha256="").filter(erased_on=None)
    for sha256, size, place in rows.values_list("sha256", "size", "place").iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return Evidence.objects.filter(sha256=sha256, erased_on=None).exists()


EVIDENCE_FILES = FileUses("Minh chứng", _every, _names)
