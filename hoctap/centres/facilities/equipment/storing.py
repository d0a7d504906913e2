"""The shipped kinds and lists as rows; which kept files the photos of checks name."""

from collections.abc import Iterator

from hoctap.centres.facilities.equipment.models import (
    CheckPhoto,
    EquipmentKind,
    EquipmentStandard,
    StandardLine,
)
from hoctap.centres.facilities.equipment.shipped import put_shipped, shipped_kinds
from hoctap.core.files import FileUse, FileUses


def load_shipped_equipment() -> int:
    """How many kinds were new."""
    known = set(EquipmentKind.objects.filter(place__isnull=True).values_list("pk", flat=True))
    put_shipped(EquipmentKind, EquipmentStandard, StandardLine)
    return sum(one.id not in known for one in shipped_kinds())


def _every() -> Iterator[FileUse]:
    rows = CheckPhoto.objects.order_by().values_list(
        "sha256", "size", "taken_at__centre__organisation__place"
    )
    for sha256, size, place in rows.iterator():
        yield FileUse(sha256, size, place)


CHECK_PHOTOS = FileUses(
    "Ảnh kiểm kê cơ sở vật chất", _every, lambda sha256: CheckPhoto.objects.filter(sha256=sha256).exists()
)
