"""Which kept files the printed words name: the pages they were read from."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.criteria.printed.models import PrintedLabels


def _every() -> Iterator[FileUse]:
    rows = PrintedLabels.objects.order_by().values_list("sha256", "size", "place")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return PrintedLabels.objects.filter(sha256=sha256).exists()


LABEL_FILES = FileUses("Trang in của bộ tiêu chí", _every, _names)
