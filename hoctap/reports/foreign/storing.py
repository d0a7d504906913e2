"""Files that foreign forms name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.reports.foreign.models import ForeignForm


def _every() -> Iterator[FileUse]:
    for sha256, size, place in ForeignForm.objects.values_list("sha256", "size", "place_id").iterator():
        yield FileUse(sha256, size, place)


FORM_FILES = FileUses(
    "Biểu Excel của cấp trên", _every, lambda sha256: ForeignForm.objects.filter(sha256=sha256).exists()
)
