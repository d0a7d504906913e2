"""Answers from outside over real HTTP, each walked page by page as a neighbour does, against a bare INSERT of the same rows.

A server of one worker process, a real PostgreSQL. Each answer is a person of its own: a browser without cookies, an address of its own
on the machine, a ticket of its own, four seconds of reading. The limits against floods stay as they are: 400 a minute and survey, so
several surveys are open, as several communes' are. Every tenth answer is sent twice, as by a phone whose line broke before the reply.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from hoctap.surveys.answering.rules import QUICKEST
from tests.journeys import browser as looks
from tests.journeys.installation import Installation, installation

THREADS = 8
SURVEYS = 6
TOGETHER = 25
"""People that one thread walks at once, so that the server works while they read."""
GOAL_AN_HOUR = 10_000
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_OF_EACH_PAGE = (
    [("q-chu_de", "khac")],
    [("q-thoi_gian", "evening"), ("q-dien_thoai", "yes")],
    [("q-tuoi", "adult"), ("q-gioi_tinh", "female"), ("q-nghe_nghiep", "farmer"), ("q-doan_the", "women")],
)

type Pairs = list[tuple[str, str]]


class Neighbour:
    """`mark` is what is answered under 'Điều khác': by it each answer is found again."""

    def __init__(self, port: int, page: str, number: int) -> None:
        self.page, self.mark = page, f"dieu thu {number}"
        address = f"127.0.{1 + number // 250}.{1 + number % 250}"
        self.line = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(address, 0))
        self.cookie, self.text = "", ""
        self.fields: Pairs = []
        self.opened = 0.0
        self.requests = 0

    def open(self) -> None:
        self._ask("GET")
        self.opened = time.monotonic()

    def walk(self) -> None:
        """All pages but the last."""
        for typed in _OF_EACH_PAGE:
            mark = [("q-dieu_khac", self.mark), ("shown", "dieu_khac")] if typed is _OF_EACH_PAGE[0] else []
            assert self._ask("POST", [*self.fields, *typed, *mark, ("step", "next")]) == 200
        assert "Gửi câu trả lời" in self.text

    def send(self, times: int) -> None:
        time.sleep(max(0.0, self.opened + QUICKEST + 0.5 - time.monotonic()))
        sent = [*self.fields, ("hamlet", ""), ("step", "next")]  # with the key of the page: twice is once
        for _ in range(times):
            assert self._ask("POST", sent) == 302, self.text[:2000]
        self.line.close()

    def _ask(self, method: str, pairs: Pairs | None = None) -> int:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.line.request(method, self.page, urlencode(pairs) if pairs else None, headers)
        answer = self.line.getresponse()
        self.text = answer.read().decode()
        self.requests += 1
        self.cookie = str(answer.getheader("Set-Cookie") or self.cookie).partition(";")[0]
        self.fields = _HIDDEN.findall(self.text)
        return answer.status


class Street(threading.Thread):
    """So many people, a few of them at once."""

    def __init__(self, people: list[Neighbour]) -> None:
        super().__init__()
        self.people = people
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for first in range(0, len(self.people), TOGETHER):
                some = self.people[first : first + TOGETHER]
                for one in some:
                    one.open()
                for one in some:
                    one.walk()
                for number, one in enumerate(some):
                    one.send(2 if number % 10 == 0 else 1)
        except BaseException as failure:
            self.failure = failure


def _seed(made: Installation, surveys: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.seed_survey", str(surveys)],
        env={**os.environ, **made.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        cwd=Path(looks.ROOT),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def _answer(made: Installation, answers: int) -> tuple[float, int]:
    """Seconds from the first page to the last answer, and requests."""
    pages = _seed(made, SURVEYS)
    with made.serving() as address:
        port = urlsplit(address).port
        assert port is not None
        people = [Neighbour(port, pages[number % SURVEYS], number) for number in range(answers)]
        streets = [Street(people[number::THREADS]) for number in range(THREADS)]
        started = time.perf_counter()
        for street in streets:
            street.start()
        for street in streets:
            street.join()
        took = time.perf_counter() - started
    failures = [street.failure for street in streets if street.failure is not None]
    assert not failures, failures[0]
    return took, sum(one.requests for one in people)


def _all_are_there_once(line: psycopg.Connection, answers: int) -> None:
    rows = line.execute(
        "SELECT answers->>'dieu_khac', topics, age, channel FROM surveys_response WHERE removed_at IS NULL"
    ).fetchall()
    found = Counter(mark for mark, *_ in rows)
    wanted = {f"dieu thu {number}" for number in range(answers)}
    assert not wanted - found.keys(), f"lost: {len(wanted - found.keys())}"
    assert not [mark for mark, times in found.items() if times > 1]
    assert len(rows) == answers
    assert all(told == [["khac"], "adult", "web"] for _, *told in rows)


def _inserted_bare(line: psycopg.Connection) -> float:
    """Seconds in which the same rows are inserted once more, each in a transaction of its own, by one connection."""
    rows = line.execute("SELECT * FROM surveys_response")
    assert rows.description is not None
    names = [column.name for column in rows.description]
    once_more = [
        [
            Jsonb(value) if name == "answers" else value
            for name, value in zip(names, row, strict=True)
            if name != "id"
        ]
        for row in rows.fetchall()
    ]
    names.remove("id")
    insert = sql.SQL("INSERT INTO surveys_response (id, {}) VALUES (gen_random_uuid(), {})").format(
        sql.SQL(", ").join(map(sql.Identifier, names)), sql.SQL(", ").join([sql.Placeholder()] * len(names))
    )
    started = time.perf_counter()
    for row in once_more:
        line.execute(insert, row)
    return time.perf_counter() - started


def _measure(migrated: str, folder: Path, answers: int) -> tuple[float, int, float]:
    with installation(migrated, folder) as made:
        took, requests = _answer(made, answers)
        line = psycopg.connect(
            made.environment["DATABASE_URL"], autocommit=True, options=made.environment["PGOPTIONS"]
        )
        with line:
            _all_are_there_once(line, answers)
            return took, requests, _inserted_bare(line)


def test_answers_from_outside_come_in_without_a_loss(migrated: str, tmp_path: Path):
    _measure(migrated, tmp_path, 40)


@pytest.mark.measured
def test_two_thousand_answers_come_in_at_ten_thousand_an_hour(
    migrated: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    answers = 2000
    took, requests, bare = _measure(migrated, tmp_path, answers)
    with capsys.disabled():
        print(
            f"\nanswers from outside: {answers:,} in {took:.0f} s by {THREADS} threads, {answers / took * 3600:,.0f} an hour, "
            f"{requests:,} requests ({took / requests * 1000:.1f} ms each), none lost, none doubled; "
            f"bare INSERT of the same rows {bare * 1000:.0f} ms (ratio {took / bare:.0f}); load {os.getloadavg()[0]:.1f}"
        )
    assert answers / took * 3600 >= GOAL_AN_HOUR
