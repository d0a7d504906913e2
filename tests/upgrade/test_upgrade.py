"""Every closed issue left a dump of the demonstration: today's program takes it over and shows the same figures."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from hoctap.core import cluster
from hoctap.core.postgres_programs import find_programs
from scripts.keep_dump import MOST_BYTES
from tests.journeys.installation import NEED_NOT_OUTLIVE_A_POWER_CUT
from tests.tools import require_program

FOLDER = Path(__file__).resolve().parent
ISSUES = sorted((file.stem for file in FOLDER.glob("*.dump")), key=int)
# Pages of each person; the dump of the last issue is walked in full.
PAGES = {issue: 120 if issue == ISSUES[-1] else 40 for issue in ISSUES}
CHECK, DOCTOR = ("recompute", "--check"), ("doctor", "--json")
# Of a figure, what may never change by an upgrade; words and additions may.
STAYS = (
    "numerator",
    "denominator",
    "result",
    "met",
    "target",
    "late",
    "missing",
    "communes_in",
    "communes_all",
)


@dataclass(frozen=True)
class Upgraded:
    issue: str
    environment: dict[str, str]
    kept: dict[str, list[dict[str, object]]]
    """The figures of that day, by place and year."""
    answers: dict[tuple[str, ...], tuple[str, str]]
    """What `hoctap` failed with and what it said, by order."""


# The oldest passes all migrations, the last two stand for what is in use; those between are taken by `make soak`.
IN_EVERY_RUN = {ISSUES[0], *ISSUES[-2:]}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(issue, marks=() if issue in IN_EVERY_RUN else (pytest.mark.soak,)) for issue in ISSUES
    ],
)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """The dump restored into a database of its own and migrated by `hoctap migrate`."""
    issue = str(request.param)
    owner, app = _addresses()
    name = f"upgrade_{issue}_{os.getpid()}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "HOCTAP"))
        }
        environment |= {
            "DATABASE_URL": _at(app, name),
            "DATABASE_OWNER_URL": _at(owner, name),
            "HOCTAP_DATA": str(tmp_path_factory.mktemp(f"data{issue}")),
            "DJANGO_SETTINGS_MODULE": "hoctap.settings",
            "PGOPTIONS": NEED_NOT_OUTLIVE_A_POWER_CUT,
        }
        restore = [_pg_restore(), "--no-owner", "--no-privileges", "--exit-on-error", "-d", _at(owner, name)]
        subprocess.run(
            [*restore, str(FOLDER / f"{issue}.dump")],
            env=os.environ | {"PGOPTIONS": NEED_NOT_OUTLIVE_A_POWER_CUT},
            check=True,
            capture_output=True,
        )
        migrated = _hoctap(environment, "migrate", "-v1")
        assert migrated.returncode == 0, migrated.stderr
        kept = json.loads((FOLDER / f"{issue}.json").read_text(encoding="utf-8"))
        yield Upgraded(issue, environment, kept, _asked(environment, CHECK, DOCTOR, *map(_results, kept)))
    finally:
        _drop(owner, name)


def _drop(owner: str, name: str) -> None:
    """PostgreSQL's own vacuum of it, which the owner may not end, is waited for."""
    for turn in range(30):
        try:
            with psycopg.connect(owner, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                return
        except psycopg.errors.InsufficientPrivilege:
            if turn == 29:
                raise
            time.sleep(1)


def _addresses() -> tuple[str, str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        return os.environ.get("DATABASE_OWNER_URL") or given, given
    info = cluster.ensure_running()
    return info.owner_url, info.app_url


def _at(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}", query=""))


def _pg_restore() -> str:
    folder = cluster.cluster_folder()
    programs = find_programs(folder, cluster.recorded_major(folder))
    own = programs.folder / "pg_restore"
    return str(own) if own.exists() else require_program("pg_restore")


def _hoctap(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hoctap", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _asked(environment: dict[str, str], *orders: tuple[str, ...]) -> dict[tuple[str, ...], tuple[str, str]]:
    command = [sys.executable, "-m", "tests.upgrade.ask", json.dumps(orders)]
    root = FOLDER.parent.parent
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    answers = json.loads(done.stdout.splitlines()[-1])
    return {order: tuple(answer) for order, answer in zip(orders, answers, strict=True)}


def _results(where: str) -> tuple[str, ...]:
    code, _, year = where.partition("/")
    return ("results", "--place", code, "--year", year, "--json")


def test_a_dump_of_each_closed_issue_is_kept_and_small():
    assert ISSUES
    assert ISSUES[0] == "2"
    for issue in ISSUES:
        assert (FOLDER / f"{issue}.json").exists(), f"{issue}: the figures of that day are missing"
        assert (FOLDER / f"{issue}.dump").stat().st_size <= MOST_BYTES


def test_counters_hold_after_the_upgrade(upgraded: Upgraded):
    failed, said = upgraded.answers[CHECK]
    assert not failed, said


def test_every_figure_is_what_it_was(upgraded: Upgraded):
    assert any(rows for rows in upgraded.kept.values())
    for where, then in upgraded.kept.items():
        failed, said = upgraded.answers[_results(where)]
        assert not failed, failed
        assert _figures(json.loads(said)) == _figures(then), where


def _figures(rows: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    told = {f"{row['plan']} {row['wording']}": {key: row.get(key) for key in STAYS} for row in rows}
    assert len(told) == len(rows)
    return told


def test_the_reports_of_the_year_and_the_pages_around_them_open(upgraded: Upgraded):
    walked = subprocess.run(
        [sys.executable, "-m", "tests.upgrade.walk", str(PAGES[upgraded.issue])],
        env=upgraded.environment,
        cwd=FOLDER.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert walked.returncode == 0, walked.stderr[-3000:]
    told = json.loads(walked.stdout.splitlines()[-1])
    assert told["failed"] == {}
    assert told["reports"] >= 1
    assert len(told["opened"]) >= 40


def test_what_meetings_decided_is_a_vote_with_a_line_for_each(upgraded: Upgraded):
    """Each list that went up was agreed to, name by name, at the meeting that it stands on."""
    with psycopg.connect(upgraded.environment["DATABASE_OWNER_URL"]) as connection:
        told = connection.execute("""
            SELECT (SELECT count(*) FROM recognition_villagemeeting), (SELECT count(*) FROM recognition_meeting_vote),
                   (SELECT count(*) FROM recognition_meeting_vote v WHERE v.agreed_count <> (
                        SELECT count(*) FROM recognition_meeting_line l WHERE l.vote_id = v.id AND l.outcome = 'agreed')),
                   (SELECT count(*) FROM recognition_nominationlist_dossiers d
                    JOIN recognition_nominationlist n ON n.id = d.nominationlist_id AND n.meeting_id IS NOT NULL
                    WHERE NOT EXISTS (
                        SELECT FROM recognition_meeting_line l JOIN recognition_meeting_vote v ON v.id = l.vote_id
                        WHERE v.meeting_id = n.meeting_id AND l.dossier_id = d.dossier_id AND l.outcome = 'agreed'))
        """).fetchone()
    assert told is not None
    meetings, votes, miscounted, not_agreed = told
    assert meetings == votes > 0
    assert (miscounted, not_agreed) == (0, 0)


def test_doctor_finds_nothing_wrong_with_the_upgraded_database(upgraded: Upgraded):
    """Files are not in the dump; what doctor says of them and of the worker is left out."""
    told = json.loads(upgraded.answers[DOCTOR][1])
    findings = {one["name"]: one for one in told["findings"]}
    for name in ("database", "migrations", "rights", "counters"):
        assert findings[name]["ok"], findings[name]
