"""The private PostgreSQL: one per clone, closed to others, hard to break."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from hoctap.core import clone, cluster, keys, postgres_programs


class Desk:
    """A machine with several clones, away from the real ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def clone(self, name: str) -> Iterator[Path]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "ROOT_FOLDER", self.folder / "var")
            patch.setenv("HOCTAP_DATA", str(self.folder / name / ".hoctap"))
            patch.delenv("HOCTAP_CLUSTER", raising=False)
            patch.delenv("DATABASE_URL", raising=False)
            yield self.folder / name

    def started(self, name: str) -> cluster.ClusterInfo:
        with self.clone(name):
            return cluster.ensure_running()


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="hoctap-desk-"))
    folder.chmod(0o711)  # the system user must be able to pass through
    here = Desk(folder)
    yield here
    for path in folder.iterdir():
        with here.clone(path.name):
            cluster.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def info(desk: Desk) -> cluster.ClusterInfo:
    return desk.started("first")


@pytest.fixture
def in_clone(desk: Desk, info: cluster.ClusterInfo) -> Iterator[Path]:
    with desk.clone("first") as folder:
        cluster.ensure_running()
        yield folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


def test_two_clones_share_neither_port_nor_folder(desk: Desk, info: cluster.ClusterInfo) -> None:
    other = desk.started("second")
    assert other.port != info.port
    assert other.folder != info.folder
    with desk.clone("second"):
        assert cluster.stop()
    with pytest.raises(psycopg.OperationalError):
        ask(other.app_url.replace(str(other.port), str(info.port)), "SELECT 1")  # nor a password


def test_others_on_the_machine_can_read_nothing(info: cluster.ClusterInfo) -> None:
    assert mode(info.folder / "secrets.json") == 0o600
    assert mode(info.folder / "data") == 0o700
    assert mode(info.folder / "log") == 0o600
    assert mode(info.folder) & 0o007 == 0
    assert mode(info.folder.parent) & 0o022 == 0
    if os.geteuid() == 0:
        assert (info.folder / "secrets.json").stat().st_uid == 0
        assert (info.folder / "data").stat().st_uid != 0


def test_nobody_enters_without_the_password(info: cluster.ClusterInfo) -> None:
    for user in ("postgres", cluster.OWNER, cluster.APP):
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(
                    host=info.host,
                    port=info.port,
                    user=user,
                    password=password,
                    dbname="hoctap",
                    connect_timeout=5,
                )


def test_it_listens_on_this_machine_alone_and_opens_no_socket_file(info: cluster.ClusterInfo) -> None:
    assert ask(info.app_url, "SHOW listen_addresses") == "127.0.0.1"
    sockets = [Path(folder, f".s.PGSQL.{info.port}") for folder in ("/tmp", "/run/postgresql", info.folder)]
    assert not any(path.exists() for path in sockets)
    assert ask(info.app_url, "SHOW password_encryption") == "scram-sha-256"
    assert ask(info.app_url, "SHOW fsync") == "on"


def test_text_is_utf8_in_code_point_order_and_knows_vietnamese_capitals(info: cluster.ClusterInfo) -> None:
    assert ask(info.app_url, "SHOW server_encoding") == "UTF8"
    assert ask(info.app_url, "SELECT lower('ĐẶNG THỊ ẨN')") == "đặng thị ẩn"
    assert ask(info.app_url, "SELECT 'Z' < 'Á'") is True


def test_the_application_works_with_tables_but_does_not_make_or_change_them(
    info: cluster.ClusterInfo,
) -> None:
    ask_nothing(info.owner_url, "CREATE TABLE IF NOT EXISTS note (id serial PRIMARY KEY, word text)")
    ask_nothing(info.app_url, "INSERT INTO note (word) VALUES ('one')")
    ask_nothing(info.app_url, "UPDATE note SET word = 'two'")
    for forbidden in (
        "CREATE TABLE mine (id int)",
        "ALTER TABLE note ADD COLUMN more text",
        "DROP TABLE note",
        "TRUNCATE note",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
    ):
        with (
            pytest.raises(psycopg.Error) as refusal,
            psycopg.connect(info.app_url, autocommit=True) as connection,
        ):
            connection.execute(forbidden)
        assert isinstance(refusal.value, psycopg.errors.InsufficientPrivilege), forbidden


