"""Database, server and worker are killed at random moments while people work: nothing is lost, doubled or half done.

The seed is printed and can be given again as HOCTAP_SOAK_SEED. HOCTAP_KILLS says how many times `make test` kills, HOCTAP_SOAK_KILLS how
many times `make soak` does.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import people
from tests.faults.browser import Browser
from tests.faults.invariants import Invariants
from tests.faults.machine import Machine, PutAway, by_age, descendants, kill, machine
from tests.faults.people import Ledger, Person
from tests.tools import require_program
from tests.world import PASSWORD

# Of 200. The whole machine's database is the dearest; a backend takes all others with it and the database recovers.
SHARES = {
    "backend": 100,
    "server process": 68,
    # One that was only just made: the web server gives up and ends when the same one dies twice within 5.5 seconds.
    "new server process": 4,
    "database": 12,
    "worker": 8,
    "server": 4,
    "whole service": 4,
}
FULL_EVERY = 25
JOBS_SECONDS = 240
WORK_SECONDS = 2


class Killer:
    def __init__(self, machine: Machine, chance: random.Random) -> None:
        self.machine, self.chance = machine, chance
        self.killed: Counter[str] = Counter()
        self.restarted = 0
        self.hows: dict[str, Callable[[], bool]] = {
            "backend": lambda: self._one_of(self.machine.backends()),
            "server process": lambda: self._one_of(by_age(self.machine.server_processes())[:1]),
            "new server process": lambda: self._one_of(by_age(self.machine.server_processes())[-1:]),
            "worker": lambda: self._one_of([self.machine.worker()]),
            "database": self._database,
            "server": lambda: self._service(self.machine.server()),
            "whole service": lambda: self._service(self.machine.serve.pid if self.machine.serve else None),
        }

    def plan(self, kills: int) -> list[str]:
        planned = [kind for kind, share in SHARES.items() for _ in range(max(1, share * kills // 200))]
        planned = (planned + ["backend"] * kills)[:kills]
        self.chance.shuffle(planned)
        return planned

    def kill(self, kind: str) -> None:
        """Waits for the victim where it is just being started again."""
        until = time.monotonic() + 60
        while not self.hows[kind]():
            self.be_systemd()
            assert time.monotonic() < until, f"no {kind} to kill\n{self.machine.log[-2000:]}"
            time.sleep(0.02)
        self.killed[kind] += 1

    def next_of(self, planned: list[str]) -> str:
        """The first that is there to be killed: a worker that died is started again after a pause that grows."""
        worker = self.machine.worker()
        place = next((place for place, kind in enumerate(planned) if kind != "worker" or worker), 0)
        return planned.pop(place)

    def wait_until_healthy(self) -> None:
        def well() -> bool:
            self.be_systemd()
            return self.machine.health() == 200

        self.machine.wait_for(well, "the server does not answer")

    def be_systemd(self) -> None:
        """`hoctap serve` ended by itself, as it does when its web server gives up: the service is started again."""
        service = self.machine.serve
        if service is not None and service.poll() is not None:
            self.restarted += 1
            self.machine.start_server()

    def _one_of(self, pids: list[int | None] | list[int]) -> bool:
        there = [pid for pid in pids if pid]
        return bool(there) and kill(self.chance.choice(there))

    def _database(self) -> bool:
        head = self.machine.postmaster()
        family = descendants(head)
        done = kill(head)
        for pid in family:
            kill(pid)
        self.machine.start_database()
        return done

    def _service(self, pid: int | None) -> bool:
        """The head of the web server, or `hoctap serve` itself: systemd would start the service again, we do."""
        service = self.machine.serve
        assert service is not None
        if not pid:
            return False
        family = descendants(service.pid)
        kill(pid)
        service.wait(60)  # `hoctap serve` ends when its web server does
        until = time.monotonic() + 30
        while any(is_alive(one) for one in family):
            assert time.monotonic() < until, "processes of the service outlived it"
            time.sleep(0.05)
        self.machine.start_server()
        return True


def is_alive(pid: int) -> bool:
    """One that ended and that nobody has asked after yet (a zombie) does nothing any more."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return words.rpartition(")")[2].split()[0] not in "ZX"


def await_work(ledger: Ledger, done: int) -> None:
    """Where the machine has much else to do, kills would follow each other so closely that nobody ever gets anything done."""
    until = time.monotonic() + WORK_SECONDS
    while ledger.counted["acknowledged"] == done and time.monotonic() < until:
        time.sleep(0.02)


