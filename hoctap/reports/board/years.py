"""Five years of a place side by side. Of a commune on today's boundary; of a place above each year on the boundary of its own, since
putting thousands of hamlets together takes longer than a board may: that picture is one press away.
"""

from decimal import Decimal

from django.db import connection

from hoctap.core.dates import today
from hoctap.criteria.models import Title
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head, cannot_tell
from hoctap.measures.queries import counting_day
from hoctap.measures.registry import Measure
from hoctap.places.models import Place
from hoctap.reports.board.leading import lead_of
from hoctap.reports.board.targets import results_of
from hoctap.reports.season import table_url
from hoctap.reports.trends import YEARS, Trend, TrendPoint, trend_table, trend_url

HEADING = "Qua các năm"

# Of each year the communes that stood on its counting day, as far as they had a round; households run on from the years before.
_SQL = """
    WITH years AS (SELECT * FROM unnest(%(years)s::int[], %(days)s::date[]) AS counted_on (year, day)),
    standing AS (
        SELECT years.year, commune.id, season.place_id IS NOT NULL AS counted
        FROM years
        JOIN places_place AS commune ON commune.level = 'commune' AND commune.path @> ARRAY[%(place)s]::uuid[]
             AND commune.valid_from <= years.day AND (commune.valid_to IS NULL OR commune.valid_to > years.day)
        LEFT JOIN recognition_recognitionround AS season
               ON season.place_id = commune.id AND season.title = %(title)s AND season.year = years.year
    )
    SELECT standing.year, count(DISTINCT standing.id), count(DISTINCT standing.id) FILTER (WHERE counted),
           coalesce(sum(kept.value) FILTER (WHERE counted AND kept.counter = %(numerator)s AND kept.year = standing.year), 0)::bigint,
           coalesce(sum(kept.value) FILTER (WHERE counted AND kept.counter = %(denominator)s
                                              AND (%(runs)s OR kept.year = standing.year)), 0)::bigint
    FROM standing
    LEFT JOIN measures_communecount AS kept ON kept.place_id = standing.id AND kept.year <= standing.year
         AND kept.counter IN (%(numerator)s, %(denominator)s)
    GROUP BY standing.year ORDER BY standing.year
"""


def years(asked: Asked) -> BoardSection | None:
    if asked.as_of:
        return cannot_tell(HEADING, "các năm trước chỉ có số liệu như hiện nay", order=60)
    title = Title(asked.title)
    if asked.is_above_communes:
        measure = lead_of(asked).measure
        if measure.computed is not None:
            return None
        trend = _own_boundaries(asked.place, asked.year, title, measure, lead_of(asked).line)
        note = f"{measure.label}; mỗi năm trên địa giới của năm ấy, cộng các xã có số liệu."
    else:
        table = trend_table(asked.place, asked.year, title, results=results_of(asked))
        trend = table.total
        note = f"{table.measure.label}; mọi năm trên địa giới hôm nay."
    told = any(point.percent is not None for point in trend.points)
    return BoardSection(
        HEADING,
        f"{trend.finding[:1].upper()}{trend.finding[1:]}.",
        60,
        table=_table(asked, trend) if told else None,
        drawing="reports/board/_years.html" if told else "",
        drawn=trend,
        url=trend_url(asked.place, asked.year, title),
        url_label="Từng nơi, trên địa giới hôm nay",
        note=note,
    )


def _own_boundaries(place: Place, last: int, title: Title, measure: Measure, line: Decimal | None) -> Trend:
    counted_on = {year: counting_day(place, year) for year in range(last - YEARS + 1, last + 1)}
    standing = [year for year, day in counted_on.items() if day.year == year and place.valid_from <= day]
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "years": standing,
                "days": [counted_on[year] for year in standing],
                "place": place.pk,
                "title": title,
                "numerator": measure.numerator,
                "denominator": measure.denominator,
                "runs": measure.denominator_runs,
            },
        )
        found = {year: rest for year, *rest in cursor.fetchall()}
    points = []
    for position, year in enumerate(range(last - YEARS + 1, last + 1)):
        communes, counted, numerator, denominator = found.get(year, (0, 0, 0, 0))
        points.append(
            TrendPoint(
                year=year,
                recognised=numerator if counted else None,
                whole=denominator if counted else None,
                known=counted,
                hamlets=communes,
                position=position,
                is_running=year >= today().year,
            )
        )
    return Trend(place, tuple(points), "", target=line, part="xã, phường")


def _table(asked: Asked, trend: Trend) -> BoardTable:
    return BoardTable(
        f"Năm năm của {asked.place.full_name}",
        (
            Head("Năm"),
            Head("Được công nhận", "number"),
            Head("Tổng số", "number"),
            Head("Tỷ lệ", "percent"),
            Head("Ghi chú"),
        ),
        [
            (
                Cell(str(point.year), table_url(asked.place, point.year, asked.title)),
                Cell(point.recognised),
                Cell(point.whole),
                Cell(point.percent),
                Cell(_note(point)),
            )
            for point in trend.points
        ],
    )


def _note(point: TrendPoint) -> str:
    if point.percent is None:
        return "chưa có số liệu"
    notes = ["năm đang làm"] if point.is_running else []
    notes += [f"mới có {point.known}/{point.hamlets} nơi"] if point.is_partial else []
    return ", ".join(notes)
