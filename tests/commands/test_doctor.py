import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hoctap.core import cluster, files
from hoctap.home import doctor
from hoctap.measures.models import Summary
from tests.figures import make_season
from tests.reports.test_prepare_report import prepare
from tests.world import World, make_household


@pytest.fixture
def season(world: World) -> World:
    return make_season(world)


@pytest.fixture(autouse=True)
def no_jobs(db: None) -> None:
    """Other tests commit some, from connections of their own."""
    no_job_waits()


def findings() -> dict[str, doctor.Finding]:
    return {finding.name: finding for finding in doctor.examine()}


def no_job_waits() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def a_job_waits() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'something')"
        )


def test_a_sound_installation_has_no_problem(season: World):
    prepare(season)
    no_job_waits()
    found = findings()
    assert [name for name, finding in found.items() if not finding.ok and not finding.is_only_told] == []
    assert found["files"].text.startswith("1 tệp")
    call_command("doctor")


def test_jobs_that_nobody_does_are_a_problem(world: World):
    assert findings()["worker"].is_only_told
    a_job_waits()
    assert not findings()["worker"].is_only_told


def test_a_living_worker_is_seen(world: World):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert findings()["worker"].ok


def test_a_wrong_counter_is_found(world: World):
    make_household(world.hamlet, "Nguyễn Văn Một")
    Summary.objects.filter(place=world.hamlet).update(value=4)
    assert "2 số đếm" not in findings()["counters"].text
    assert not findings()["counters"].ok


def test_a_file_that_is_gone_or_changed_is_found(season: World, settings: object):
    sha256 = prepare(season).paper.versions.get().sha256
    assert files.read(sha256)
    path = Path(settings.MEDIA_ROOT) / sha256[:2] / sha256  # type: ignore[attr-defined]
    path.write_bytes(b"something else")
    assert "sai nội dung 1" in findings()["files"].text
    path.unlink()
    assert "thiếu 1" in findings()["files"].text


def test_a_role_that_may_change_the_trail_is_a_problem(world: World):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f'GRANT UPDATE ON audit_event TO "{cluster.app_role_name()}"')
        cursor.execute(f'SET ROLE "{cluster.app_role_name()}"')
    found = findings()["rights"]
    assert not found.ok
    assert "audit_event" in found.text


def test_the_command_prints_lines_and_ends_with_one_on_a_problem(
    world: World, capsys: pytest.CaptureFixture[str]
):
    a_job_waits()
    with pytest.raises(CommandError, match="1 vấn đề") as refused:
        call_command("doctor")
    assert refused.value.returncode == 1
    printed = capsys.readouterr().out
    assert "ok       Cơ sở dữ liệu trả lời" in printed
    assert "VẤN ĐỀ   Không có tiến trình việc nền" in printed
    with pytest.raises(CommandError):
        call_command("doctor", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert {"database", "migrations", "rights", "counters", "files", "worker", "disk"} <= {
        finding["name"] for finding in answer["findings"]
    }
