"""Families recognised, province by province, for whoever keeps an installation of the whole country: one query over the kept counters.

The same figures as each province's own table: a commune without a round is missing and left out of every sum, and counted as such.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hoctap.criteria.models import Title
from hoctap.places.models import Level
from hoctap.recognition.measures import RECOGNISED, RECOGNISED_OF_REGISTERED


@dataclass(frozen=True)
class NationalRow:
    province_id: UUID
    name: str
    communes_all: int
    communes_in: int
    households: int | None
    registered: int | None
    recognised: int | None
    late: int | None


_SQL = """
    SELECT province.id, province.kind || ' ' || province.name, found.communes_all, found.communes_in,
           found.households, found.registered, found.recognised, found.late
    FROM (
        SELECT commune.path[1] AS province_id, count(*) AS communes_all, count(season.place_id) AS communes_in,
               sum(kept.households)::bigint AS households, sum(kept.registered)::bigint AS registered,
               sum(kept.recognised)::bigint AS recognised, sum(kept.late)::bigint AS late
        FROM places_place AS commune
        LEFT JOIN recognition_recognitionround AS season
               ON season.place_id = commune.id AND season.title = %(title)s AND season.year = %(year)s
        LEFT JOIN (
            SELECT s.place_id,
                   coalesce(sum(value) FILTER (WHERE counter = %(households)s), 0) AS households,
                   coalesce(sum(value) FILTER (WHERE counter = %(registered)s), 0) AS registered,
                   coalesce(sum(value) FILTER (WHERE counter = %(recognised)s), 0) AS recognised,
                   coalesce(sum(value) FILTER (WHERE counter = %(late)s), 0) AS late
            FROM recognition_recognitionround AS counted
            JOIN measures_summary AS s ON s.place_id = counted.place_id
            WHERE counted.title = %(title)s AND counted.year = %(year)s
              AND (s.counter IN (%(registered)s, %(recognised)s, %(late)s) AND s.year = %(year)s
                   OR s.counter = %(households)s AND s.year <= %(year)s)
            GROUP BY 1
        ) AS kept ON kept.place_id = season.place_id
        WHERE commune.level = %(commune)s AND commune.valid_from <= %(day)s
          AND (commune.valid_to IS NULL OR commune.valid_to > %(day)s)
        GROUP BY 1
    ) AS found JOIN places_place AS province ON province.id = found.province_id
    ORDER BY province.sort_key, province.id
"""


def national_table(year: int) -> list[NationalRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "title": Title.LEARNING_FAMILY,
                "year": year,
                "day": dt.date(year, 12, 31),
                "commune": Level.COMMUNE,
                "households": RECOGNISED.denominator,
                "registered": RECOGNISED_OF_REGISTERED.denominator,
                "recognised": RECOGNISED.numerator,
                "late": RECOGNISED.late,
            },
        )
        return [NationalRow(*row) for row in cursor.fetchall()]
