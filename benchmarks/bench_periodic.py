"""Forty quantities of a periodic report at a district and a province, against one bare SQL count of the same records in the same run.

The small case proves that both give the same figures and that queries do not grow with the places; the measured one prints seconds.
"""

import os
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.bench_results import YEAR, make_province
from hoctap.core import cluster
from hoctap.criteria.models import Title
from hoctap.measures.queries import read_scope
from hoctap.people.models import Clan, WorkUnit
from hoctap.places.models import Place
from hoctap.recognition.models import RecognitionRound
from hoctap.reports.quantities.parts import PARTS
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.queries import read_quantities
from tests.figures import make_file
from tests.world import World

HOUSEHOLDS = int(os.environ.get("HOCTAP_BENCH_DOSSIERS", "100"))
"""In each hamlet; every other one has a citizen with a dossier too. A commune of Tháp Mười has some 400 in an ấp."""
COMMUNES = int(os.environ.get("HOCTAP_BENCH_COMMUNES", "150"))
PERIOD = period_of("year", YEAR)
CODES = [
    *(f"learning_family.{part.name}" for part in PARTS),
    *(f"learning_citizen.{part.name}" for part in PARTS if part.name != "total"),
    *(
        f"{title}.{part.name}"
        for title in ("learning_clan", "learning_community", "learning_unit")
        for part in PARTS
    ),
    "household.listed",
]

type Counts = dict[UUID, tuple[int, ...]]


def test_small_case_gives_equal_figures_in_a_fixed_number_of_queries(world: World):
    few = with_last_year(world, make_province(world, communes=2, hamlets=2, dossiers=9))
    many = with_last_year(world, make_province(world, communes=5, hamlets=4, dossiers=9))
    for province in (few, many):
        assert through_quantities(province) == by_counting(province)
    assert cost(few) == cost(many) <= 25


@pytest.mark.measured
@pytest.mark.parametrize(("name", "communes", "limit"), [("district", 13, 1.0), ("province", COMMUNES, 3.0)])
def test_forty_quantities_are_measured(
    world: World, capsys: pytest.CaptureFixture[str], name: str, communes: int, limit: float
):
    assert len(CODES) == 40
    place = with_last_year(world, make_province(world, communes=communes, hamlets=10, dossiers=HOUSEHOLDS))
    found, seconds = best_of(5, lambda: through_quantities(place))
    counted, bare = best_of(3, lambda: by_counting(place))
    assert found == counted
    with capsys.disabled():
        print(
            f"\n{name}: {communes} communes x 40 quantities, {communes * 10 * HOUSEHOLDS:,} households a year: "
            f"{seconds:.2f} s in {cost(place)} queries, the four sums that only SQL counts {bare:.2f} s, "
            f"{seconds / bare:.1f} times that"
        )
    assert seconds <= limit


def through_quantities(place: Place) -> Counts:
    """Registered and recognised, new and again, of families and citizens, by commune: four of the forty that are read."""
    reading = read_quantities(place, PERIOD, CODES)
    parts = [
        f"{title}.{part}"
        for title in ("learning_family", "learning_citizen")
        for part in ("registered_new", "registered_again", "recognised_new", "recognised_kept")
    ]
    return {
        child: tuple(int(values[code].number or 0) for code in parts)
        for child, values in reading.by_child.items()
    }


