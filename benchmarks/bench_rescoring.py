"""Scoring again from stored answers: one commune while somebody waits, many rounds with two processes, killed and gone on with.

Against the plain way in the same run: each dossier loaded as a model, its columns summed and saved when they differ. What is claimed: a
commune of 5,000 within 3 s; a million within 10 minutes on two cores (HOCTAP_BENCH_RESCORED=1000000), the same when repeated.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.country import fill
from hoctap.core.actor import system_job
from hoctap.recognition.answers import COLUMNS
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.recognition.points import total_column
from hoctap.recognition.rescoring import actions, queries, tasks
from scripts.house import ROOT
from tests.journeys.installation import Installation, installation
from tests.world import World

COMMUNE = int(os.environ.get("HOCTAP_BENCH_COMMUNE", "5000"))
MANY = int(os.environ.get("HOCTAP_BENCH_RESCORED", "100000"))
IN_A_ROUND = 5000
WAITED, MILLION = 3.0, 600.0


@pytest.mark.measured
def test_a_commune_is_scored_again_while_somebody_waits(world: World, capsys: pytest.CaptureFixture[str]):
    (province,) = fill(1, 1, COMMUNE, wrong=21)
    season = RecognitionRound.objects.get(place__parent=province)
    started = time.perf_counter()
    differ = plain(season)
    former = time.perf_counter() - started
    started = time.perf_counter()
    first = again(season)
    now = time.perf_counter() - started
    started = time.perf_counter()
    second = again(season)
    repeated = time.perf_counter() - started
    assert first.differences["put_right"] == differ > 0
    assert (second.differing, second.checksum, second.scored) == (0, first.checksum, season.dossiers.count())
    with capsys.disabled():
        print(
            f"\na commune of {first.scored:,} dossiers scored again: {now:.2f} s ({differ} put right), repeated {repeated:.2f} s; the plain "
            f"way {former:.2f} s ({former / repeated:.1f} times); load {os.getloadavg()[0]:.1f}"
        )
    assert now <= WAITED


def plain(season: RecognitionRound) -> int:
    """How many differ; without saving them."""
    edition = season.edition.frozen()
    differ = 0
    for dossier in Dossier.objects.filter(round=season).select_related("household__head", "person", "hamlet"):
        before = [getattr(dossier, field) for field in COLUMNS.values()]
        for column in COLUMNS:
            if any(column in answer for answer in dossier.answers.values()):
                total_column(dossier, edition, column)
        differ += before != [getattr(dossier, field) for field in COLUMNS.values()]
    return differ


def again(season: RecognitionRound) -> queries.Told:
    run = actions.ask_for_rescoring(season, by=system_job("đo"))
    tasks.rescore_run(run_id=str(run.pk))
    return queries.told(run)


@pytest.mark.measured
def test_many_rounds_are_scored_again_by_two_processes(
    migrated: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with installation(migrated, tmp_path) as made:
        started = time.perf_counter()
        rounds = max(4, MANY // IN_A_ROUND)
        subprocess.run(
            [sys.executable, "-m", "benchmarks.country", str(min(10, rounds)), str(rounds), str(MANY), "50"],
            env={**made.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"}, cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        filled = time.perf_counter() - started
        killed = kill_one(made)
        first, resumed = timed(made, 2)
        second, both = timed(made, 2)
        load = os.getloadavg()[0]
        third, alone = timed(made, 1) if MANY <= 200_000 else (second, float("nan"))
    assert first["checksum"] == second["checksum"] == third["checksum"]
    assert second["scored"] == first["scored"] == first["total"]
    assert first["differences"]["put_right"] > 0
    assert sum(second["differences"].values()) == 0
    with capsys.disabled():
        print(
            f"\n{second['scored']:,} dossiers in {second['rounds']:,} rounds (filled in {filled:.0f} s): two processes {both:.1f} s = "
            f"{second['scored'] / both:,.0f} a second, one {alone:.1f} s; a million at this rate {1e6 / second['scored'] * both / 60:.1f} min; "
            f"killed with -9 after {killed:,} and gone on with in {resumed:.1f} s, the same checksum; load {load:.1f}"
        )
    assert 1e6 / second["scored"] * both <= MILLION


def timed(made: Installation, processes: int) -> tuple[dict[str, Any], float]:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "hoctap", "rescore", "--processes", str(processes), "--json"],
        env=made.environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout), time.perf_counter() - started


def kill_one(made: Installation) -> int:
    """Begin, and kill it -9 once some batches are done; how many dossiers had been scored."""
    child = subprocess.Popen(
        [sys.executable, "-m", "hoctap", "rescore"], env=made.environment, start_new_session=True
    )
    with psycopg.connect(made.environment["DATABASE_OWNER_URL"], autocommit=True) as look:
        until = time.monotonic() + 300
        scored = 0
        while scored == 0 and child.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
            scored = look.execute(
                "SELECT coalesce(sum(scored), 0) FROM recognition_rescored_round"
            ).fetchone()[0]  # type: ignore[index]
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        time.sleep(0.5)
        return int(look.execute("SELECT sum(scored) FROM recognition_rescored_round").fetchone()[0])  # type: ignore[index]
