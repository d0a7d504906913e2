"""Which kept files the lists name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.reports.models import TableExport


def _every() -> Iterator[FileUse]:
    rows = TableExport.objects.order_by().exclude(sha256="").values_list("sha256", "size", "place")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


LIST_FILES = FileUses(
    "Danh sách đã ghi thành tệp", _every, lambda sha256: TableExport.objects.filter(sha256=sha256).exists()
)
