"""`hoctap backup` and the nightly job, on the whole structure of hoctap; `hoctap restore` onto an empty machine, as a person does it."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hoctap.audit.models import Event
from hoctap.core import cluster, files
from hoctap.core.actor import system_job
from hoctap.core.backup import manifest, restoring
from hoctap.core.backup.databases import of_this_installation
from hoctap.core.backup.errors import BackupError
from hoctap.core.backup.sealing import read_identity
from hoctap.home import backing_up, tasks
from hoctap.home.models import SILENT, BackupRun
from scripts.house import ROOT
from tests.backups import new_database, whole
from tests.world import make_world


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> Path:
    """A data folder of its own; the database server stays the one of the tests."""
    owner = of_this_installation()
    monkeypatch.setattr(backing_up, "of_this_installation", lambda: owner)
    monkeypatch.setattr(backing_up, "home", lambda: tmp_path / "data")
    settings.BACKUP_RECIPIENT = ""
    return tmp_path


def words(*command: str, **options: Any) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_the_first_backup_makes_the_key_and_shows_it_once_and_restore_brings_it_all_to_an_empty_machine(
    transactional_db: None, machine: Path
):
    """The drill: everything by the commands, the restored structure opened by `hoctap doctor`."""
    world = make_world()
    kept = files.keep(b"%PDF-1.4 bien ban", files.PDF)
    target = machine / "target"
    told = words("backup", to=str(target))
    assert "AGE-SECRET-KEY-" in told
    assert "CẤT KHÓA" in told
    run = BackupRun.objects.get()
    assert (run.state, run.files, run.tables > 50) == ("good", 1, True)
    assert Event.objects.filter(what="home.backup.made").count() == 1
    assert "AGE-SECRET-KEY-" not in words("backup", to=str(target))

    identity = machine / "khoa.txt"
    secret = next(line for line in told.splitlines() if line.startswith("AGE-SECRET-KEY-"))
    identity.write_text(secret)
    backup = target / whole(target)[0]
    opened = restoring.open_backup(backup, read_identity(identity, lambda: ""))
    assert opened.manifest["migrations"]
    assert world.lan.full_name.encode() not in b"".join(path.read_bytes() for path in backup.iterdir())

    with new_database(of_this_installation(), "emptymachine") as empty:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "HOCTAP"))},
            "HOCTAP_DATA": str(machine / "second"),
            "DATABASE_OWNER_URL": _url(empty),
            "DATABASE_URL": _url(empty).replace(empty.user, cluster.app_role_name(), 1),
        }
        if not os.environ.get("DATABASE_URL"):
            app = cluster.parse_url(cluster.ensure_running().app_url)
            environment["DATABASE_URL"] = (
                f"postgresql://{app['USER']}:{app['PASSWORD']}@{app['HOST']}:{app['PORT']}/{empty.name}"
            )
        command = [sys.executable, "-m", "hoctap", "restore", str(backup), "--identity", str(identity)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert f"Đã khôi phục {backup.name}" in done.stdout
        assert "khóa của máy này khác" in done.stdout
        assert "ok       Cơ sở dữ liệu đúng phiên bản" in done.stdout
        assert "chỉ thêm và đọc nhật ký" in done.stdout
        with empty.connect() as connection:
            names = connection.execute("SELECT full_name FROM accounts_user").fetchall()
        assert (world.lan.full_name,) in names
        restored = machine / "second" / "files" / kept.sha256[:2] / kept.sha256
        assert restored.read_bytes() == b"%PDF-1.4 bien ban"
        again = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert again.returncode == 1
        assert "đã có dữ liệu" in again.stderr


def _url(database: Any) -> str:
    return f"postgresql://{database.user}:{database.password}@{database.host}:{database.port}/{database.name}"


# ---------------------------------------------------------------- without a real dump


class Recorder:
    """Stands for the engine, which has tests of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failure: BaseException | None = None) -> None:
        self.orders: list[Any] = []
        self.failure = failure
        monkeypatch.setattr(backing_up.making, "make_backup", self)

    def __call__(self, order: Any, progress: Any) -> Any:
        self.orders.append(order)
        progress("Trích xuất cơ sở dữ liệu", 1, 2)
        raise self.failure or BackupError("Hết chỗ trên đĩa của /nowhere")


