"""What places are held against each other with: one measure, the line that binds them, and how each stands in word, shape and colour."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from hoctap.criteria.models import Title
from hoctap.measures import queries as measure_queries
from hoctap.measures.boards import Asked
from hoctap.measures.queries import Breakdown, Figure
from hoctap.measures.registry import Measure
from hoctap.places.models import Place
from hoctap.reports.board.targets import results_of
from hoctap.reports.season import TitleMeasures, dated, words_of


@dataclass(frozen=True)
class Lead:
    """The measure that places are held against each other with, and the line that binds them."""

    measure: Measure
    breakdown: Breakdown
    line: Decimal | None


@dataclass(frozen=True)
class Standing:
    """A place's figure as shape, colour and word."""

    code: str
    tone: str
    word: str


MISSING = Standing("missing", "neutral", "chưa có số liệu")
PARTIAL = Standing("partial", "working", "mới có một phần")
MET = Standing("met", "done", "đạt chỉ tiêu")
NOT_MET = Standing("not_met", "returned", "chưa đạt")
TOLD = Standing("told", "info", "có số liệu")
STANDINGS = (MISSING, NOT_MET, PARTIAL, MET, TOLD)


def lead_of(asked: Asked) -> Lead:
    def read() -> Lead:
        measure = words_of_asked(asked).of_whole
        breakdown = measure_queries.breakdowns(asked.scope, [measure], past=asked.past)[measure.code]
        line = next(
            (
                result.bar_target
                for result in results_of(asked)
                if result.target.measure == measure.code and result.is_percent
            ),
            None,
        )
        return Lead(measure, breakdown, line)

    return asked.once("lead", read)


def standing_of(figure: Figure, line: Decimal | None) -> Standing:
    if figure.percent is None:
        return MISSING
    if figure.is_partial:
        return PARTIAL
    if line is None:
        return TOLD
    return MET if figure.percent >= line else NOT_MET


def words_of_asked(asked: Asked) -> TitleMeasures:
    return words_of(Title(asked.title))


def board_url(
    place: Place, year: int, title: str = Title.LEARNING_FAMILY, as_of: dt.date | None = None
) -> str:
    query: dict[str, object] = {"place": place.pk, "year": year}
    if title != Title.LEARNING_FAMILY:
        query["title"] = title
    return dated(f"{reverse('board_detail')}?{urlencode(query)}", as_of)


def board_below(place: Place, asked: Asked) -> str:
    """The same board of a place below or above."""
    return board_url(place, asked.year, asked.title, asked.as_of)
