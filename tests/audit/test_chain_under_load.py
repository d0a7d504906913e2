"""Eight writers while a sealer runs and another is killed: nothing missed, nothing twice, nothing half. And a copy of the database holds."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from hoctap.audit import actions as audit
from hoctap.audit import chain
from hoctap.audit.models import Event, Pending, Seal
from hoctap.core.actor import Actor
from hoctap.places.models import Place
from tests.audit.trail import kinds

WRITERS, EACH = 8, 25


@pytest.fixture
def place(transactional_db: None) -> Place:
    return Place.objects.create(level="province", kind="tỉnh", name="Đồng Tháp", code="82")


def _in_thread(work: Callable[[], None]) -> threading.Thread:
    def whole() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=whole)
    thread.start()
    return thread


def test_eight_write_while_one_seals(place: Place):
    stop = threading.Event()
    wrong: list[BaseException] = []

    def write(number: int) -> Callable[[], None]:
        def work() -> None:
            try:
                for turn in range(EACH):
                    with transaction.atomic():
                        audit.record(
                            Actor(name=f"Người {number}"), "recognition.list.saved", place, count=turn + 1
                        )
                        if turn % 5 == 4:
                            transaction.set_rollback(True)
            except BaseException as error:
                wrong.append(error)

        return work

    def seal() -> None:
        try:
            while not stop.is_set():
                chain.seal(batch=7)
        except BaseException as error:
            wrong.append(error)

    sealers = [_in_thread(seal), _in_thread(seal)]
    for thread in [_in_thread(write(number)) for number in range(WRITERS)]:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    chain.seal()
    assert not wrong
    sealed = [one for link in Seal.objects.all() for one in link.events]
    assert len(sealed) == len(set(sealed)) == Event.objects.count() == WRITERS * EACH * 4 // 5
    assert kinds() == []


def test_a_writer_never_waits_for_the_sealer(place: Place):
    """The sealer holds its transaction open; who writes meanwhile is not held up, and his row is sealed by the next."""
    audit.record(Actor(name="Một"), "recognition.list.saved", place)
    with transaction.atomic():
        assert chain.seal_batch() == 1

        def write() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            audit.record(Actor(name="Hai"), "recognition.list.saved", place)
            assert chain.seal() == 0, "one sealer at a time"

        thread = _in_thread(write)
        thread.join(10)
        assert not thread.is_alive()
        assert Event.objects.count() == 2
    assert chain.seal() == 1
    assert kinds() == []


def test_a_killed_sealer_leaves_nothing_half(place: Place):
    for _ in range(10):
        audit.record(Actor(name="Một"), "recognition.list.saved", place)
    died: list[BaseException] = []

    def seal_and_die() -> None:
        try:
            with transaction.atomic():
                chain.seal_batch()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        except Exception as error:
            died.append(error)

    _in_thread(seal_and_die).join()
    assert died
    assert Seal.objects.count() == 0
    assert Pending.objects.count() == 10
    assert chain.seal() == 10
    assert kinds() == []


def test_a_copy_of_the_database_holds(place: Place, tmp_path: Path):
    """The way of a backup: every row out and in again, new physical rows, new transactions."""
    for _ in range(10):
        audit.record(Actor(name="Một"), "recognition.list.saved", place, fields=["phone", "họ tên"])
    chain.seal(batch=4)
    head = chain.head()
    tables = ("audit_event", "audit_read", "audit_seal", "audit_pending")
    with connection.cursor() as cursor:
        kept = {}
        for table in tables:
            with cursor.copy(f"COPY {table} TO STDOUT") as out:
                kept[table] = b"".join(bytes(part) for part in out)
        cursor.execute("RESET ROLE")
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            with cursor.copy(f"COPY {table} FROM STDIN") as into:
                into.write(kept[table])
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert chain.head() == head
    assert kinds(expect=head.hash) == []
