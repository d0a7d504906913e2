"""Which kept files the meetings name: photos of signed attendance lists."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.recognition.models import VillageMeeting


def _every() -> Iterator[FileUse]:
    kept = VillageMeeting.objects.order_by().exclude(sheet_sha256="")
    for sha256, place in kept.values_list("sheet_sha256", "hamlet").iterator():
        yield FileUse(sha256, 0, place)


def _names(sha256: str) -> bool:
    return VillageMeeting.objects.filter(sheet_sha256=sha256).exists()


MEETING_FILES = FileUses("Danh sách ký nhận họp", _every, _names)
