"""Which kept files the photos of boards name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.recognition.posting.models import PostingPhoto


def _every() -> Iterator[FileUse]:
    photos = PostingPhoto.objects.order_by().values_list("sha256", "size", "posting__round__place")
    for sha256, size, place in photos.iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return PostingPhoto.objects.filter(sha256=sha256).exists()


POSTING_FILES = FileUses("Ảnh bảng niêm yết", _every, _names)
