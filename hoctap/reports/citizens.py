"""The five measures of Công dân học tập side by side, each with its own people: they are read beside each other and never added."""

import datetime as dt
from dataclasses import dataclass

from hoctap.criteria.models import Title
from hoctap.measures import queries as measure_queries
from hoctap.measures.queries import Figure
from hoctap.measures.registry import Measure
from hoctap.places.models import Place
from hoctap.recognition.as_of import past_counters
from hoctap.recognition.citizen_measures import FIVE
from hoctap.reports.season import dated


@dataclass(frozen=True)
class CitizenMeasure:
    measure: Measure
    figure: Figure
    place: Place
    year: int
    as_of: dt.date | None

    @property
    def why_missing(self) -> str:
        """Empty where there is a share."""
        if self.figure.percent is not None:
            return ""
        if self.measure.why_missing:
            return self.measure.why_missing
        if self.figure.is_missing:
            return f"Chưa có số liệu năm {self.year}: chưa mở đủ các đợt công nhận."
        return f"Chưa có {self.measure.denominator_label} nào trong sổ, hoặc chưa ghi việc làm, năm sinh."

    @property
    def numerator_url(self) -> str:
        return self._url("numerator")

    @property
    def denominator_url(self) -> str:
        return self._url("denominator")

    def _url(self, part: str) -> str:
        if self.figure.is_missing:
            return ""
        return dated(self.measure.drill_url(self.place, self.year, part), self.as_of)


def five_measures(place: Place, year: int, *, as_of: dt.date | None = None) -> list[CitizenMeasure]:
    """A fixed number of queries for any number of places below."""
    scope = measure_queries.read_scope(place, year, with_children=False)
    communes = [commune.pk for commune in scope.communes]
    past = past_counters(communes, year, [Title.LEARNING_CITIZEN], as_of) if as_of else None
    read = measure_queries.breakdowns(scope, FIVE, past=past)
    return [CitizenMeasure(one, read[one.code].total, place, year, as_of) for one in FIVE]
