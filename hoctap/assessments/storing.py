"""Which kept files the decisions that came from outside name."""

from collections.abc import Iterator

from django.db.models import Q

from hoctap.assessments.models import Assessment, Ranking
from hoctap.core.files import FileUse, FileUses


def _every() -> Iterator[FileUse]:
    copies = Assessment.objects.order_by().exclude(outside_sha256="").values_list("outside_sha256", "place")
    for sha256, place in copies.iterator():
        yield FileUse(sha256, 0, place)


def _names(sha256: str) -> bool:
    return Assessment.objects.filter(outside_sha256=sha256).exists()


OUTSIDE_COPIES = FileUses("Bản chụp quyết định nhận từ ngoài", _every, _names)


def _every_ranking() -> Iterator[FileUse]:
    for name in ("outside_sha256", "revoked_sha256"):
        copies = Ranking.objects.order_by().exclude(**{name: ""})
        for sha256, place in copies.values_list(name, "centre__organisation__place").iterator():
            yield FileUse(sha256, 0, place)


def _ranking_names(sha256: str) -> bool:
    return Ranking.objects.filter(Q(outside_sha256=sha256) | Q(revoked_sha256=sha256)).exists()


RANKING_COPIES = FileUses(
    "Bản chụp quyết định xếp loại, thu hồi xếp loại trung tâm", _every_ranking, _ranking_names
)
