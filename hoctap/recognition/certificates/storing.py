"""Which kept files the certificates name."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.recognition.models import CertificatePart


def _every() -> Iterator[FileUse]:
    made = CertificatePart.objects.order_by().exclude(sha256="")
    for sha256, size, place in made.values_list(
        "sha256", "size", "printing__batch__decision__round__place"
    ).iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return CertificatePart.objects.filter(sha256=sha256).exists()


CERTIFICATE_FILES = FileUses("Giấy công nhận", _every, _names)
