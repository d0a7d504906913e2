"""Backup against `pg_dump` and `cp`, restore against `pg_restore` and `cp`, in the same run on the same disk.

The baseline neither encrypts nor hashes nor checks. Claimed are ratios: the streaming part of a backup (what the baseline does too) reaches
half its speed, a whole restore with all its comparing takes no more than twice its time. What the trial restore adds is printed beside.
Both sides are on the disk when the clock stops. Small by default: then only the correctness counts.
"""

import hashlib
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hoctap.core.backup import restoring
from hoctap.core.backup.databases import Database, major_of, programs_for
from hoctap.core.backup.making import COMPRESSION, make_backup
from tests import backups
from tests.backups import IDENTITY, new_database

PEOPLE = int(os.environ.get("HOCTAP_BENCH_BACKUP_PEOPLE", "5000"))
MEGABYTES = int(os.environ.get("HOCTAP_BENCH_BACKUP_MB", "60"))
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


@pytest.mark.measured
def test_backup_and_restore_keep_up_with_the_plain_programs(
    database: Database, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with database.connect() as connection:
        programs = programs_for(major_of(connection)).folder
    plain = tmp_path / "plain"
    plain.mkdir()

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

    floor_backup = timed(plain_backup)
    before = peak()
    start = time.perf_counter()
    made = make_backup(backups.order(database, files, tmp_path / "target"))
    whole_backup = time.perf_counter() - start
    streamed = made.streaming_seconds
    again = make_backup(backups.order(database, files, tmp_path / "target"))
    assert again.new_files == 0

    with new_database(backups.server(), "bench") as into:

        def plain_restore() -> None:
            run(into, programs / "pg_restore", "--no-owner", f"--dbname={into.address}", str(plain / "dump"))
            run(into, "cp", "-r", str(plain / "files"), str(tmp_path / "plain-restored"))
            on_disk(tmp_path / "plain-restored")

        floor_restore = timed(plain_restore)
    shutil.rmtree(tmp_path / "plain-restored")
    with new_database(backups.server(), "bench") as into:
        restored = timed(
            lambda: restoring.restore(
                restoring.open_backup(made.path, IDENTITY), into, tmp_path / "restored", migrate=lambda: None
            )
        )
    memory = peak() - before
    for path in (tmp_path / "restored").glob("*/*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    with capsys.disabled():
        print(
            f"\n{PEOPLE:,} people ({made.head.rows:,} rows), {made.head.files:,} files of {MEGABYTES:,} MB: "
            f"backup streams in {streamed:.1f} s, {floor_backup / streamed:.2f} times the speed of pg_dump and cp ({floor_backup:.1f} s); "
            f"with the trial restore {whole_backup:.1f} s; the next night streams in {again.streaming_seconds:.1f} s; "
            f"restore {restored:.1f} s, {restored / floor_restore:.2f} times pg_restore and cp ({floor_restore:.1f} s); "
            f"memory grew by {memory / 1024:.0f} MB"
        )
    assert floor_backup / streamed >= LEAST_BACKUP_SPEED
    assert restored / floor_restore <= MOST_RESTORE_TIME


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
