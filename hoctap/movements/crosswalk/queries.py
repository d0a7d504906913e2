"""Figures of learning titles for the dossiers of others, line by line."""

from dataclasses import dataclass

from hoctap.measures.queries import Figure, breakdowns, read_scope
from hoctap.measures.registry import Measure, measures
from hoctap.movements.crosswalk.models import CrosswalkLine, OtherTitle
from hoctap.places.models import Place


@dataclass(frozen=True)
class FigureRow:
    line: CrosswalkLine
    measure: Measure | None
    """None: the program no longer knows it."""
    figure: Figure | None

    @property
    def label(self) -> str:
        return self.measure.label if self.measure else self.line.measure

    @property
    def is_missing(self) -> bool:
        return self.figure is None or self.figure.is_missing

    def url(self, place: Place, year: int) -> str:
        return self.measure.drill_url(place, year, "numerator") if self.measure else ""


def figure_rows(place: Place, year: int, dossier: str = "") -> list[FigureRow]:
    """Of the lines that the place and those above it wrote down. A fixed number of queries for what is counted."""
    lines = CrosswalkLine.objects.standing().filter(place__in=place.path).select_related("place")
    if dossier in OtherTitle.values:
        lines = lines.filter(dossier=dossier)
    rows = list(lines)
    wanted = {code: found for code in sorted({row.measure for row in rows}) if (found := measures.get(code))}
    told = breakdowns(read_scope(place, year, with_children=False), list(wanted.values())) if wanted else {}
    return [
        FigureRow(row, wanted.get(row.measure), told[row.measure].total if row.measure in told else None)
        for row in rows
    ]