def test_a_test_database_has_the_same_two_roles(info: cluster.ClusterInfo) -> None:
    with psycopg.connect(info.owner_url, autocommit=True) as owner:
        owner.execute("CREATE DATABASE trial")
    owner_url, app_url = (url.rpartition("/")[0] + "/trial" for url in (info.owner_url, info.app_url))
    ask_nothing(owner_url, "CREATE TABLE note (id int)")
    ask_nothing(app_url, "INSERT INTO note VALUES (1)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask_nothing(app_url, "DROP TABLE note")


def test_asking_a_running_cluster_is_quick(in_clone: Path) -> None:
    quickest = min(timed(cluster.ensure_running) for _ in range(5))
    assert quickest < 0.05


def test_many_at_once_start_one_server(desk: Desk) -> None:
    with desk.clone("crowd"), ThreadPoolExecutor(6) as crowd:
        found = set(crowd.map(lambda _: cluster.ensure_running(), range(6)))
        assert len(found) == 1
        cluster.stop()


def test_a_port_taken_by_another_program_is_given_up(in_clone: Path) -> None:
    before = cluster.ensure_running()
    cluster.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", before.port))
        other.listen()
        after = cluster.ensure_running()
    assert after.port != before.port
    assert ask(after.app_url, "SELECT 1") == 1
    assert cluster.ensure_running().port == after.port


def test_what_was_committed_is_there_after_a_crash(in_clone: Path) -> None:
    before = cluster.ensure_running()
    ask_nothing(before.owner_url, "CREATE TABLE IF NOT EXISTS kept (id int)")
    pid = int((before.folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and cluster.status():
        time.sleep(0.05)
    assert cluster.status() is None
    time.sleep(0.5)  # its children notice that it is gone
    after = cluster.ensure_running()
    assert ask(after.app_url, "SELECT count(*) FROM kept") == 0


def test_a_process_number_that_now_belongs_to_another_is_not_believed(in_clone: Path) -> None:
    before = cluster.ensure_running()
    cluster.stop()
    data = before.folder / "data"
    stale = f"{os.getpid()}\n{data}\n0\n{before.port}\n\n127.0.0.1\n0 0\nready   \n"
    (data / "postmaster.pid").write_text(stale)
    assert cluster.status() is None
    assert not cluster.stop()
    assert ask(cluster.ensure_running().app_url, "SELECT 1") == 1


def test_a_folder_left_half_made_is_made_anew(desk: Desk) -> None:
    with desk.clone("interrupted"):
        folder = cluster.cluster_folder()
        (folder / "data.new" / "base").mkdir(parents=True)
        (folder / "data.new" / "PG_VERSION").write_text("15\n")
        (folder / "secrets.json").write_text("{}")
        assert ask(cluster.ensure_running().app_url, "SELECT 1") == 1
        assert not (folder / "data.new").exists()
        cluster.stop()


def test_data_whose_programs_are_gone_is_refused_by_name(desk: Desk) -> None:
    with desk.clone("old"):
        folder = cluster.cluster_folder()
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "PG_VERSION").write_text("13\n")
        with pytest.raises(postgres_programs.ClusterError, match="PostgreSQL 13"):
            cluster.ensure_running()


def test_a_machine_without_postgresql_is_told_the_cure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_programs, "system_programs", list)
    monkeypatch.setattr(postgres_programs, "wheel_programs", list)
    with desk.clone("bare"), pytest.raises(postgres_programs.ClusterError, match="make setup"):
        cluster.ensure_running()


def test_a_clone_copied_with_its_folder_gets_a_name_of_its_own(tmp_path: Path) -> None:
    first = tmp_path / "first"
    name = clone.clone_id(first)
    assert clone.clone_id(first) == name
    shutil.copytree(first, tmp_path / "copy")
    assert clone.clone_id(tmp_path / "copy") != name
    moved = first.rename(tmp_path / "moved")
    assert clone.clone_id(moved) == name


def test_an_address_in_the_environment_wins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app:p%40ss@db.example:6432/hoctap?sslmode=require")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner@db.example/hoctap")
    monkeypatch.setenv("HOCTAP_DB_ROLE", "app")
    settings = cluster.database_settings()["default"]
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("app", "p@ss", "db.example")
    assert (settings["PORT"], settings["OPTIONS"]) == ("6432", {"sslmode": "require"})
    monkeypatch.setenv("HOCTAP_DB_ROLE", "owner")
    assert cluster.database_settings()["default"]["USER"] == "owner"


def test_only_postgresql_will_do() -> None:
    with pytest.raises(postgres_programs.ClusterError, match="sqlite"):
        cluster.parse_url("sqlite:///hoctap.db")


def test_the_two_keys_are_made_once_and_kept_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOCTAP_DATA", str(tmp_path))
    for name in ("HOCTAP_SECRET_KEY", "HOCTAP_HMAC_KEY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadPoolExecutor(4) as crowd:
        made = set(crowd.map(lambda _: keys.load_keys(), range(4)))
    assert len(made) == 1
    one = made.pop()
    assert one.secret_key != one.hmac_key
    assert min(len(one.secret_key), len(one.hmac_key)) >= 50
    assert one.secret_key not in repr(one)
    assert mode(tmp_path / "keys.json") == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys.json"]
    monkeypatch.setenv("HOCTAP_SECRET_KEY", "given")
    assert keys.load_keys() == keys.Keys("given", one.hmac_key)


def ask_nothing(url: str, order: str) -> None:
    with psycopg.connect(url, connect_timeout=5) as connection:
        connection.execute(order)  # type: ignore[arg-type]


def timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start
