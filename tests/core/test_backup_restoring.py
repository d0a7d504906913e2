"""Restoring: onto nothing, whole or not at all, and every damaged part called by its name."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from hoctap.core.backup import manifest, restoring, sealing
from hoctap.core.backup.comparing import MARKER, figures_of
from hoctap.core.backup.databases import Database
from hoctap.core.backup.errors import BackupError, Damaged, Stopped
from hoctap.core.backup.making import Made, make_backup
from tests import backups
from tests.backups import HMAC_KEY, IDENTITY, STRANGER, in_a_process, new_database, wait_for


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Made, Path]]:
    folder = tmp_path_factory.mktemp("standing")
    backups.keep_files(folder / "files")
    with new_database(backups.server(), tables=backups.TABLES) as database:
        yield make_backup(backups.order(database, folder / "files", folder / "target")), folder / "files"


@pytest.fixture
def backup(standing: tuple[Made, Path], tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    made, _files = standing
    shutil.copytree(made.path.parent, tmp_path / "target")
    return tmp_path / "target" / made.head.name


@pytest.fixture
def empty() -> Iterator[Database]:
    with new_database(backups.server(), "restore") as database:
        yield database


def flip(path: Path, at: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(bytes(content))


def restore(backup: Path, database: Database, files: Path, **more: object) -> restoring.Restored:
    opened = restoring.open_backup(backup, IDENTITY)
    return restoring.restore(opened, database, files, migrate=lambda: None, **more)  # type: ignore[arg-type]


def tables(database: Database) -> set[str]:
    with database.connect() as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in rows}


def test_everything_comes_back_as_it_was(standing: tuple[Made, Path], empty: Database, tmp_path: Path):
    made, original = standing
    done = restore(made.path, empty, tmp_path / "files")
    assert (done.tables, done.rows, done.files) == (3, 3003, 13)
    assert backups.contents(tmp_path / "files") == backups.contents(original)
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "files").rglob("*")} == {0}
    opened = restoring.open_backup(made.path, IDENTITY)
    with empty.connect() as connection:
        assert figures_of(connection) == opened.manifest["figures"]
        connection.execute("INSERT INTO \"Odd name\" VALUES (9, 'nhỏ')")
        assert connection.execute('SELECT v FROM "Odd name" WHERE k = 9').fetchone() == ("NHỎ",)
        row = connection.execute("INSERT INTO people (full_name) VALUES ('x') RETURNING number").fetchone()
    assert row == (3001,)
    assert tables(empty) == {"people", "Odd name", "empty_one"}


@pytest.mark.parametrize("part", [*manifest.PARTS, manifest.HEAD])
@pytest.mark.parametrize("at", [0.02, 0.9])
def test_a_changed_byte_in_a_part_is_refused_by_its_name(backup: Path, part: str, at: float):
    flip(backup / part, at)
    with pytest.raises(Damaged, match=part):
        restoring.open_backup(backup, IDENTITY)
    with pytest.raises(Damaged, match=part):
        restoring.check_backup(backup)


def test_a_lost_part_is_refused_by_its_name(backup: Path):
    (backup / "dump.age").unlink()
    with pytest.raises(Damaged, match=r"thiếu dump\.age"):
        restoring.open_backup(backup, IDENTITY)


def test_a_part_put_in_from_elsewhere_with_its_hash_made_right_is_refused(backup: Path):
    """The head is no secret and anybody can make it fit; what is inside the encryption cannot be made to."""
    other = sealing.recipient(str(IDENTITY.to_public()))
    for name, content in (("dump.age", b"x"), ("files.age", b""), ("objects.txt", b"")):
        copy = backup.parent / "hoctap-20260101-000000-0000"
        shutil.copytree(backup, copy)
        (copy / name).write_bytes(pyrage.encrypt(content, [other]) if name != "objects.txt" else content)
        head = manifest.read_head(copy)
        sha256, size = sealing.hash_of(copy / name)
        forged = replace(head, parts={**head.parts, name: manifest.Part(size, sha256)})
        (copy / manifest.HEAD).write_bytes(manifest.write_head(forged))
        with (
            new_database(backups.server(), "restore") as database,
            pytest.raises(Damaged, match=name.split(".")[0]),
        ):
            restore(copy, database, backup.parent / "out")
        shutil.rmtree(copy)


@pytest.mark.parametrize("how", ["changed", "lost"])
def test_a_damaged_or_lost_object_is_named_and_nothing_looks_whole(
    backup: Path, empty: Database, tmp_path: Path, how: str
):
    name = sorted(backup.parent.glob("objects-*/*/*"))[3]
    if how == "changed":
        flip(name)
    else:
        name.unlink()
    with pytest.raises(Damaged, match=name.name):
        restoring.check_backup(backup)
    with pytest.raises(Damaged, match=name.name):
        restore(backup, empty, tmp_path / "files")
    assert not (tmp_path / "files").exists()
    assert tables(empty) == {MARKER}


def test_the_wrong_key_is_told_apart_from_a_damaged_backup(backup: Path):
    with pytest.raises(BackupError, match="Khóa này không mở được") as caught:
        restoring.open_backup(backup, STRANGER)
    assert str(IDENTITY.to_public()) in str(caught.value)
    assert not isinstance(caught.value, Damaged)


def test_a_backup_of_another_hand_is_refused_where_the_keys_are_known(backup: Path):
    opened = restoring.open_backup(backup, IDENTITY)
    assert restoring.same_keys(opened, HMAC_KEY)
    assert not restoring.same_keys(opened, "khóa khác")
    forged = {**opened.manifest, "hoctap": "9.9"}
    with pytest.raises(Damaged, match="không do máy này ký"):
        restoring.same_keys(replace(opened, manifest=forged), HMAC_KEY)


def test_an_older_program_refuses_what_a_newer_one_wrote(backup: Path):
    opened = restoring.open_backup(backup, IDENTITY)
    restoring.knows(opened, {"core.0001_initial", "core.0002_more"}, "0.1.0")
    with pytest.raises(BackupError, match="mới hơn chương trình này"):
        restoring.knows(opened, set(), "0.0.9")


def test_a_format_of_the_future_is_refused_in_words(backup: Path):
    head = replace(manifest.read_head(backup), format=2)
    (backup / manifest.HEAD).write_bytes(manifest.write_head(head))
    with pytest.raises(BackupError, match="khuôn dạng 2"):
        restoring.open_backup(backup, IDENTITY)


def test_what_is_not_empty_is_not_written_over(backup: Path, empty: Database, tmp_path: Path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("giữ")
    with pytest.raises(BackupError, match="không trống"):
        restore(backup, empty, tmp_path / "full")
    assert tables(empty) == set()
    with empty.connect() as connection:
        connection.execute("CREATE TABLE precious (k int)")
    with pytest.raises(BackupError, match="đã có dữ liệu"):
        restore(backup, empty, tmp_path / "files")
    assert tables(empty) == {"precious"}


def test_stopped_after_the_rows_it_is_not_whole_and_starts_again(
    backup: Path, empty: Database, tmp_path: Path
):
    def stop(step: str, _done: int, _total: int) -> None:
        if step.startswith("So số dòng"):
            raise Stopped("dừng")

    with pytest.raises(Stopped):
        restore(backup, empty, tmp_path / "files", progress=stop)
    assert MARKER in tables(empty)
    assert "people" in tables(empty)
    assert not (tmp_path / "files").exists()
    restore(backup, empty, tmp_path / "files")
    assert tables(empty) == {"people", "Odd name", "empty_one"}
    assert len(backups.contents(tmp_path / "files")) == 13
    assert not (tmp_path / "files.restoring").exists()


SCRIPT = """
    from pathlib import Path
    from hoctap.core.backup import restoring
    from hoctap.core.backup.errors import BackupError

    def tell(step, done, total):
        print(step, flush=True)
        if step.startswith({step!r}):
            time.sleep(60)

    from pyrage import x25519
    opened = restoring.open_backup(Path({backup!r}), x25519.Identity.from_str({identity!r}))
    try:
        restoring.restore(opened, backups.server().named({database!r}), Path({files!r}), migrate=lambda: None, progress=tell)
        print("done")
    except BackupError as failure:
        print(f"refused: {{failure}}")