def soak(folder: Path, seeded: PutAway, kills: int) -> str:
    require_program("soffice")
    seed = int(os.environ.get("HOCTAP_SOAK_SEED") or random.SystemRandom().randrange(10**6))
    print(
        f"seed {seed}: HOCTAP_SOAK_SEED={seed}", flush=True
    )  # shown when it fails; the line at the end has it too
    chance = random.Random(seed)
    known = seeded.known
    with machine(folder, seeded) as own:
        sha256 = str(own.ask("SELECT sha256 FROM papers_paperversion LIMIT 1")[0][0])
        known["docx"] = (folder / "files" / sha256[:2] / sha256).read_bytes()
        half = len(known["dossiers"]) // 2
        own.start_server()
        ledger, home = Ledger(), threading.Event()
        invariants = Invariants(own, ledger)
        killer = Killer(own, chance)

        def person(login: str, **more: object) -> Person:
            return Person(login, own.port, ledger, random.Random(chance.random()), home, {**known, **more})

        add, join, points, photo = people.add_household, people.add_member, people.score, people.add_evidence
        log = (folder / "kills.log").open("w")  # what went on, for whoever looks for a cause
        begun = time.monotonic()
        at_work = [
            person("lan", dossiers=known["dossiers"][:half]).work(
                add, join, join, points, photo, people.read_notices
            ),
            person("lan", dossiers=known["dossiers"][half:]).work(
                points, photo, photo, people.bring_back_paper
            ),
            person("oanh").work(people.bring_list),
        ]
        try:
            planned, done = killer.plan(kills), 0
            for number in range(1, kills + 1):
                await_work(ledger, done)
                done = ledger.counted["acknowledged"]
                time.sleep(chance.uniform(0, 0.4))
                kind = killer.next_of(planned)
                at = time.monotonic() - begun
                killer.kill(kind)
                killed = time.monotonic() - begun
                if number % 2 == 0:
                    killer.wait_until_healthy()
                healthy = time.monotonic() - begun
                if number % FULL_EVERY:
                    invariants.quick()
                else:
                    invariants.full()
                held = time.monotonic() - begun
                log.write(
                    f"{at:6.1f} s {number:4} {kind:20} killed {killed - at:5.2f} healthy {healthy - killed:5.2f}"
                    f" invariants {held - healthy:5.2f} {dict(ledger.counted)}\n"
                )
                log.flush()
        finally:
            log.close()
            home.set()
            for thread in at_work:
                thread.join(120)
        seconds = time.monotonic() - begun
        assert not any(thread.is_alive() for thread in at_work)
        killer.wait_until_healthy()
        _let_the_jobs_end(own)
        at_rest = time.monotonic() - begun
        invariants.at_rest()
        _everybody_is_still_signed_in(own)
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(killer.killed.items()))
    counted = ledger.counted
    kinds = ", ".join(
        f"{counted[kind]} {kind}"
        for kind in ("household", "member", "score", "evidence", "version", "applied", "pdf")
    )
    line = (
        f"{killer.killed.total()} kills ({told}) in {seconds:.0f} s, the jobs done"
        f" after {at_rest:.0f} s; {counted['acknowledged']} changes acknowledged ({kinds}),"
        f" {counted['retried']} sent again, {counted['told to wait']} told to wait,"
        f" the service started again {killer.restarted} times by itself; seed {seed}"
    )
    assert counted["acknowledged"] > kills // 4, line
    return line


def _let_the_jobs_end(own: Machine) -> None:
    """Heartbeats of the killed workers are made old and the job of each minute is asked for at once; the rest the product does."""

    def ended() -> bool:
        own.ask(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
            " WHERE last_heartbeat < now() - interval '30 seconds'"
        )
        own.ask(
            "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' AND scheduled_at > now()"
        )
        own.ask(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args)"
            " SELECT 'default', 'core.retry_stalled', 'core.retry_stalled', '{\"timestamp\": 0}'"
            " WHERE EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'doing')"
            " ON CONFLICT DO NOTHING"
        )
        return own.ask("SELECT id FROM procrastinate_jobs WHERE status IN ('todo', 'doing') LIMIT 1") == []

    own.wait_for(ended, "there are jobs that nobody does", JOBS_SECONDS, pause=0.5)


def _everybody_is_still_signed_in(own: Machine) -> None:
    """After all that a new person signs in and reads the register."""
    browser = Browser(own.port)
    browser.sign_in("minh", PASSWORD)
    assert browser.get("/households/?year=2024").status == 200


def test_whatever_is_killed_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, seeded: PutAway, capsys: pytest.CaptureFixture[str]
):
    line = soak(tmp_path, seeded, int(os.environ.get("HOCTAP_KILLS", "200")))
    with capsys.disabled():
        print(f"\n{line}")


@pytest.mark.soak
def test_two_thousand_kills(tmp_path: Path, seeded: PutAway, capsys: pytest.CaptureFixture[str]):
    line = soak(tmp_path, seeded, int(os.environ.get("HOCTAP_SOAK_KILLS", "2000")))
    with capsys.disabled():
        print(f"\n{line}")
