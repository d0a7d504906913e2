"""Which kept files the activities name. One that was taken away is named no more."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.learning.models import ActivityFile


def _every() -> Iterator[FileUse]:
    rows = ActivityFile.objects.standing().order_by().values_list("sha256", "size", "activity__commune")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return ActivityFile.objects.standing().filter(sha256=sha256).exists()


ACTIVITY_FILES = FileUses("Ảnh, biên bản của hoạt động", _every, _names)
