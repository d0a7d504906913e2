"""Backup against `pg_dump` and `cp`, restore against `pg_restore` and `cp`, taking turns in the same run on the same disk.

The baseline neither encrypts nor hashes nor checks. Claimed are ratios, the median of several: the streaming part of a backup (what the
baseline does too) reaches half its speed, a whole restore with all its comparing takes no more than twice its time. What the trial restore
adds is printed beside. Both sides are on the disk when the clock stops. Small by default: then only the correctness counts.

HOCTAP_BENCH_BACKUP_PEOPLE, _MB and _RUNS set the size and how often.
"""

import os
import resource
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hoctap.core.backup import restoring
from hoctap.core.backup.databases import Database, major_of, programs_for
from hoctap.core.backup.making import COMPRESSION, make_backup
from hoctap.core.backup.sealing import hash_of
from tests import backups
from tests.backups import IDENTITY, new_database

PEOPLE = int(os.environ.get("HOCTAP_BENCH_BACKUP_PEOPLE", "5000"))
MEGABYTES = int(os.environ.get("HOCTAP_BENCH_BACKUP_MB", "60"))
RUNS = int(os.environ.get("HOCTAP_BENCH_BACKUP_RUNS", "1"))
LEAST_MEASURED_MB = 1_000
FILE_BYTES = 400_000  # a photo as it is kept
LEAST_BACKUP_SPEED, MOST_RESTORE_TIME = 0.5, 2.0

