"""The page of the backups, the work it makes, who may stop one, and what `doctor` says."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.accounts.models import RoleAssignment
from hoctap.audit.models import Event
from hoctap.core.actor import Actor
from hoctap.core.backup.comparing import MARKER
from hoctap.core.backup.errors import BackupError
from hoctap.core.permissions import Permission, Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.home import actions, backup_queries, doctor, rules, tasks
from hoctap.home.models import SILENT, BackupRun
from tests.world import World

DAY = dt.timedelta(days=1)


def good(*, ago: dt.timedelta = dt.timedelta(hours=5), **values: Any) -> BackupRun:
    run = BackupRun.objects.create(
        state="good", name="hoctap-20261121-180000-ab12", target="/nowhere", asked_by="Hệ thống",
        finished_at=timezone.now() - ago, size=3 << 20, new_bytes=1 << 20, tables=73, rows=13471, files=211, **values,
    )  # fmt: skip
    BackupRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - ago - dt.timedelta(seconds=95))
    return run


def running(**values: Any) -> BackupRun:
    return BackupRun.objects.create(
        target="/nowhere", asked_by="", step="Khôi phục thử", done=30, total=120, **values
    )


def alone(world: World) -> None:
    """Only Tân Kiều works in this installation."""
    others = RoleAssignment.objects.exclude(place__path__contains=[world.commune.pk])
    others.filter(place__level__in=["commune", "hamlet"]).delete()


def test_the_administrator_reads_when_the_last_good_one_was_and_what_is_missing(
    world: World, client: Client, settings: Any
):
    settings.BACKUP_DIR = ""
    good()
    BackupRun.objects.create(
        state="failed",
        target="/nowhere",
        asked_by="",
        failure="Hết chỗ trên đĩa của /nowhere",
        finished_at=timezone.now(),
    )
    client.force_login(world.admin)
    body = client.get(reverse("backup_list")).text
    assert "Bản tốt gần nhất: 5 giờ trước" in body
    assert "13.471 dòng" in body
    assert "1 phút 35 giây" in body
    assert "Hết chỗ trên đĩa" in body
    assert "Chưa đặt nơi lưu" in body
    assert "không còn ở nơi lưu" in body
    assert "Dừng sao lưu" not in body


def test_without_a_good_one_the_page_and_the_queue_say_so(world: World, client: Client):
    client.force_login(world.admin)
    assert "Chưa có bản sao lưu tốt nào" in client.get(reverse("backup_list")).text
    assert "Sao lưu: chưa có bản nào" in client.get(reverse("home")).text


@pytest.mark.parametrize(("days", "told"), [(2, False), (4, True)])
def test_the_queue_speaks_up_when_the_last_good_one_is_old(world: World, days: int, told: bool):
    good(ago=days * DAY)
    items = backup_queries.work_items(world.actor(world.admin))
    assert bool(items) is told
    if told:
        assert items[0].title == "Sao lưu: bản tốt gần nhất đã cũ"
        assert "4 ngày trước" in items[0].why


def test_a_failed_one_does_not_count_as_the_last_good_one(world: World):
    BackupRun.objects.create(state="failed", target="/", asked_by="", failure="x", finished_at=timezone.now())
    assert backup_queries.watch().last_good is None


def test_whoever_has_no_right_to_it_sees_neither_page_nor_work(world: World, client: Client):
    for user in (world.lan, world.hung, world.minh):
        client.force_login(user)
        assert client.get(reverse("backup_list")).status_code == 403
        assert backup_queries.work_items(world.actor(user)) == []
        assert reverse("backup_list") not in client.get(reverse("home")).text
    assert Permission.BACKUP_READ in Role.SYSTEM_ADMIN.permissions


def test_the_list_costs_the_same_for_any_number_of_runs(world: World, client: Client):
    client.force_login(world.admin)
    good()

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("backup_list"))
        return len(captured)

    once = cost()
    for _ in range(5):
        good()
    assert cost() == once


def test_a_running_one_shows_how_far_it_is_and_the_only_commune_may_stop_it(world: World, client: Client):
    alone(world)
    run = running()
    client.force_login(world.admin)
    body = client.get(reverse("backup_list")).text
    assert "Khôi phục thử" in body
    assert "25 %" in body
    assert "Dừng sao lưu" in body
    answer = client.post(reverse("backup_stop", args=[run.pk]))
    assert answer.status_code == 302
    run.refresh_from_db()
    assert run.stop_asked
    assert Event.objects.get(what="home.backup.stop_asked").place_path[-1] == str(world.commune.pk)
    body = client.get(reverse("backup_list")).text
    assert "Đang dừng" in body
    assert "Dừng sao lưu" not in body


def test_among_many_communes_none_may_stop_what_is_everybodys(world: World, client: Client):
    run = running()
    client.force_login(world.admin)
    assert "Dừng sao lưu" not in client.get(reverse("backup_list")).text
    with pytest.raises(Forbidden):
        actions.stop_backup(run, by=world.actor(world.admin))


@pytest.fixture
def ready(world: World, settings: Any, tmp_path: Path) -> World:
    """A commune alone, whose server has a place and a key for backups."""
    alone(world)
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENT = str(tmp_path), "age1abc"
    return world


def queued() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="home.back_up"))


def test_one_is_put_in_the_queue_at_once_and_says_whose_wish_it_was(
    ready: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    client.force_login(ready.admin)
    assert "Sao lưu ngay" in client.get(reverse("backup_list")).text
    body = client.post(reverse("backup_start"), follow=True).text
    assert "Máy bắt đầu sao lưu trong ít phút nữa" in body
    assert "đang chờ chạy" in body
    assert "Sao lưu ngay</button>" not in body
    (job,) = queued()
    event = Event.objects.get(what="home.backup.asked_for")
    assert event.actor_id == str(ready.admin.pk)
    assert event.place_path[-1] == str(ready.commune.pk)

    def made(*, by: Actor, target: Path) -> None:
        raise BackupError(f"{by.described} / {by.on_behalf_of}")

    monkeypatch.setattr("hoctap.home.backing_up.run", made)
    said: list[str] = []
    monkeypatch.setattr("hoctap.home.tasks.log.error", lambda words, failure: said.append(str(failure)))
    tasks.back_up(**job.args)
    assert said[0].startswith("Hệ thống: sao lưu theo yêu cầu / ")
    assert ready.admin.full_name in said[0]


def test_a_second_one_waits_for_the_first_and_nothing_is_queued_twice(ready: World, client: Client):
    client.force_login(ready.admin)
    client.post(reverse("backup_start"))
    answer = client.post(reverse("backup_start"))
    assert answer.status_code == 422
    assert "Đã có một lần sao lưu chờ chạy" in answer.text
    assert len(queued()) == 1


def test_two_who_press_in_the_same_moment_make_one(ready: World, monkeypatch: pytest.MonkeyPatch):
    """The second looked before the first was through: the queue itself takes one."""
    by = ready.actor(ready.admin)
    actions.start_backup(by=by)
    monkeypatch.setattr(backup_queries, "is_queued", lambda: False)
    with pytest.raises(Refused, match="chờ chạy"):
        actions.start_backup(by=by)
    assert len(queued()) == 1
    assert Event.objects.filter(what="home.backup.asked_for").count() == 1


def test_while_one_runs_or_the_server_is_not_set_up_it_is_refused_in_words(
    ready: World, client: Client, settings: Any
):
    client.force_login(ready.admin)
    run = running()
    assert "Sao lưu ngay</button>" not in client.get(reverse("backup_list")).text
    answer = client.post(reverse("backup_start"))
    assert answer.status_code == 422
    assert "Đang sao lưu" in answer.text
    BackupRun.objects.filter(pk=run.pk).update(heard_at=timezone.now() - SILENT - DAY)  # it died
    settings.BACKUP_DIR = ""
    answer = client.post(reverse("backup_start"))
    assert "HOCTAP_BACKUP_DIR" in answer.text
    assert queued() == []


def test_among_many_communes_none_begins_what_is_everybodys(world: World, client: Client, settings: Any):
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENT = "/nowhere", "age1abc"
    client.force_login(world.admin)
    assert "Sao lưu ngay</button>" not in client.get(reverse("backup_list")).text
    with pytest.raises(Forbidden):
        actions.start_backup(by=world.actor(world.admin))
    client.force_login(world.lan)
    assert client.post(reverse("backup_start")).status_code == 403
    assert queued() == []


def test_what_is_over_or_asked_already_cannot_be_stopped(world: World):
    alone(world)
    by = world.actor(world.admin)
    with pytest.raises(Refused, match="đã xong"):
        actions.stop_backup(good(), by=by)
    with pytest.raises(Refused, match="Đã có người"):
        actions.stop_backup(running(stop_asked=True), by=by)
    assert rules.may_be_stopped(is_running=True, stop_asked=False) == []


def test_one_that_fell_silent_is_shown_as_cut_off_and_not_waited_for(world: World, client: Client):
    running(heard_at=timezone.now() - SILENT - dt.timedelta(minutes=1))
    client.force_login(world.admin)
    body = client.get(reverse("backup_list")).text
    assert "Bị ngắt giữa chừng" in body
    assert 'id="backup-progress"' not in body


def test_the_database_takes_no_good_one_without_a_name_and_no_failure_without_a_reason(world: World):
    for values in ({"state": "good"}, {"state": "failed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BackupRun.objects.create(target="/", asked_by="", **values)


def test_the_doctor_finds_a_late_backup_and_an_unfinished_restore(
    world: World, settings: Any, tmp_path: Path
):
    def found() -> dict[str, doctor.Finding]:
        return {finding.name: finding for finding in doctor.examine()}

    assert found()["backup"].is_only_told  # a trial without a place for backups
    settings.BACKUP_DIR = str(tmp_path)
    assert not found()["backup"].is_only_told
    assert "hoctap backup" in found()["backup"].text
    assert "cùng đĩa" in found()["backup"].text
    good()
    assert found()["backup"].ok
    assert "restore" not in found()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"CREATE TABLE {MARKER} (backup text)")
    assert "chưa xong" in found()["restore"].text
    assert not found()["restore"].ok


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 byte"), (1536, "1,5 KB"), (3 << 20, "3 MB"), (20 << 30, "20 GB"), (5 << 40, "5.120 GB")],
)
def test_sizes_are_written_as_people_read_them(count: int, words: str):
    assert backup_queries.bytes_in_words(count) == words
