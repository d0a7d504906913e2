"""Which kept files results name, and how long what this app keeps is kept."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.core.registries import RetentionKind
from hoctap.movements.models import UnitResult


def _every() -> Iterator[FileUse]:
    rows = UnitResult.objects.order_by().exclude(sha256="").values_list("sha256", "size", "unit__place")
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return UnitResult.objects.filter(sha256=sha256).exists()


EVIDENCE = FileUses("Minh chứng kết quả phong trào", _every, _names)
KEPT = RetentionKind(
    label="Phong trào, sự kiện",
    holds="tên đơn vị, kế hoạch, kết quả, ảnh minh chứng; không có tên người dân",
    basis="Giữ để so các năm. Thời hạn lưu theo luật: chưa kiểm chứng.",
)
