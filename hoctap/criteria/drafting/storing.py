"""Which kept files editions name: the pages they were typed from, and the signed instrument."""

from collections.abc import Iterator

from hoctap.core.files import FileUse, FileUses
from hoctap.criteria.drafting.models import EditionPage
from hoctap.criteria.models import CriteriaEdition


def _every() -> Iterator[FileUse]:
    pages = EditionPage.objects.order_by().values_list("sha256", "size", "edition__place")
    instruments = CriteriaEdition.objects.exclude(instrument_sha256="").order_by()
    for sha256, size, place in pages.iterator():
        yield FileUse(sha256, size, place)
    named = instruments.values_list("instrument_sha256", "instrument_size", "place")
    for sha256, size, place in named.iterator():
        yield FileUse(sha256, size, place)


def _names(sha256: str) -> bool:
    return (
        EditionPage.objects.filter(sha256=sha256).exists()
        or CriteriaEdition.objects.filter(instrument_sha256=sha256).exists()
    )


EDITION_FILES = FileUses("Trang in, văn bản của bộ tiêu chí", _every, _names)
