"""Figures of plans that are counted from learners' names: `workers.learning`, `workers.trained`, `workers.technology`."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from hoctap.core.dates import today
from hoctap.learning.regularity.figures import share
from hoctap.learning.workers.queries import WorkerLine, communes_of, worker_table
from hoctap.plans.indicators import FigureProvider, Provided


def provider(kind: str) -> FigureProvider:
    """Of the year alone: whether years add up is not said in the plans. A place is the sum of its communes that know both numbers."""

    def provide(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
        communes = communes_of(place_ids, year)
        table = worker_table(communes, year, year)
        found = {}
        for place_id in place_ids:
            lines = [line for line in table.lines if place_id in line.commune.path]
            told = [line for line in lines if line.named and line.workers]
            if told:
                found[place_id] = _provided(kind, told, len(lines))
        return found

    return provide


def _provided(kind: str, told: list[WorkerLine], of_communes: int) -> Provided:
    top = sum(line.count(kind) for line in told)
    whole = sum(line.workers.number for line in told if line.workers)
    source = "đếm người theo tên điểm danh, mỗi người một lần trong năm"
    if of_communes > 1:
        source += f", {len(told)}/{of_communes} xã có số liệu"
    elif told[0].workers:
        source += f"; mẫu số: {told[0].workers.source}"
    return Provided(share(top, whole), Decimal(top), Decimal(whole), today(), source[:300])
