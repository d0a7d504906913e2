"""What of rankings goes along when a centre is merged into another: those from that year on that are not decided."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from hoctap.assessments.models import Ranking, RankingState
from hoctap.assessments.ranking.rows import drafted
from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreCarrier
from hoctap.core.refusals import Reason, Refused


def _undecided(centres: Iterable[UUID], on: dt.date) -> QuerySet[Ranking]:
    return (
        Ranking.objects.standing()
        .exclude(state=RankingState.RANKED)
        .filter(centre__in=list(centres), year__gte=on.year)
    )


def _rankings(centres: Sequence[Centre], on: dt.date) -> int:
    return _undecided((one.pk for one in centres), on).count()


def _move_rankings(old: Centre, new: Centre, on: dt.date) -> None:
    """A centre is ranked once a year: of two sheets for one year people say which goes on, not the merger."""
    taken = set(Ranking.objects.standing().filter(centre=new).order_by().values_list("year", flat=True))
    for row in _undecided([old.pk], on).select_for_update():
        if row.year in taken:
            raise Refused(
                [
                    Reason(
                        f"{old.name} và {new.name} đều có phiếu xếp loại năm {row.year}: hãy bỏ hoặc quyết định phiếu của "
                        f"{old.name} trước khi sáp nhập.",
                        field="centres",
                    )
                ]
            )
        if drafted(row):
            raise Refused(
                [
                    Reason(
                        f"Phiếu xếp loại năm {row.year} của {old.name} đang nằm trong dự thảo quyết định: hãy ký hoặc hủy dự "
                        "thảo trước khi sáp nhập.",
                        field="centres",
                    )
                ]
            )
        row.centre = new
        row.save(update_fields=["centre"])


RANKINGS = CentreCarrier("Phiếu xếp loại chưa quyết định từ năm sáp nhập", _rankings, _move_rankings)
