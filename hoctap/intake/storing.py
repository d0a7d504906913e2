"""Which kept files the readings name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.intake.models import PageOfReading, ReadingFile


def _every() -> Iterator[FileUse]:
    handed = ReadingFile.objects.order_by().values_list("sha256", "size", "reading__place")
    for sha256, size, place in handed.iterator():
        yield FileUse(sha256, size, place)
    shown = PageOfReading.objects.order_by().exclude(picture="")
    for sha256, size, place in shown.values_list("picture", "picture_size", "reading__place").iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return (
        ReadingFile.objects.filter(sha256=sha256).exists()
        or PageOfReading.objects.filter(picture=sha256).exists()
    )


READING_FILES = FileUses("Văn bản được đọc thành kế hoạch", _every, _names)
