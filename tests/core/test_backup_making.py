"""Making a backup: with real pg_dump and pg_restore, and everything that can go wrong on the way."""

import contextlib
import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hoctap.core.backup import comparing, databases, keeping, making, manifest, restoring
from hoctap.core.backup.comparing import figures_of
from hoctap.core.backup.databases import Database, major_of
from hoctap.core.backup.errors import BackupError, Damaged, Stopped
from hoctap.core.backup.keeping_rules import Keep
from hoctap.core.backup.making import make_backup
from hoctap.core.backup.scratch import IN_NAME, scratch_server
from hoctap.core.postgres_programs import Programs, find_programs, wheel_programs
from tests import backups
from tests.backups import IDENTITY, SECRET, contents, in_a_process, new_database, wait_for, whole


@dataclass(frozen=True)
class Desk:
    database: Database
    files: Path
    target: Path

    def order(self, **changes: object) -> making.Order:
        return backups.order(self.database, self.files, self.target, **changes)


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with new_database(backups.server(), tables=backups.TABLES) as made:
        yield made


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    backups.keep_files(tmp_path / "files")
    return Desk(database, tmp_path / "files", tmp_path / "target")


def scratches(database: Database) -> list[str]:
    with database.connect() as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    return [name for (name,) in rows if name.startswith(database.name[:40] + IN_NAME)]


def nothing_is_left(desk: Desk) -> bool:
    names = {path.name for path in desk.target.iterdir() if not path.name.startswith("objects-")}
    return names == {".lock"} and not scratches(desk.database)


# ---------------------------------------------------------------- a good one


def test_a_backup_has_everything_and_shows_nothing(desk: Desk):
    steps: list[str] = []
    made = make_backup(desk.order(), lambda step, _done, _total: steps.append(step))
    assert made.path.name == made.head.name
    assert (made.head.tables, made.head.rows, made.head.files) == (3, 3003, 13)
    assert made.warnings == []
    everything = b"".join(contents(desk.target).values())
    assert SECRET.encode() not in everything
    names = [path.name for path in desk.files.glob("*/*")]
    assert not any(sha256 in str(path) for path in desk.target.rglob("*") for sha256 in names)
    assert list(dict.fromkeys(steps))[-3:] == [
        "Khôi phục thử",
        "So số dòng và tổng kiểm tra từng bảng",
        "Đọc lại các tệp đã mã hóa",
    ]
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.path.iterdir())
    assert restoring.check_backup(made.path) == made.head
    assert not scratches(desk.database)


def test_the_next_backup_adds_only_what_is_new(desk: Desk):
    make_backup(desk.order())
    before = contents(desk.target)
    new = backups.keep_file(desk.files, b"moi")
    second = make_backup(desk.order())
    assert second.new_files == 1
    assert second.head.files == 14
    objects = [name for name in contents(desk.target) if name not in before and "-" in name]
    assert len(objects) == 1
    assert new not in objects[0]
    # For another key everything is new: else it would open a backup whose files it cannot read.
    third = make_backup(desk.order(recipient=str(backups.STRANGER.to_public())))
    assert third.new_files == 14
    restoring.open_backup(third.path, backups.STRANGER)


def test_rows_that_come_while_it_runs_are_not_in_it(desk: Desk, tmp_path: Path):
    def add_one(step: str, _done: int, _total: int) -> None:
        if step.startswith("Trích xuất"):
            with desk.database.connect() as connection:
                connection.execute("INSERT INTO people (full_name) VALUES ('đến sau')")

    try:
        made = make_backup(desk.order(), add_one)
    finally:
        with desk.database.connect() as connection:
            connection.execute("DELETE FROM people WHERE full_name = 'đến sau'")
    assert made.head.rows == 3003


def test_a_file_that_is_not_what_its_name_says_is_told_and_a_half_written_new_one_is_left_out(desk: Desk):
    old = desk.files / "aa" / ("aa" + "0" * 62)
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"hong")
    os.utime(old, (1, 1))
    half = desk.files / "bb" / ("bb" + "0" * 62)
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"dang ghi")
    os.utime(half, (4e9, 4e9))
    made = make_backup(desk.order())
    assert made.head.files == 13
    assert [warning for warning in made.warnings if old.name in warning]
    assert half.name not in str(made.warnings)


# ---------------------------------------------------------------- what is not good is none


def _flip(path: Path, at: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("step", "pattern"),
    [
        ("Khôi phục thử", ".unfinished-*/dump.age"),
        ("Đọc lại", "objects-*/*/*.age"),
        ("Đọc lại", ".unfinished-*/files.age"),
    ],
)
def test_a_disk_that_changes_a_byte_is_noticed_before_it_says_done(desk: Desk, step: str, pattern: str):
    def damage(now: str, done: int, _total: int) -> None:
        if now.startswith(step) and done == 0:
            _flip(next(iter(sorted(desk.target.glob(pattern)))))

    with pytest.raises(Damaged):
        make_backup(desk.order(), damage)
    assert nothing_is_left(desk)


