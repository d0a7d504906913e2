"""Which kept files materials name: what was handed in, pictures of pages, packs."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.materials.models import MaterialPart, PagePicture, TopicPack


def _every() -> Iterator[FileUse]:
    parts = MaterialPart.objects.order_by().exclude(sha256="")
    for sha256, size, place in parts.values_list("sha256", "size", "version__material__place").iterator():
        yield FileUse(sha256, size, place)
    pictures = PagePicture.objects.order_by()
    for sha256, size, place in pictures.values_list(
        "sha256", "size", "part__version__material__place"
    ).iterator():
        yield FileUse(sha256, size, place)
    for sha256, size in (
        TopicPack.objects.order_by().exclude(sha256="").values_list("sha256", "size").iterator()
    ):
        yield FileUse(sha256, size, None)


def _names(sha256: str) -> bool:
    return (
        MaterialPart.objects.filter(sha256=sha256).exists()
        or PagePicture.objects.filter(sha256=sha256).exists()
        or TopicPack.objects.filter(sha256=sha256).exists()
    )


COPIES = FileUses("Tệp của học liệu, ảnh trang, gói theo chuyên đề", _every, _names)
