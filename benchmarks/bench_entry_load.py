"""Saving one typed row over HTTP while eight people type, each with a second of thought, against one person alone in the same run.

A real server with one worker, a real PostgreSQL with its fsync, connections kept open as browsers keep them. All eight write into lists of
one round, whose row each save locks: the dearest case. What is claimed: 95 of 100 rows are saved within 60 ms.
"""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode, urlsplit

import pytest

from tests.faults.browser import Browser
from tests.journeys import browser as looks
from tests.journeys.installation import installation
from tests.world import PASSWORD

CLIENTS = int(os.environ.get("HOCTAP_BENCH_CLIENTS", "8"))
SAVES = int(os.environ.get("HOCTAP_BENCH_SAVES", "40"))
THINK = 1.0
GOAL_MS = 60


class Typist:
    """One person with one list open; each row of his own is saved as the page's script saves it."""

    def __init__(self, port: int, page: str, number: int) -> None:
        self.browser = Browser(port)
        self.browser.sign_in("hung", PASSWORD)
        form = self.browser.get(page).form(page)
        self.page, self.fields = page, form.fields
        keys = [name[4:-8] for name in form.fields if name.startswith("row-") and name.endswith("-version")]
        assert len(keys) >= CLIENTS * 2, f"{len(keys)} rows"
        self.keys = keys[number::CLIENTS]
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.chance = random.Random(number)
        self.milliseconds: list[float] = []

    def save(self, number: int) -> None:
        key = self.keys[number % len(self.keys)]
        row = {
            "csrfmiddlewaretoken": self.fields["csrfmiddlewaretoken"],
            "rows": key,
            f"row-{key}-version": self.fields[f"row-{key}-version"],
            f"row-{key}-registered": "1",
            f"row-{key}-self": str(self.chance.randint(50, 100)),
            f"row-{key}-hamlet": f"{50 + number % 50}",
            "registered_on": "2026-02-15",
        }
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Hoctap-Entry": "rows",
            "Accept": "application/json",
        }
        start = time.perf_counter()
        self.connection.request("POST", self.page, urlencode(row), headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.milliseconds.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, text[:300]
        assert f'"saved": ["{key}"]' in text, text[:300]
        self.fields[f"row-{key}-version"] = str(int(self.fields[f"row-{key}-version"]) + 1)

    def type_rows(self, count: int) -> None:
        self.connection.close()  # the server has ended what was idle; the next request opens it again
        time.sleep(self.chance.random() * THINK)
        for number in range(count):
            self.save(number)
            time.sleep(THINK * self.chance.uniform(0.5, 1.5))


@pytest.mark.measured
def test_a_row_is_saved_at_once_while_eight_type(
    migrated: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with installation(migrated, tmp_path) as made:
        filled = subprocess.run(
            [sys.executable, "-m", "benchmarks.entry_village", "200"],
            env={**made.environment, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
            cwd=looks.ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        with made.serving() as address:
            port = urlsplit(address).port
            assert port is not None
            with ExitStack() as leaving:
                typists = [Typist(port, filled.stdout.strip(), number) for number in range(CLIENTS)]
                for typist in typists:
                    leaving.callback(typist.connection.close)
                for typist in typists:  # the first request of a process reads its templates
                    typist.save(0)
                    typist.milliseconds.clear()
                typists[0].type_rows(SAVES)
                alone = list(typists[0].milliseconds)
                typists[0].milliseconds.clear()
                failed = together(typists)
    assert not failed, failed[0]
    all_of_them = [one for typist in typists for one in typist.milliseconds]
    assert len(all_of_them) == CLIENTS * SAVES
    with capsys.disabled():
        print(
            f"\nsaving one row: {CLIENTS} people, {THINK:.0f} s of thought, {len(all_of_them)} saves: median {median(all_of_them):.0f} ms, "
            f"p95 {p95(all_of_them):.0f} ms; one alone, {len(alone)} saves: median {median(alone):.0f} ms, p95 {p95(alone):.0f} ms "
            f"(ratio of p95 {p95(all_of_them) / p95(alone):.1f}); load {os.getloadavg()[0]:.1f}"
        )
    assert p95(all_of_them) <= GOAL_MS


def together(typists: Sequence[Typist]) -> list[BaseException]:
    failed: list[BaseException] = []

    def run(typist: Typist) -> None:
        try:
            typist.type_rows(SAVES)
        except BaseException as failure:
            failed.append(failure)

    threads = [threading.Thread(target=run, args=(typist,)) for typist in typists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def p95(milliseconds: Sequence[float]) -> float:
    return quantiles(milliseconds, n=20)[-1]