TABLES = """
    CREATE TABLE person (id uuid PRIMARY KEY, full_name text, phone text, sort_key text, search_key text, born date);
    CREATE TABLE household (id uuid PRIMARY KEY, head_id uuid REFERENCES person, address text, number int, sort_key text, at timestamptz);
    CREATE TABLE member (id uuid PRIMARY KEY, household_id uuid REFERENCES household, person_id uuid REFERENCES person,
        joined_year int, relation text);
    CREATE TABLE dossier (id uuid PRIMARY KEY, household_id uuid REFERENCES household, answers jsonb, state text);
    INSERT INTO person SELECT gen_random_uuid(), 'Nguyễn Văn ' || n, '09' || n, 'nguyen van ' || n, md5(n::text),
        date '1950-01-01' + n % 20000 FROM generate_series(1, {people}) n;
    INSERT INTO household SELECT gen_random_uuid(), id, 'Ấp ' || born, row_number() OVER () , sort_key, now()
        FROM person WHERE born >= date '1990-01-01';
    INSERT INTO member SELECT gen_random_uuid(), h.id, p.id, 2024, 'head' FROM household h JOIN person p ON p.id = h.head_id;
    INSERT INTO dossier SELECT gen_random_uuid(), id, jsonb_build_object('1.1', jsonb_build_object('family', number, 'by', sort_key),
        '1.2', jsonb_build_object('family', number % 10, 'at', at)), 'recognised' FROM household;
    CREATE INDEX ON person (sort_key); CREATE INDEX ON person (search_key); CREATE INDEX ON household (sort_key);
    CREATE INDEX ON member (household_id); CREATE INDEX ON member (person_id); CREATE INDEX ON dossier (household_id);
    ANALYZE;
"""


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with new_database(backups.server(), "bench", TABLES.replace("{people}", str(PEOPLE))) as made:
        yield made


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "files"
    folder.mkdir()
    for _ in range(max(1, MEGABYTES * 1_000_000 // FILE_BYTES)):
        backups.keep_file(folder, os.urandom(FILE_BYTES))
    on_disk(folder)
    return folder


@dataclass(frozen=True)
class Turn:
    """Seconds."""

    plain_backup: float
    streamed: float
    trial: float
    again: float
    plain_restore: float
    restored: float

    @property
    def speed(self) -> float:
        return self.plain_backup / self.streamed

    @property
    def time(self) -> float:
        return self.restored / self.plain_restore


@pytest.mark.measured
def test_backup_and_restore_keep_up_with_the_plain_programs(
    database: Database, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before = peak()
    turns = []
    for number in range(RUNS):
        turns.append(turn(database, files, tmp_path / str(number)))
        with capsys.disabled():
            print(f"\n{told(turns[-1])}", end="")
    memory = peak() - before
    speed = statistics.median(turn.speed for turn in turns)
    time_taken = statistics.median(turn.time for turn in turns)
    with capsys.disabled():
        print(
            f"\n{PEOPLE:,} people, {MEGABYTES:,} MB of files, median of {RUNS}: the backup streams at {speed:.2f} times the speed of"
            f" pg_dump and cp (goal at least {LEAST_BACKUP_SPEED}), the restore takes {time_taken:.2f} times as long as pg_restore"
            f" and cp (goal at most {MOST_RESTORE_TIME}); memory grew by {memory / 1024:.0f} MB"
        )
    assert speed >= LEAST_BACKUP_SPEED or MEGABYTES < LEAST_MEASURED_MB
    assert time_taken <= MOST_RESTORE_TIME or MEGABYTES < LEAST_MEASURED_MB


def turn(database: Database, files: Path, folder: Path) -> Turn:
    """Each side once; what one leaves is gone and off the disk before the next begins."""
    with database.connect() as connection:
        programs = programs_for(major_of(connection)).folder
    plain = folder / "plain"
    plain.mkdir(parents=True)

    def plain_backup() -> None:
        run(
            database,
            programs / "pg_dump",
            "-Fc",
            f"--compress={COMPRESSION}",
            f"--file={plain / 'dump'}",
            f"--dbname={database.address}",
        )
        run(database, "cp", "-r", str(files), str(plain / "files"))
        on_disk(plain)

    def plain_restore() -> None:
        run(into, programs / "pg_restore", "--no-owner", f"--dbname={into.address}", str(plain / "dump"))
        run(into, "cp", "-r", str(files), str(folder / "plain-restored"))
        on_disk(folder / "plain-restored")

    floor_backup = timed(plain_backup)
    shutil.rmtree(
        plain / "files"
    )  # a copy of the same bytes is at hand: 20 GB fit three times on the disk, not four
    on_disk(folder)
    start = time.perf_counter()
    made = make_backup(backups.order(database, files, folder / "target"))
    whole = time.perf_counter() - start
    again = make_backup(backups.order(database, files, folder / "target"))
    assert again.new_files == 0
    with new_database(backups.server(), "bench") as into:
        floor_restore = timed(plain_restore)
    shutil.rmtree(folder / "plain-restored")
    shutil.rmtree(plain)
    on_disk(folder)
    with new_database(backups.server(), "bench") as into:
        restored = timed(
            lambda: restoring.restore(
                restoring.open_backup(made.path, IDENTITY), into, folder / "restored", migrate=lambda: None
            )
        )
    found = list((folder / "restored").glob("*/*"))
    assert len(found) == made.head.files
    for path in found:
        assert hash_of(path)[0] == path.name
    shutil.rmtree(folder)
    on_disk(folder.parent)
    return Turn(
        floor_backup,
        made.streaming_seconds,
        whole - made.streaming_seconds,
        again.streaming_seconds,
        floor_restore,
        restored,
    )


def told(turn: Turn) -> str:
    return (
        f"pg_dump and cp {turn.plain_backup:.1f} s, the backup streams in {turn.streamed:.1f} s ({turn.speed:.2f} times the speed) and"
        f" restores for trial in {turn.trial:.1f} s, the next night streams in {turn.again:.1f} s; pg_restore and cp"
        f" {turn.plain_restore:.1f} s, restore {turn.restored:.1f} s ({turn.time:.2f} times the time); load {os.getloadavg()[0]:.1f}"
    )


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(database: Database, *command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, env=database.environment())


def on_disk(folder: Path) -> None:
    subprocess.run(["sync", "--file-system", str(folder)], check=True)


def peak() -> int:
    """Kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
