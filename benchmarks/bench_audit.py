"""What the trail costs: bulk writes with and without it, a row of a read beside its page, sealing and checking.

With it means all that a request does for the trail: `record`, its triggers, noting who is looked at, the row of that. Without it: none of
these; all else of the action is the same. Both take turns, each run is undone. Claimed is the ratio of processor time, of this process and
of its server's together, which is the same whoever else uses the machine; the time on the wall stands beside it. HOCTAP_BENCH_ROWS sets
the size (default small: then only the correctness counts).
"""

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from benchmarks.bench_import import HAMLETS, check_constraints, enter, list_of
from hoctap.audit import actions as audit
from hoctap.audit import chain
from hoctap.audit.models import Event, Read
from hoctap.core import reading
from hoctap.core.actor import system_job
from hoctap.people import actions as people
from hoctap.people.models import Household
from tests.audit.trail import as_owner, kinds
from tests.world import World, make_household, make_place

ROWS = int(os.environ.get("HOCTAP_BENCH_ROWS", "400"))
RUNS = int(os.environ.get("HOCTAP_BENCH_RUNS", "3"))
MOST = 1.15
BY = system_job("đo")


@dataclass(frozen=True)
class Spent:
    """Seconds: on the wall, of the processors."""

    wall: float
    processor: float


def _processor() -> float:
    """Of this process and of the server process that serves it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    nanoseconds = int(Path(f"/proc/{server}/schedstat").read_text().split()[0])
    return time.process_time() + nanoseconds / 1e9


def _run(work: Callable[[], object], *, trail: bool) -> Spent:
    """A run that is undone, with what a commit would still check."""
    gc.collect()
    with transaction.atomic():
        started, before = time.perf_counter(), _processor()
        if trail:
            with reading.watched() as seen:
                work()
            audit.record_read(BY, "household_list", seen)
        else:
            work()
        check_constraints()
        spent = Spent(time.perf_counter() - started, _processor() - before)
        transaction.set_rollback(True)
    return spent


def _switch(way: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for table in ("audit_event", "audit_read"):
            cursor.execute(f"ALTER TABLE {table} {way} TRIGGER USER")


def _ratio(work: Callable[[], object], monkeypatch: pytest.MonkeyPatch, name: str) -> float:
    """With the trail over without it: the median of pairs that took turns in who goes first."""
    _run(work, trail=True)
    pairs = []
    for number in range(RUNS):
        pair = {}
        for trail in (True, False) if number % 2 else (False, True):
            if trail:
                pair[trail] = _run(work, trail=True)
                continue
            with monkeypatch.context() as patch:
                patch.setattr(audit, "record", lambda *_args, **_kwargs: None)
                _switch("DISABLE")
                pair[trail] = _run(work, trail=False)
                _switch("ENABLE")
        pairs.append((pair[True], pair[False]))
    ratio = statistics.median(dear.processor / cheap.processor for dear, cheap in pairs)
    wall = statistics.median(dear.wall / cheap.wall for dear, cheap in pairs)
    dear, cheap = (statistics.median(spent.processor for spent in side) for side in zip(*pairs, strict=True))
    print(
        f"\n{name}: ratio of processor time {ratio:.3f} (goal at most {MOST}), {dear:.3f} s with the trail, {cheap:.3f} s without;"
        f" on the wall {wall:.3f}; {RUNS} pairs, load {os.getloadavg()[0]:.1f}"
    )
    return ratio


@pytest.mark.measured
def test_an_import_with_and_without_the_trail(world: World, monkeypatch: pytest.MonkeyPatch):
    for number in range(3, HAMLETS + 1):
        make_place("hamlet", "ấp", f"Ấp {number}", world.commune)
    content = list_of(ROWS)
    ratio = _ratio(lambda: enter(world.commune, content), monkeypatch, f"import of {ROWS} rows")
    assert ratio <= MOST or ROWS < 5_000


@pytest.mark.measured
def test_a_plain_action_on_many_rows_with_and_without_the_trail(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    households = [make_household(world.hamlet, f"Nguyễn Văn {number}") for number in range(min(ROWS, 5_000))]

    def work() -> None:
        people.move_households(households, world.hamlet, world.hamlet_2, year=2026, by=BY)

    assert _ratio(work, monkeypatch, f"{len(households)} households moved") <= MOST or ROWS < 5_000


@pytest.mark.measured
def test_the_dearest_case_one_event_a_row(world: World, monkeypatch: pytest.MonkeyPatch):
    """No bulk action writes an event a row; an officer who edits one household after the other does."""
    households = [make_household(world.hamlet, "Nguyễn Văn Một") for _ in range(min(ROWS, 200))]

    def work() -> None:
        for household in households:
            typed = {"full_name": household.head.full_name, "birth_year": 1971, "sex": "", "phone": ""}
            of_household = {"number": "7", "group_name": "Tổ 1", "address": "", "members_count": 3}
            people.edit_household(household, by=BY, **typed, **of_household)  # type: ignore[arg-type]

    _ratio(work, monkeypatch, f"{len(households)} households edited one by one (no goal)")


@pytest.mark.measured
def test_a_page_with_and_without_its_row(world: World, client: Client, monkeypatch: pytest.MonkeyPatch):
    for number in range(60):
        make_household(world.hamlet, f"Nguyễn Văn {number}")
    client.force_login(world.lan)
    url = reverse("household_list")
    client.get(url)
    assert Read.objects.count() == 1
    with_it, without = [], []
    for _ in range(40):
        started = time.perf_counter()
        client.get(url)
        with_it.append(time.perf_counter() - started)
        with monkeypatch.context() as patch:
            patch.setattr("hoctap.audit.middleware.record_read", lambda *_args: None)
            started = time.perf_counter()
            client.get(url)
            without.append(time.perf_counter() - started)
    dear, cheap = statistics.median(with_it), statistics.median(without)
    print(
        f"\na page of 50 households: {dear * 1000:.1f} ms with its row, {cheap * 1000:.1f} ms without, ratio {dear / cheap:.3f}"
    )


@pytest.mark.measured
def test_sealing_and_checking_against_reading(world: World):
    """The floor of a check is reading the same rows in the same groups."""
    rows = max(ROWS, 1_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (id, at, actor_id, actor, on_behalf_of, what, subject_kind, subject_id, place_path, fields, count)"
            " SELECT gen_random_uuid(), now(), %s, 'Nguyễn Thị Lan (Chủ tịch Hội Khuyến học, Hội Khuyến học xã Tân Kiều)', '',"
            " 'people.household.edited', 'people.household', gen_random_uuid()::text, %s, '[\"phone\"]', 1 FROM generate_series(1, %s)",
            [str(world.lan.pk), f'["{world.commune.pk}", "{world.hamlet.pk}"]', rows],
        )
    started = time.perf_counter()
    assert chain.seal() == rows
    sealing = time.perf_counter() - started
    started = time.perf_counter()
    assert kinds() == []
    checking = time.perf_counter() - started
    started = time.perf_counter()
    assert sum(1 for _ in Event.objects.order_by("id").values().iterator(chunk_size=chain.BATCH)) == rows
    read = time.perf_counter() - started
    print(
        f"\n{rows} events: sealing {sealing / read:.2f} and checking {checking / read:.2f} times the reading of the rows"
        f" ({read:.2f} s)"
    )
    assert Household.objects.count() == 0
