"""Which kept files attendance names: photos of signed lists."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.learning.attendance.models import SignedList


def _every() -> Iterator[FileUse]:
    kept = SignedList.objects.standing().order_by()
    for sha256, size, place in kept.values_list("sha256", "size", "session__activity__place").iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return SignedList.objects.filter(sha256=sha256).exists()


SIGNED_LIST_FILES = FileUses("Danh sách ký nhận buổi học", _every, _names)