def test_a_restore_that_differs_from_the_original_is_no_backup(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Whatever pg_restore says."""

    def lossy(connection: object, *tick: object) -> comparing.Figures:
        figures = figures_of(connection)  # type: ignore[arg-type]
        if tick and connection.info.dbname != desk.database.name:  # type: ignore[attr-defined]
            figures["tables"]["people"]["sum"] = "0/0"
        return figures

    monkeypatch.setattr(making, "figures_of", lossy)
    with pytest.raises(Damaged, match="bảng people: nội dung khác"):
        make_backup(desk.order())
    assert nothing_is_left(desk)


def test_a_changed_cell_a_lost_row_and_a_lost_trigger_are_seen(database: Database):
    with (
        new_database(backups.server(), tables=backups.TABLES.replace("random()", "0.5")) as other,
        other.connect() as connection,
    ):
        was = figures_of(connection)
        connection.execute("UPDATE people SET points = points + 0.01 WHERE number = 7")
        assert comparing.differences(was, figures_of(connection)) == ["bảng people: nội dung khác"]
        connection.execute("DELETE FROM people WHERE number = 7")
        connection.execute('DROP TRIGGER shouting ON "Odd name"')
        connection.execute("DROP TABLE empty_one")
        assert comparing.differences(was, figures_of(connection)) == [
            "thiếu bảng empty_one",
            "bảng people: 2999 dòng thay vì 3000",
            "trigger: 0 thay vì 1",
        ]


def test_a_fact_of_a_higher_app_must_come_back_too(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    entries = {"head": lambda connection: str(connection.info.dbname)}  # differs in the scratch database
    monkeypatch.setattr(comparing.snapshot_facts, "_entries", entries)
    with pytest.raises(Damaged, match="head: "):
        make_backup(desk.order())


def test_asked_to_stop_it_leaves_nothing(desk: Desk):
    def stop(step: str, _done: int, _total: int) -> None:
        if step == "Khôi phục thử":
            raise Stopped("dừng")

    with pytest.raises(Stopped):
        make_backup(desk.order(), stop)
    assert nothing_is_left(desk)


SCRIPT = """
    from hoctap.core.backup.making import make_backup
    from hoctap.core.backup.errors import BackupError
    from pathlib import Path
    from dataclasses import replace

    def tell(step, done, total):
        print(step, flush=True)
        if step.startswith({step!r}):
            time.sleep(60)

    order = backups.order(backups.server().named({database!r}), Path({files!r}), Path({target!r}), recipient={recipient!r})
    try:
        make_backup(order, tell)
        print("done")
    except BackupError as failure:
        print(f"refused: {{failure}}")
"""


def script(desk: Desk, step: str) -> str:
    return SCRIPT.format(
        step=step,
        database=desk.database.name,
        files=str(desk.files),
        target=str(desk.target),
        recipient=str(IDENTITY.to_public()),
    )


@pytest.mark.parametrize("step", ["Sao lưu", "So số dòng"])
def test_killed_in_the_middle_there_is_no_backup_and_the_next_one_cleans_up(desk: Desk, step: str):
    process = in_a_process(script(desk, step))
    wait_for(process, step)
    process.kill()
    process.communicate()
    assert whole(desk.target) == []
    for left in desk.target.glob(".unfinished-*"):
        with pytest.raises(BackupError, match="dở dang"):
            restoring.open_backup(left, IDENTITY)
    made = make_backup(desk.order())
    assert whole(desk.target) == [made.head.name]
    assert not list(desk.target.glob(".unfinished-*"))
    assert not list(desk.target.glob("**/*.new"))
    assert not scratches(desk.database)


@pytest.mark.parametrize("most_bytes", [20_000, 1_000_000])
def test_a_full_disk_is_said_in_words_and_given_back(desk: Desk, most_bytes: int):
    """First the dump does not fit, then a file."""
    process = in_a_process(script(desk, "never"), most_bytes=most_bytes)
    told, _ = process.communicate(timeout=60)
    assert "refused: Hết chỗ trên đĩa" in told
    assert nothing_is_left(desk)
    assert not list(desk.target.glob("objects-*/*/*"))


def test_two_at_once_are_one_too_many(desk: Desk):
    refused: list[str] = []

    def again(step: str, _done: int, _total: int) -> None:
        if step.startswith("Trích xuất") and not refused:
            with pytest.raises(BackupError) as caught:
                make_backup(desk.order())
            refused.append(str(caught.value))

    make_backup(desk.order(), again)
    assert "đang chạy" in refused[0]


def test_without_pg_dump_it_says_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(databases, "client_programs", lambda: [Programs(9, Path("/nowhere"))])
    with pytest.raises(BackupError, match="cài postgresql-client-"):
        make_backup(desk.order())


def test_a_public_key_that_is_none_is_refused(desk: Desk):
    with pytest.raises(BackupError, match="bắt đầu bằng age1"):
        make_backup(desk.order(recipient="ssh-ed25519 AAAA"))


def test_a_database_that_does_not_answer_is_said_in_words(desk: Desk):
    with pytest.raises(BackupError, match="Không kết nối được"):
        make_backup(backups.order(desk.database.named("khong_co"), desk.files, desk.target))


# ---------------------------------------------------------------- other servers


def test_an_owner_who_may_not_make_databases_gets_a_server_for_the_trial(desk: Desk):
    server = backups.server()
    with server.connect() as connection:
        major = major_of(connection)
    with contextlib.ExitStack() as stack:
        here = stack.enter_context(scratch_server(major))
        with here.connect() as connection:
            connection.execute("CREATE ROLE plain LOGIN")
            connection.execute("CREATE DATABASE plain OWNER plain TEMPLATE template0")
        plain = Database(name="plain", user="plain", host=here.host, port=here.port)
        with plain.connect() as connection:
            connection.execute(backups.TABLES)
        made = make_backup(backups.order(plain, desk.files, desk.target))
        with here.connect() as connection:
            names = {name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()}
    assert made.head.rows == 3003
    assert names == {"postgres", "template0", "template1", "plain"}


def test_from_an_older_postgresql_to_a_newer_and_never_back(desk: Desk, tmp_path: Path):
    """The wheel's PostgreSQL beside the system's; it makes backups of its own as well."""
    wheel = wheel_programs()
    with desk.database.connect() as connection:
        major = major_of(connection)
    if not wheel or wheel[0].major <= major:
        pytest.skip(
            "needs the wheel's PostgreSQL beside an older one of the system: python3 scripts/setup.py test"
        )
    older = make_backup(desk.order())
    with scratch_server(wheel[0].major, wheel[0]) as newer_server:
        opened = restoring.open_backup(older.path, IDENTITY)
        with newer_server.connect() as connection:
            connection.execute("CREATE DATABASE moved TEMPLATE template0 ENCODING 'UTF8'")
        moved = newer_server.named("moved")
        done = restoring.restore(opened, moved, tmp_path / "moved", migrate=lambda: None)
        assert (done.rows, done.files) == (3003, 13)
        newer = make_backup(backups.order(moved, tmp_path / "moved", tmp_path / "newer"))
        assert newer.head.postgresql == wheel[0].major
        assert newer.head.rows == 3003
    with new_database(backups.server()) as empty, pytest.raises(BackupError, match="cần PostgreSQL"):
        restoring.restore(
            restoring.open_backup(newer.path, IDENTITY), empty, tmp_path / "back", migrate=lambda: None
        )
    assert find_programs(tmp_path, major).major == major


# ---------------------------------------------------------------- letting go


def test_the_next_one_may_run_while_a_process_still_has_the_lock_file_open(desk: Desk):
    order = desk.order()
    order.target.mkdir()
    with making._alone(order):
        held = [
            os.dup(int(fd)) for fd in os.listdir("/proc/self/fd") if _leads_to(fd, order.target / ".lock")
        ]
    try:
        assert held
        with making._alone(order):
            pass
    finally:
        for fd in held:
            os.close(fd)


def _leads_to(fd: str, path: Path) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{fd}") == str(path)
    except OSError:
        return False


def test_old_backups_go_by_the_rule_with_what_only_they_need(desk: Desk):
    first = make_backup(desk.order())
    backups.keep_file(desk.files, b"moi")
    gone = next(path for path in desk.files.glob("*/*") if path.stat().st_size > 1_000_000)
    gone.unlink()
    second = make_backup(desk.order())
    _date_back(first.path, days=1)
    objects = len(list(desk.target.glob("objects-*/*/*")))
    assert keeping.let_old_ones_go(desk.target, "nguoi-khac", Keep(1, 0, 0)) == []
    assert keeping.let_old_ones_go(desk.target, "thu-nghiem", Keep(7, 4, 12)) == []
    assert keeping.let_old_ones_go(desk.target, "thu-nghiem", Keep(1, 0, 0)) == [first.head.name]
    assert whole(desk.target) == [second.head.name]
    assert len(list(desk.target.glob("objects-*/*/*"))) == objects - 1
    restoring.check_backup(second.path)


def test_while_one_cannot_be_read_no_object_goes(desk: Desk):
    first, second = make_backup(desk.order()), make_backup(desk.order())
    _date_back(first.path, days=1)
    stranger = desk.target / "hoctap-20200101-000000-abcd"
    shutil.copytree(second.path, stranger)
    _flip(stranger / "backup.json")
    before = len(list(desk.target.glob("objects-*/*/*")))
    assert keeping.let_old_ones_go(desk.target, "thu-nghiem", Keep(1, 0, 0)) == [first.head.name]
    assert stranger.exists()
    assert len(list(desk.target.glob("objects-*/*/*"))) == before


def _date_back(backup: Path, *, days: int) -> None:
    head = manifest.read_head(backup)
    values = json.loads((backup / manifest.HEAD).read_bytes())
    moment = head.started_at - dt.timedelta(days=days)
    assert values["sha256"]
    (backup / manifest.HEAD).write_bytes(manifest.write_head(replace(head, started_at=moment)))