def by_counting(place: Place) -> Counts:
    columns = ", ".join(
        f"""count(*) FILTER (WHERE now.title = '{title}' AND was.id IS NULL),
            count(*) FILTER (WHERE now.title = '{title}' AND was.id IS NOT NULL),
            count(*) FILTER (WHERE now.title = '{title}' AND now.state = 'recognised'
                             AND was.state IS DISTINCT FROM 'recognised'),
            count(*) FILTER (WHERE now.title = '{title}' AND now.state = 'recognised' AND was.state = 'recognised')"""
        for title in ("learning_family", "learning_citizen")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT hamlet.parent_id, {columns}
            FROM recognition_dossier AS now JOIN places_place AS hamlet ON hamlet.id = now.hamlet_id
            LEFT JOIN recognition_dossier AS was ON was.household_id = now.household_id AND was.title = now.title
                 AND was.year = now.year - 1 AND was.registered_on IS NOT NULL
            WHERE now.year = %s AND now.registered_on IS NOT NULL AND hamlet.path @> ARRAY[%s]::uuid[]
            GROUP BY 1
            """,
            [YEAR, place.pk],
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def cost(place: Place) -> int:
    with CaptureQueriesContext(connection) as captured:
        read_quantities(place, PERIOD, CODES)
    return len(captured)


def best_of(times: int, work: Callable[[], Counts]) -> tuple[Counts, float]:
    best, found = float("inf"), {}
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - start)
    return found, best


def with_last_year(world: World, province: Place) -> Place:
    """Families of a year before and citizens of both years by SQL; a clan and a unit in each commune."""
    communes = read_scope(province, YEAR).communes
    RecognitionRound.objects.bulk_create(
        RecognitionRound(
            title=title, year=year, place=commune, edition=world.edition, opened_by="Đo", age_from=18
        )
        for title, year in (
            (Title.LEARNING_FAMILY, YEAR - 1),
            (Title.LEARNING_CITIZEN, YEAR - 1),
            (Title.LEARNING_CITIZEN, YEAR),
        )
        for commune in communes
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO people_person (id, full_name, birth_year, sex, phone, sort_key, search_key)
            SELECT household.id, 'Nguyễn Văn Đo', 1980, '', '', '', ''
            FROM people_household AS household JOIN places_place AS hamlet ON hamlet.id = household.hamlet_id
            WHERE hamlet.path @> ARRAY[%s]::uuid[]
            """,
            [province.pk],
        )
        cursor.execute(
            """
            INSERT INTO recognition_dossier (id, round_id, household_id, person_id, hamlet_id, title, year, state, registered_on,
                way, answers, hamlet_total, return_reason, frozen_score, decided_on, is_late, version, sort_key)
            SELECT gen_random_uuid(), round.id, household.id,
                   CASE WHEN round.title = 'learning_citizen' THEN household.id END, household.hamlet_id, round.title,
                   round.year, s.state, CASE WHEN s.state <> 'listed' THEN make_date(round.year, 2, 1) END, '',
                   jsonb_build_object('C1', repeat('x', 600)),
                   CASE WHEN s.state = 'recognised' THEN 90 END, '',
                   CASE WHEN s.state = 'recognised' THEN '{}'::jsonb END,
                   CASE WHEN s.state = 'recognised' THEN make_date(round.year, 11, 10) END, false, 1, ''
            FROM people_household AS household
            JOIN places_place AS hamlet ON hamlet.id = household.hamlet_id
            JOIN recognition_recognitionround AS round ON round.place_id = hamlet.parent_id
             AND (round.title = 'learning_citizen' OR round.year = %s)
            CROSS JOIN LATERAL (
                SELECT (ARRAY['listed', 'registered', 'recognised', 'recognised', 'recognised'])
                       [1 + (household.number::int + round.year) %% 5] AS state
            ) AS s
            WHERE hamlet.path @> ARRAY[%s]::uuid[] AND (round.title = 'learning_family' OR household.number::int %% 2 = 0)
            """,
            [YEAR - 1, province.pk],
        )
    for commune in communes:
        clan = Clan.objects.create(place=commune, name="Đo", from_year=YEAR - 2)
        unit = WorkUnit.objects.create(place=commune, name="Trường Đo", kind="school", from_year=YEAR - 2)
        make_file("learning_clan", commune, world.edition, YEAR - 1, clan=clan)
        make_file("learning_clan", commune, world.edition, YEAR, clan=clan)
        make_file("learning_unit", commune, world.edition, YEAR, unit=unit)
    with connection.cursor() as cursor:
        # As a running installation has them: only the tables' owner may ask for them.
        cursor.execute("RESET ROLE")
        cursor.execute(
            "ANALYZE measures_summary, people_person, recognition_dossier, places_place, assessments_assessment"
        )
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
    return province
