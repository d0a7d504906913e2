"""Families recognised, province by province, for whoever keeps an installation of the whole country: one query over the
counters that communes keep close together.

The same figures as each province's own table: a commune without a round is missing and left out of every sum, and counted as such.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hoctap.criteria.models import Title
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
    WITH standing AS MATERIALIZED (
        SELECT commune.id, commune.path[1] AS province_id, season.place_id IS NOT NULL AS counted
        FROM places_place AS commune
        LEFT JOIN recognition_recognitionround AS season
               ON season.place_id = commune.id AND season.title = %(title)s AND season.year = %(year)s
        WHERE commune.level = 'commune' AND commune.valid_from <= %(day)s
          AND (commune.valid_to IS NULL OR commune.valid_to > %(day)s)
    ), found AS (
        SELECT province_id, count(*) AS communes_all, count(*) FILTER (WHERE counted) AS communes_in,
               sum(coalesce(households.value, 0)) FILTER (WHERE counted)::bigint AS households,
               sum(coalesce(registered.value, 0)) FILTER (WHERE counted) AS registered,
               sum(coalesce(recognised.value, 0)) FILTER (WHERE counted) AS recognised,
               sum(coalesce(late.value, 0)) FILTER (WHERE counted) AS late
        FROM standing
        LEFT JOIN (
            SELECT place_id, sum(value) AS value FROM measures_communecount
            WHERE counter = %(households)s AND year <= %(year)s GROUP BY 1
        ) AS households ON households.place_id = standing.id
        LEFT JOIN measures_communecount AS registered ON registered.place_id = standing.id
              AND registered.counter = %(registered)s AND registered.year = %(year)s
        LEFT JOIN measures_communecount AS recognised ON recognised.place_id = standing.id
              AND recognised.counter = %(recognised)s AND recognised.year = %(year)s
        LEFT JOIN measures_communecount AS late ON late.place_id = standing.id
              AND late.counter = %(late)s AND late.year = %(year)s
        GROUP BY 1
    )
    SELECT province.id, province.kind || ' ' || province.name, communes_all, communes_in, households, registered, recognised, late
    FROM found CROSS JOIN LATERAL (
        SELECT * FROM places_place WHERE id = found.province_id LIMIT 1  -- 34 look-ups, never a walk over all hamlets
    ) AS province
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
                "households": RECOGNISED.denominator,
                "registered": RECOGNISED_OF_REGISTERED.denominator,
                "recognised": RECOGNISED.numerator,
                "late": RECOGNISED.late,
            },
        )
        return [NationalRow(*row) for row in cursor.fetchall()]
