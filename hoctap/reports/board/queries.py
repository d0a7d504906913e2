"""A board put together from what the apps registered."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from hoctap.core.actor import Actor
from hoctap.criteria.models import Title
from hoctap.criteria.queries import season_titles
from hoctap.measures.boards import Asked, BoardSection, board_sections
from hoctap.places import lineage
from hoctap.places.models import Level, Place
from hoctap.recognition.as_of import past_counters
from hoctap.reports.board.targets import results_of
from hoctap.reports.marks import sample_mark, titles_of_codes
from hoctap.reports.trends import YEARS


@dataclass(frozen=True)
class Board:
    asked: Asked
    place: Place
    """As it was called in the year."""
    sections: list[BoardSection]
    read_at: dt.datetime
    sample_mark: str = ""


def board(
    place: Place, year: int, *, by: Actor, as_of: dt.date | None = None, title: Title = Title.LEARNING_FAMILY
) -> Board:
    """A fixed number of queries for any number of places below; how many follows from the level and the sections."""
    asked = Asked(by, place, year, as_of, title.value)
    if as_of:
        communes = [commune.pk for commune in asked.scope.communes]
        titles = [one.value for one in season_titles([place, *asked.scope.communes])]
        asked.kept["past"] = past_counters(communes, year, titles, as_of)
    made = [section for make in board_sections if (section := make(asked)) is not None]
    called = place
    if place.level != Level.GROUP:
        called = lineage.as_called_on([place], dt.date(year, 12, 31))[place.pk]
    sections = sorted(made, key=lambda section: section.order)
    return Board(asked, called, sections, timezone.now(), _mark_of(asked))


def _mark_of(asked: Asked) -> str:
    """Of the title whose figures the sections show, over the years that are drawn, and of the targets."""
    told = [result.target.measure for result in results_of(asked)]
    titles = titles_of_codes(told) | {asked.title}
    years = range(asked.year - YEARS + 1, asked.year + 1) if asked.as_of is None else [asked.year]
    return sample_mark([commune.pk for commune in asked.scope.communes], years, titles)