"""


def script(backup: Path, database: Database, files: Path, step: str) -> str:
    return SCRIPT.format(
        step=step, backup=str(backup), database=database.name, files=str(files), identity=str(IDENTITY)
    )


def test_killed_in_the_middle_nothing_looks_whole_and_it_can_be_run_again(
    backup: Path, empty: Database, tmp_path: Path
):
    process = in_a_process(script(backup, empty, tmp_path / "files", "Khôi phục cơ sở"))
    wait_for(process, "Khôi phục cơ sở")
    process.kill()
    process.communicate()
    assert not (tmp_path / "files").exists()
    assert tables(empty) <= {MARKER}
    assert restore(backup, empty, tmp_path / "files").rows == 3003


def test_a_full_disk_is_said_in_words(backup: Path, empty: Database, tmp_path: Path):
    process = in_a_process(script(backup, empty, tmp_path / "files", "never"), most_bytes=1_000_000)
    told, _ = process.communicate(timeout=60)
    assert "refused: Hết chỗ trên đĩa" in told
    assert not (tmp_path / "files").exists()
    assert tables(empty) == {MARKER}


def test_what_came_out_different_stays_marked(backup: Path, empty: Database, tmp_path: Path):
    """As when a trigger of the server, or the server itself, changes a row on its way in."""
    opened = restoring.open_backup(backup, IDENTITY)
    changed = json.loads(json.dumps(opened.manifest))
    changed["figures"]["tables"]["people"]["rows"] += 1
    with pytest.raises(Damaged, match="bảng people: 3000 dòng thay vì 3001"):
        restoring.restore(replace(opened, manifest=changed), empty, tmp_path / "files", migrate=lambda: None)
    assert MARKER in tables(empty)
    assert not (tmp_path / "files").exists()


# ---------------------------------------------------------------- the file with the key


def test_a_key_is_written_once_for_its_owner_alone_and_read_again(tmp_path: Path):
    sealing.write_identity(IDENTITY, tmp_path / "khoa")
    assert (tmp_path / "khoa").stat().st_mode & 0o777 == 0o600
    assert str(sealing.read_identity(tmp_path / "khoa", lambda: "")) == str(IDENTITY)
    with pytest.raises(BackupError, match="không ghi đè"):
        sealing.write_identity(IDENTITY, tmp_path / "khoa")


def test_a_key_behind_a_passphrase_wants_the_right_one(tmp_path: Path):
    sealing.write_identity(IDENTITY, tmp_path / "khoa", passphrase="đi một ngày đàng")
    assert b"AGE-SECRET" not in (tmp_path / "khoa").read_bytes()
    assert str(sealing.read_identity(tmp_path / "khoa", lambda: "đi một ngày đàng")) == str(IDENTITY)
    with pytest.raises(BackupError, match="mật khẩu của tệp khóa"):
        sealing.read_identity(tmp_path / "khoa", lambda: "sai")


@pytest.mark.parametrize("content", ["", "# chỉ có lời\n", "AGE-SECRET-KEY-1XYZ\n", "\0\xff"])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str):
    (tmp_path / "khoa").write_text(content)
    with pytest.raises(BackupError, match="không phải tệp khóa"):
        sealing.read_identity(tmp_path / "khoa", lambda: "")


def test_a_key_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(BackupError, match="Không đọc được tệp khóa"):
        sealing.read_identity(tmp_path / "khong-co", lambda: "")
