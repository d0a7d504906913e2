"""Recording the merge of communes: dry run, apply, undo, against the floor of moving the same households in the same run.

The floor is one bare UPDATE of the households' hamlet and one of their residences, with the same indexes and triggers; beside it stands the
row-by-row way of the ORM, on a part of the households. Each is rolled back before the next. The small case proves the figures.
"""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.models import Count

from hoctap.core import cluster
from hoctap.measures import recount
from hoctap.people.models import Household, Residence
from hoctap.places.boundaries import actions, queries
from hoctap.places.boundaries.actions import Draft, NewPlace, OldPart, draft_change
from hoctap.places.models import BoundaryChange, Place
from tests.boundaries import JOB, dump
from tests.world import World, make_place

ON = dt.date(2026, 7, 1)
COMMUNES, HAMLETS = 4, 10
HOUSEHOLDS = int(os.environ.get("HOCTAP_BENCH_BOUNDARY", "20000"))
BY_ROW = 500


def test_small_case_is_exact(world: World):
    change = make_merge(world, households=80)
    before = dump()
    run = queries.dry_run(change)
    assert run.blockers == []
    assert run.total_before == run.total_after
    counted = dict(zip(run.columns, run.total_before, strict=True))
    assert (counted["hộ trong sổ"], counted["người trong sổ"]) == (80, 160)
    change = actions.apply_change(change, by=JOB)
    new = Place.objects.get(name="Xã Mới")
    assert Residence.objects.within([new.pk]).counted_in(2026).count() == 80
    assert Residence.objects.within([new.pk]).counted_in(2025).count() == 0
    assert recount.recount() == []
    actions.undo_change(change, by=JOB)
    assert dump() == before


@pytest.mark.measured
def test_merge_of_four_communes_is_measured(world: World, capsys: pytest.CaptureFixture[str]):
    change = make_merge(world, households=HOUSEHOLDS)
    floor = bare_update(change)
    row = row_by_row(change)
    tried = timed(lambda: queries.dry_run(change))
    applied = timed(lambda: actions.apply_change(change, by=JOB))
    assert Residence.objects.filter(change=change).count() == HOUSEHOLDS
    undone = timed(lambda: actions.undo_change(change, by=JOB))
    assert not Residence.objects.filter(change=change).exists()
    with capsys.disabled():
        print(
            f"\nmerge of {COMMUNES} communes, {COMMUNES * HAMLETS} hamlets, {HOUSEHOLDS:,} households: "
            f"dry run {tried:.2f} s, apply {applied:.2f} s ({applied / floor:.1f} times the bare UPDATE of {floor:.2f} s), "
            f"undo {undone:.2f} s ({undone / floor:.1f} times); row by row it would take {row:.0f} s "
            f"({row / applied:.0f} times the apply)"
        )
    assert tried <= 5
    assert applied <= 30
    assert undone <= 30
    assert applied < row


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def bare_update(change: BoundaryChange) -> float:
    """The same rows touched, and nothing else done: where each household lives, where its residence lies."""
    pairs = targets(change)
    with taken_back(), connection.cursor() as cursor:

        def work() -> None:
            for table in ("people_household", "people_residence"):
                cursor.execute(
                    f"UPDATE {table} AS t SET hamlet_id = m.new FROM unnest(%s::uuid[], %s::uuid[]) AS m (old, new) "
                    "WHERE t.hamlet_id = m.old",
                    [list(pairs), list(pairs.values())],
                )

        return timed(work)


def row_by_row(change: BoundaryChange) -> float:
    """What a script over the ORM would do, measured on some households and reckoned up to all."""
    pairs = targets(change)
    places = Place.objects.in_bulk(pairs.values())
    with taken_back():

        def work() -> None:
            for household in Household.objects.filter(hamlet__in=pairs).select_related("hamlet")[:BY_ROW]:
                new = places[pairs[household.hamlet_id]]
                with transaction.atomic():
                    for residence in household.residences.filter(to_year=None):
                        residence.to_year = ON.year
                        residence.save()
                        Residence.objects.create(
                            household=household, hamlet=new, from_year=ON.year, sort_key=residence.sort_key
                        )
                    household.hamlet = new
                    household.save()

        some = min(BY_ROW, HOUSEHOLDS)
        return timed(work) * HOUSEHOLDS / some


def targets(change: BoundaryChange) -> dict[object, object]:
    """Each old hamlet with another hamlet that stands, for the baselines."""
    olds = list(
        Place.objects.filter(parent__in=change.parts.values("old"), level="hamlet")
        .annotate(n=Count("residences"))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return dict(zip(olds, [*olds[1:], olds[0]], strict=True))


def make_merge(world: World, *, households: int) -> BoundaryChange:
    """Communes with ten hamlets each, of the same names; households of two persons since 2024."""
    communes = [make_place("commune", "xã", f"Cũ {number}", world.district) for number in range(COMMUNES)]
    hamlets = [
        make_place("hamlet", "ấp", f"Ấp {number}", commune)
        for commune in communes
        for number in range(1, HAMLETS + 1)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
                SELECT n, gen_random_uuid() AS household, gen_random_uuid() AS head, gen_random_uuid() AS other,
                       (%(hamlets)s::uuid[])[1 + n %% array_length(%(hamlets)s::uuid[], 1)] AS hamlet
                FROM generate_series(1, %(count)s) AS n;
                INSERT INTO people_person (id, full_name, sex, phone, sort_key, search_key)
                SELECT head, 'Nguyễn Văn ' || n, '', '', n::text, n::text FROM wanted
                UNION ALL SELECT other, 'Trần Thị ' || n, '', '', n::text, n::text FROM wanted
            ;
                INSERT INTO people_household (id, hamlet_id, head_id, number, group_name, address, listed_year,
                                              left_why, sort_key, search_key, created_at)
                SELECT household, hamlet, head, n::text, '', '', 2024, '', n::text, n::text, now() FROM wanted
            ;
                INSERT INTO people_householdmember (id, household_id, person_id, is_head, relation, joined_year, left_kind, left_why)
                SELECT gen_random_uuid(), household, head, true, 'head', 2024, '', '' FROM wanted
                UNION ALL SELECT gen_random_uuid(), household, other, false, 'spouse', 2024, '', '' FROM wanted
            ;
            INSERT INTO people_residence (id, household_id, hamlet_id, from_year, sort_key)
            SELECT gen_random_uuid(), household, hamlet, 2024, n::text FROM wanted
            """,
            {"hamlets": [hamlet.pk for hamlet in hamlets], "count": households},
        )
        cursor.execute("RESET ROLE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE people_household, people_residence, people_householdmember, places_place")
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
    new = NewPlace(
        "xã", "Xã Mới", parent=world.district, parts=tuple(OldPart(commune) for commune in communes)
    )
    return draft_change(Draft("Nhập bốn xã", ON, "", [new]), by=JOB)
