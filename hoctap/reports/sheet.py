"""One sheet of results with a block for each title that has a round: what the workbook and the command show.

A title without a round in the year is absent: its block is not a row of zeros.
"""

import datetime as dt
from dataclasses import dataclass

from hoctap.criteria.models import Title
from hoctap.places.models import Place
from hoctap.reports.citizens import CitizenMeasure, five_measures
from hoctap.reports.queries import season_table, with_titles
from hoctap.reports.season import SeasonTable
from hoctap.reports.whole import WholeTable, whole_table


@dataclass(frozen=True)
class SeasonSheet:
    tables: tuple[SeasonTable, ...]
    """Never none: without any round that of families, with its dashes."""
    whole: WholeTable | None
    five: tuple[CitizenMeasure, ...]

    @property
    def first(self) -> SeasonTable:
        return self.tables[0]


def season_sheet(place: Place, year: int, *, as_of: dt.date | None = None) -> SeasonSheet:
    titles = with_titles(place, year) or [Title.LEARNING_FAMILY]
    tables = tuple(season_table(place, year, title, as_of=as_of) for title in titles)
    of_families = next((table for table in tables if table.title == Title.LEARNING_FAMILY), None)
    has_citizens = Title.LEARNING_CITIZEN in titles
    return SeasonSheet(
        tables=tables,
        whole=whole_table(of_families) if of_families else None,
        five=tuple(five_measures(place, year, as_of=as_of)) if has_citizens else (),
    )