def test_what_went_wrong_stands_in_the_list_and_in_the_trail(
    db: None, machine: Path, monkeypatch: pytest.MonkeyPatch
):
    Recorder(monkeypatch)
    with pytest.raises(CommandError, match="Hết chỗ"):
        call_command("backup", to=str(machine / "target"), stdout=StringIO())
    run = BackupRun.objects.get()
    assert (run.state, run.failure) == ("failed", "Hết chỗ trên đĩa của /nowhere")
    assert Event.objects.get().what == "home.backup.failed"


def test_a_fault_of_the_program_is_written_down_without_what_it_held(
    db: None, machine: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.BACKUP_RECIPIENT = "age1x"
    Recorder(monkeypatch, ValueError("Nguyễn Thị Bí Mật"))
    with pytest.raises(ValueError, match="Bí Mật"):
        backing_up.run(by=system_job("thử"), target=machine)
    assert BackupRun.objects.get().failure == "Lỗi của phần mềm hoặc của máy (ValueError)."


def test_whoever_asks_it_to_stop_is_heard(
    db: None, machine: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.BACKUP_RECIPIENT = "age1x"

    def engine(_order: Any, progress: Any) -> None:
        progress("Trích xuất cơ sở dữ liệu", 1, 2)
        BackupRun.objects.update(stop_asked=True)
        progress("Khôi phục thử", 0, 2)

    monkeypatch.setattr(backing_up.making, "make_backup", engine)
    with pytest.raises(BackupError, match="Đã dừng theo yêu cầu"):
        backing_up.run(by=system_job("thử"), target=machine)
    run = BackupRun.objects.get()
    assert (run.state, run.step) == ("stopped", "Khôi phục thử")


def test_a_run_that_was_cut_off_is_closed_by_the_next(
    db: None, machine: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    settings.BACKUP_RECIPIENT = "age1x"
    dead = BackupRun.objects.create(target="/", asked_by="")
    BackupRun.objects.update(heard_at=dead.heard_at - SILENT * 2)
    Recorder(monkeypatch)
    with pytest.raises(BackupError):
        backing_up.run(by=system_job("thử"), target=machine)
    dead.refresh_from_db()
    assert dead.state == "failed"
    assert "ngắt" in dead.failure


def test_the_nightly_job_needs_a_place_and_a_key_and_says_so(
    db: None, machine: Path, settings: Any, caplog: pytest.LogCaptureFixture
):
    settings.BACKUP_DIR = ""
    tasks.back_up(0)
    assert not BackupRun.objects.exists()
    settings.BACKUP_DIR = str(machine / "target")
    tasks.back_up(0)
    assert "--new-key" in BackupRun.objects.get().failure
    assert "Chưa có khóa sao lưu" in caplog.text


def test_the_nightly_job_runs_at_the_hour_of_viet_nam():
    """The scheduler reads UTC; 18:00 there is 1 o'clock here."""
    from procrastinate.contrib.django import app

    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["home.back_up"] == "0 18 * * *"


def test_a_rule_that_makes_no_sense_is_refused_before_anything_is_done(
    db: None, machine: Path, settings: Any
):
    settings.BACKUP_KEEP = "0"
    with pytest.raises(CommandError, match="HOCTAP_BACKUP_KEEP"):
        call_command("backup", to=str(machine), stdout=StringIO())
    assert not BackupRun.objects.exists()


def test_without_a_place_it_asks_for_one(db: None, settings: Any):
    settings.BACKUP_DIR = ""
    with pytest.raises(CommandError, match="--to"):
        call_command("backup")


def test_a_key_file_lies_outside_the_data_and_a_second_key_is_refused(machine: Path):
    with pytest.raises(CommandError, match="mất máy là mất cả khóa"):
        call_command("backup", new_key=str(machine / "data" / "khoa"))
    told = words("backup", new_key=str(machine / "khoa"))
    identity = read_identity(machine / "khoa", lambda: "")
    assert str(identity.to_public()) in told
    assert str(identity) not in told
    with pytest.raises(CommandError, match="Đã có khóa"):
        call_command("backup", new_key=str(machine / "khoa2"))


def test_restore_refuses_before_it_touches_anything(machine: Path):
    words("backup", new_key=str(machine / "khoa"))
    with pytest.raises(CommandError, match="không phải bản sao lưu"):
        call_command("restore", str(machine), identity=str(machine / "khoa"))
    with pytest.raises(CommandError, match="Không đọc được tệp khóa"):
        call_command("restore", str(machine), identity=str(machine / "nope"))


def test_check_needs_no_key_and_names_what_is_wrong(machine: Path):
    with pytest.raises(CommandError, match=manifest.HEAD):
        call_command("backup", check=str(machine))
    shutil.rmtree(machine, ignore_errors=True)
