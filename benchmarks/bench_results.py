"""A province's season table through the kept counters, against counting the dossiers, in the same run.

What is claimed is the ratio, not seconds: the two read the same rows on the same machine one after the other. The
small case only proves that both give the same figures and that the number of queries does not grow.
"""

import os
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.core import cluster
from hoctap.core.ids import uuid7
from hoctap.core.text import natural_sort_key
from hoctap.people.models import Person
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from hoctap.reports.queries import season_table
from tests.world import World

YEAR = 2026
DOSSIERS = int(
    os.environ.get("HOCTAP_BENCH_DOSSIERS", "100")
)  # in each of the 1,000 hamlets of the province case

type Figures = dict[UUID, tuple[int, int, int, int]]


def test_small_case_gives_equal_figures_in_a_fixed_number_of_queries(world: World):
    few = make_province(world, communes=3, hamlets=2, dossiers=7)
    many = make_province(world, communes=9, hamlets=4, dossiers=7)
    assert through_counters(few) == by_counting(few)
    assert through_counters(many) == by_counting(many)
    assert cost(few) == cost(many) <= 15


@pytest.mark.measured
def test_province_case_is_measured(world: World, capsys: pytest.CaptureFixture[str]):
    province = make_province(world, communes=100, hamlets=10, dossiers=DOSSIERS)
    kept, kept_seconds = best_of(5, lambda: through_counters(province))
    counted, counted_seconds = best_of(3, lambda: by_counting(province))
    assert kept == counted
    with capsys.disabled():
        print(
            f"\nseason_table of a province, 100 communes, {1000 * DOSSIERS:,} dossiers: "
            f"{kept_seconds * 1000:.0f} ms through counters, {counted_seconds * 1000:.0f} ms by counting, "
            f"{counted_seconds / kept_seconds:.1f} times as fast, {cost(province)} queries"
        )


def through_counters(province: Place) -> Figures:
    rows = season_table(province, YEAR).rows
    return {
        row.place.pk: (row.households or 0, row.registered or 0, row.recognised or 0, row.late or 0)
        for row in rows
    }


def by_counting(province: Place) -> Figures:
    """The four figures of each commune from the register and the dossiers themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT commune.id, coalesce(register.households, 0), coalesce(season.registered, 0),
                   coalesce(season.recognised, 0), coalesce(season.late, 0)
            FROM places_place AS commune
            LEFT JOIN (
                SELECT hamlet.parent_id, count(*) AS households
                FROM people_residence AS residence JOIN places_place AS hamlet ON hamlet.id = residence.hamlet_id
                WHERE from_year <= %(year)s AND (to_year IS NULL OR to_year > %(year)s)
                GROUP BY 1
            ) AS register ON register.parent_id = commune.id
            LEFT JOIN (
                SELECT hamlet.parent_id,
                       count(*) FILTER (WHERE registered_on IS NOT NULL) AS registered,
                       count(*) FILTER (WHERE state = 'recognised') AS recognised,
                       count(*) FILTER (WHERE state = 'recognised' AND is_late) AS late
                FROM recognition_dossier AS dossier JOIN places_place AS hamlet ON hamlet.id = dossier.hamlet_id
                WHERE title = 'learning_family' AND year = %(year)s
                GROUP BY 1
            ) AS season ON season.parent_id = commune.id
            WHERE commune.parent_id = %(province)s
            """,
            {"year": YEAR, "province": province.pk},
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def cost(province: Place) -> int:
    with CaptureQueriesContext(connection) as captured:
        season_table(province, YEAR)
    return len(captured)


def best_of(times: int, work: Callable[[], Figures]) -> tuple[Figures, float]:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        figures = work()
        best = min(best, time.perf_counter() - start)
    return figures, best


def make_province(world: World, *, communes: int, hamlets: int, dossiers: int, answers: str = "{}") -> Place:
    """Places by the ORM; households and dossiers by SQL, so that the triggers count each set once."""
    province = Place.objects.create(level="province", kind="tỉnh", name=f"Thử {uuid7().hex}")
    below = _places(province, "commune", "xã", communes)
    all_hamlets = [hamlet for commune in below for hamlet in _places(commune, "hamlet", "ấp", hamlets)]
    rounds = [
        RecognitionRound(
            title="learning_family", year=YEAR, place=commune, edition=world.edition, opened_by="Đo"
        )
        for commune in below
    ]
    RecognitionRound.objects.bulk_create(rounds)
    head = Person.objects.create(full_name="Nguyễn Văn Đo")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO people_household (id, hamlet_id, head_id, number, group_name, address, listed_year, left_year,
                                          left_why, sort_key, search_key, created_at)
            SELECT gen_random_uuid(), hamlet, %s, n::text, '', '', %s - n %% 3,
                   CASE WHEN n %% 17 = 0 THEN %s END, '', '', '', now()
            FROM unnest(%s::uuid[]) AS hamlet, generate_series(1, %s) AS n
            """,
            [head.pk, YEAR, YEAR, [hamlet.pk for hamlet in all_hamlets], dossiers],
        )
        cursor.execute(
            """
            INSERT INTO people_residence (id, household_id, hamlet_id, from_year, to_year, sort_key)
            SELECT gen_random_uuid(), id, hamlet_id, listed_year, left_year, ''
            FROM people_household WHERE head_id = %s
            """,
            [head.pk],
        )
        cursor.execute(
            """
            INSERT INTO recognition_dossier (id, round_id, household_id, hamlet_id, title, year, state, registered_on,
                way, answers, hamlet_total, return_reason, frozen_score, decided_on, is_late, version, sort_key)
            SELECT gen_random_uuid(), round.id, household.id, household.hamlet_id, round.title, round.year, s.state,
                   CASE WHEN s.state <> 'listed' THEN make_date(%s, 2, 1) END, '', %s::jsonb,
                   CASE WHEN s.state = 'recognised' THEN 90 END, '',
                   CASE WHEN s.state = 'recognised' THEN '{}'::jsonb END,
                   CASE WHEN s.state = 'recognised' THEN make_date(%s, 11, 10) END,
                   s.state = 'recognised' AND household.number::int %% 11 = 0, 1, ''
            FROM people_household AS household
            JOIN places_place AS hamlet ON hamlet.id = household.hamlet_id
            JOIN recognition_recognitionround AS round ON round.place_id = hamlet.parent_id
            CROSS JOIN LATERAL (
                SELECT (ARRAY['listed', 'registered', 'recognised', 'recognised'])[1 + household.number::int %% 4] AS state
            ) AS s
            WHERE hamlet.path @> ARRAY[%s::uuid]
            """,
            [YEAR, answers, YEAR, province.pk],
        )
        # Statistics as a running installation has them; only the tables' owner may ask for them.
        cursor.execute("RESET ROLE")
        cursor.execute(
            "ANALYZE measures_summary, people_household, people_residence, recognition_dossier, places_place"
        )
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
    return province


def _places(parent: Place, level: str, kind: str, count: int) -> list[Place]:
    places = [Place(level=level, kind=kind, name=f"Thử {number}", parent=parent) for number in range(count)]
    for place in places:
        place.path = [*parent.path, place.pk]
        place.sort_key = natural_sort_key(place.name)
    return Place.objects.bulk_create(places)
