"""Files that periodic reports name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.reports.periodic.models import ReportFile


def _every() -> Iterator[FileUse]:
    for sha256, size, place in ReportFile.objects.values_list(
        "sha256", "size", "report__place_id"
    ).iterator():
        yield FileUse(sha256, size, place)


ATTACHED_FILES = FileUses(
    "Tệp kèm theo báo cáo", _every, lambda sha256: ReportFile.objects.filter(sha256=sha256).exists()
)
