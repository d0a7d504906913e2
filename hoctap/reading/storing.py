"""Which kept files reading names."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.reading.models import LibraryService, MobilePhoto


def _services() -> Iterator[FileUse]:
    rows = LibraryService.objects.order_by().exclude(sha256="").values_list("sha256", "library__place")
    for sha256, place in rows.iterator():
        yield FileUse(sha256, 0, place)


def _photos() -> Iterator[FileUse]:
    rows = MobilePhoto.objects.order_by().values_list("sha256", "size", "trip__place")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


def _service_names(sha256: str) -> bool:
    return LibraryService.objects.filter(sha256=sha256).exists()


def _photo_names(sha256: str) -> bool:
    return MobilePhoto.objects.filter(sha256=sha256).exists()


SERVICES = FileUses("Minh chứng dịch vụ của thư viện", _services, _service_names)
PHOTOS = FileUses("Ảnh xe thư viện lưu động", _photos, _photo_names)
