"""Which kept files agreements name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.partners.models import Agreement


def _every() -> Iterator[FileUse]:
    copies = Agreement.objects.order_by().exclude(sha256="").values_list("sha256", "place")
    for sha256, place in copies.iterator():
        yield FileUse(sha256, 0, place)


def _names(sha256: str) -> bool:
    return Agreement.objects.filter(sha256=sha256).exists()


COPIES = FileUses("Bản chụp chương trình phối hợp", _every, _names)
