"""The database is gone for a while, and comes back: people are told to wait, nothing is restarted, nothing is lost."""

import os
import re
import secrets
import signal
import socket
import time
from pathlib import Path

import psycopg
import pytest

from tests.faults.browser import Browser
from tests.faults.machine import Machine, PutAway, descendants, free_port, kill, machine
from tests.tools import require_program
from tests.world import PASSWORD

# A minute in `make soak`.
SECONDS = 8
NUMBER = re.compile(r"\b\d{4}-\d{4}\b")


def gone_for(own: Machine, seconds: float, browser: Browser) -> None:
    head = own.postmaster()
    family = descendants(head)
    for pid in [head, *family]:
        kill(pid)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert own.health() == 503
        page = browser.get("/households/")
        assert page.status == 503
        assert NUMBER.search(page.text), "a number to read over the phone"
        assert "chờ một phút" in page.text
        assert browser.get("/static/nothing.css").status in (404, 503)
        time.sleep(0.5)
    own.start_database()


def stay_away(tmp_path: Path, seeded: PutAway, seconds: float) -> None:
    require_program("soffice")
    known = seeded.known
    with machine(tmp_path, seeded) as own:
        own.start_server()
        assert own.serve is not None
        lan = Browser(own.port)
        lan.sign_in("lan", PASSWORD)
        server, processes = own.server(), own.server_processes()
        own.wait_for(lambda: own.worker() is not None, "no worker")
        form = lan.get("/households/new/").form()
        typed = {"hamlet": known["hamlet"], "full_name": "Kha Chờ Đợi", "birth_year": "1968", "year": "2024"}
        gone_for(own, seconds, lan)
        own.wait_until_healthy()
        answer = lan.post("/households/new/", form.fields | typed)
        assert answer.status == 302, "still signed in, and the form that was open is taken"
        assert lan.get(answer.location).status == 200
        assert own.server() == server, "the web server was not restarted"
        assert set(own.server_processes()) == set(processes)
        paper = f"/papers/{known['papers'][0]}/"
        version = lan.get(paper).text.split(f"{paper}docx/")[1].split("/")[0]
        ask = f"{paper}pdf/{version}/ask/"
        assert lan.post(ask, lan.get(f"{paper}pdf/{version}/").form(ask).fields).status == 302

        def made() -> bool:
            return own.ask("SELECT sha256 FROM papers_paperpdf WHERE sha256 <> '' LIMIT 1") != []

        own.wait_for(made, "the worker did not come back", 150)


def test_people_are_told_to_wait_and_all_goes_on_by_itself(tmp_path: Path, seeded: PutAway):
    stay_away(tmp_path, seeded, SECONDS)


def _lets_in(address: str) -> bool:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


def test_somebody_who_connects_and_says_nothing_holds_up_the_recovery_for_seconds_only(tmp_path: Path):
    """PostgreSQL before 18 begins again only when each who knocked meanwhile has gone, and lets nobody else in before."""
    own = Machine(f"-faults-{secrets.token_hex(4)}", tmp_path, free_port())
    try:
        address = own.environment["DATABASE_URL"]
        with psycopg.connect(address) as first, psycopg.connect(address) as second:
            pid, port = second.info.backend_pid, second.info.port
            os.kill(
                pid, signal.SIGSTOP
            )  # the moment in which it takes leave of its processes becomes long enough
            kill(first.info.backend_pid)
            begun = time.monotonic()
            while _lets_in(address):
                time.sleep(0.02)
            with socket.create_connection(("127.0.0.1", port)):
                time.sleep(0.5)
                os.kill(pid, signal.SIGCONT)
                assert own.ask("SELECT 1") == [(1,)]
                assert time.monotonic() - begun < 25
    finally:
        own.remove()


@pytest.mark.soak
def test_a_whole_minute(tmp_path: Path, seeded: PutAway):
    stay_away(tmp_path, seeded, 60)
