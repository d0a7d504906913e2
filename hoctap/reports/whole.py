"""The number of households said aloud: the register's count beside what others counted on a day, and the households not assessed, reason
by reason. Nothing is subtracted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from hoctap.people.models import NotAssessedReason, Residence
from hoctap.places.models import FigureKind, Place, PopulationFigure
from hoctap.reports.season import SeasonRow, SeasonTable


@dataclass(frozen=True)
class WholeRow:
    row: SeasonRow
    figure: PopulationFigure | None
    """The latest of the year."""
    reasons: tuple[int, ...]

    @property
    def difference(self) -> int | None:
        """Register − figure; only where both are known."""
        if self.figure is None or self.row.households is None:
            return None
        return self.row.households - self.figure.value

    @property
    def labelled(self) -> list[tuple[str, int]]:
        return list(zip(map(str, NotAssessedReason.labels), self.reasons, strict=True))

    @property
    def not_assessed(self) -> int:
        return sum(self.reasons)


@dataclass(frozen=True)
class WholeTable:
    labels: tuple[str, ...]
    rows: tuple[WholeRow, ...]
    total: WholeRow

    @property
    def finding(self) -> str:
        if self.total.not_assessed:
            return "Hộ chưa xét vẫn tính trong tổng số hộ; lý do ghi bên cạnh, không trừ đi."
        return "Chưa ghi hộ nào chưa xét trong năm."


def whole_table(table: SeasonTable) -> WholeTable:
    """For the same rows as the table of families, Tổ left out. Two queries."""
    places = [row.place for row in table.rows]
    year = table.year
    figures = _figures([table.place.pk, *(place.pk for place in places)], year)
    reasons = _reasons(table.place, year)

    def row_of(row: SeasonRow) -> WholeRow:
        counted = reasons.get(row.place.pk, Counter())
        by_reason = tuple(counted[reason] for reason in NotAssessedReason.values)
        return WholeRow(row, figures.get(row.place.pk), by_reason)

    labels = tuple(str(label) for label in NotAssessedReason.labels)
    return WholeTable(labels, tuple(row_of(row) for row in table.rows), row_of(table.total))


def _figures(place_ids: Sequence[UUID], year: int) -> dict[UUID, PopulationFigure]:
    found = PopulationFigure.objects.filter(
        place__in=place_ids,
        what=FigureKind.HOUSEHOLDS,
        as_of__gte=dt.date(year, 1, 1),
        as_of__lte=dt.date(year, 12, 31),
    ).order_by("as_of", "recorded_at", "id")
    return {one.place_id: one for one in found}


def _reasons(place: Place, year: int) -> dict[UUID, Counter[str]]:
    """By each place on the way up from the hamlet: households that count there in the year."""
    rows = (
        Residence.objects.counted_in(year)
        .within([place.pk])
        .filter(household__not_assessed__year=year)
        .order_by()
        .values_list("hamlet__path", "household__not_assessed__reason")
        .annotate(n=Count("id"))
    )
    found: dict[UUID, Counter[str]] = {}
    for path, reason, n in rows:
        for place_id in path:
            found.setdefault(place_id, Counter())[reason] += n
    return found
