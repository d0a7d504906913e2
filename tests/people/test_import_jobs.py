"""Long lists as jobs: progress, stop, go on; killed at any moment nothing is lost and nothing is there twice."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.actions import imports
from hoctap.people.importing.planning import Choices
from hoctap.people.models import (
    Household,
    HouseholdMember,
    ImportFinding,
    ImportProgress,
    ImportRow,
    ImportRun,
    Person,
    Residence,
)
from hoctap.people.tasks import drop_old_imports, wake_imports, work_on_import
from tests.people.sheets import GOOD, sheet
from tests.world import World

ROWS = 4_000
State = ImportRun.State


def long_list(rows: int) -> bytes:
    letters = "abcdeghkmn"
    names = [
        "Nguyễn " + "".join(letters[int(digit)] for digit in f"{number:05d}").capitalize()
        for number in range(rows)
    ]
    return sheet(
        [
            [number, name, 1940 + number % 60, "Nam", f"Ấp {1 + number % 2}"]
            for number, name in enumerate(names)
        ]
    )


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """A list of three rows that is long enough for a job."""
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 1)
    return actions.preview_import(
        world.commune, 2024, "dai.xlsx", sheet(GOOD), by=world.actor(world.lan), jobs=True
    )


def test_a_long_list_waits_for_a_job_and_the_page_shows_how_far_it_is(
    world: World, client: Client, waiting: ImportRun
):
    assert waiting.state == State.QUEUED
    assert (
        ProcrastinateJob.objects.filter(
            task_name="people.work_on_import", args={"run_id": str(waiting.pk)}
        ).count()
        == 1
    )
    client.force_login(world.lan)
    ImportProgress.objects.update(phase="checking", done=1, total=3)
    body = client.get(reverse("import_detail", args=[waiting.pk])).content.decode()
    for words in ("Đang kiểm tra từng dòng", "1 / 3", 'value="33"', "Dừng"):
        assert words in body
    actions.check_import(waiting, by=world.actor(world.lan))
    done = client.get(reverse("import_detail", args=[waiting.pk]), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    assert "Nhập 3 hộ" in done.content.decode()
    assert client.post(reverse("import_apply", args=[waiting.pk])).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == State.WRITING
    assert not Household.objects.exists()


def test_stop_and_go_on_are_asked_for_on_the_page(world: World, client: Client, waiting: ImportRun):
    client.force_login(world.lan)
    assert client.post(reverse("import_stop", args=[waiting.pk])).status_code == 302
    assert ImportProgress.objects.get(run_id=waiting.pk).stop_asked
    actions.halt_import(waiting, by=world.actor(world.lan))
    waiting.refresh_from_db()
    assert waiting.state == State.STOPPED
    assert "Việc này đã dừng" in client.get(reverse("import_detail", args=[waiting.pk])).content.decode()
    assert client.post(reverse("import_resume", args=[waiting.pk])).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, ImportProgress.objects.get(run_id=waiting.pk).stop_asked) == (State.QUEUED, False)
    by = world.actor(world.lan)
    actions.check_import(waiting, by=by)
    with pytest.raises(Refused, match="không có việc nào đang chạy"):
        actions.stop_import(ImportRun.objects.get(pk=waiting.pk), by=by)
    with pytest.raises(Refused, match="không có việc nào đang dừng"):
        actions.resume_import(waiting, by=by)


def test_the_outsider_stops_and_resumes_nothing(world: World, client: Client, waiting: ImportRun):
    client.force_login(world.oanh)
    for name in ("import_stop", "import_resume", "import_hamlets"):
        assert client.post(reverse(name, args=[waiting.pk])).status_code == 404
    for act in (actions.stop_import, actions.resume_import, actions.halt_import, actions.check_import):
        with pytest.raises(Forbidden):
            act(waiting, by=world.actor(world.oanh))
    with pytest.raises(Forbidden):
        actions.order_import(waiting, Choices(), by=world.actor(world.oanh))


def test_a_run_whose_job_died_is_woken_and_one_that_nobody_decided_about_goes(
    world: World, waiting: ImportRun
):
    # Jobs that other tests committed are no rows of ours and stay.
    jobs = ProcrastinateJob.objects.filter(
        task_name="people.work_on_import", args={"run_id": str(waiting.pk)}
    )
    wake_imports(0)
    assert jobs.count() == 1
    ImportProgress.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=4))
    wake_imports(0)
    assert jobs.count() == 2
    drop_old_imports(0)
    assert ImportRow.objects.count() == 3
    ImportRun.objects.update(created_at=timezone.now() - dt.timedelta(days=31))
    drop_old_imports(0)
    waiting.refresh_from_db()
    assert waiting.state == State.DROPPED
    assert not ImportRow.objects.exists()
    assert not ImportProgress.objects.exists()


# ---------------------------------------------------------------- real processes

_WORK = """
import os, sys, django
django.setup()
from django.conf import settings
from django.db import connection
from hoctap.people.importing import progress
from hoctap.people.tasks import work_on_import
phase, run_id, action = sys.argv[1:4]
progress._EVERY_SECONDS = 0
real = progress.watched
def watched(run):
    from contextlib import contextmanager
    @contextmanager
    def inner():
        with real(run) as tell:
            def then(name, done, total):
                tell(name, done, total)
                if name == phase and action == "kill":
                    os.kill(os.getpid(), 9)
                if name == phase and action == "stop":
                    with connection.copy().cursor() as cursor:
                        cursor.execute("UPDATE people_importprogress SET stop_asked = true")
            yield then
    return inner()
import hoctap.people.tasks as tasks
tasks.watched = watched
work_on_import(run_id)
"""


@pytest.fixture
def order(transactional_db: None) -> tuple[World, ImportRun]:
    """A long list, checked, and to be entered by a job."""
    from tests.world import make_world

    world = make_world()
    by = world.actor(world.lan)
    run = actions.preview_import(world.commune, 2024, "dai.xlsx", long_list(ROWS), by=by, jobs=True)
    work_on_import(str(run.pk))
    run.refresh_from_db()
    assert (run.state, run.counts["new_households"]) == (State.PREVIEWED, ROWS)
    actions.order_import(run, Choices(), by=by)
    return world, ImportRun.objects.get(pk=run.pk)


def work(run: ImportRun, phase: str, action: str) -> int:
    settings = connection.settings_dict
    name = settings["NAME"]
    script = f"from django.conf import settings as s; s.DATABASES['default']['NAME'] = {name!r}\n"
    return subprocess.run(
        [sys.executable, "-c", script + _WORK, phase, str(run.pk), action],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
        cwd=Path(__file__).resolve().parents[2],
        check=False,
        timeout=120,
    ).returncode


def tables() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Household, Person, HouseholdMember, Residence))


@pytest.mark.parametrize("phase", ["checking", "writing", "joining"])
def test_killed_in_the_middle_nothing_is_lost_and_nothing_is_there_twice(
    order: tuple[World, ImportRun], phase: str
):
    world, run = order
    assert work(run, phase, "kill") == -signal.SIGKILL
    run.refresh_from_db()
    assert (run.state, tables(), run.staged_rows.count()) == (State.WRITING, (0, 0, 0, 0), ROWS)
    assert not Summary.objects.filter(counter="household.listed").exists()
    actions.resume_import(run, by=world.actor(world.lan))
    assert work(run, "", "") == 0
    assert work(run, "", "") == 0  # the first job, run once more
    run.refresh_from_db()
    assert (run.state, run.created_count, tables()) == (State.APPLIED, ROWS, (ROWS,) * 4)
    assert Summary.objects.get(place=world.commune, year=2024, counter="household.listed").value == ROWS
    assert not ImportRow.objects.exists()
    assert not ImportFinding.objects.exists()


def test_stopped_in_the_middle_nothing_is_written_and_it_goes_on(order: tuple[World, ImportRun]):
    world, run = order
    assert work(run, "writing", "stop") == 0
    run.refresh_from_db()
    assert (run.state, tables()) == (State.STOPPED, (0, 0, 0, 0))
    actions.resume_import(run, by=world.actor(world.lan))
    work_on_import(str(run.pk))
    run.refresh_from_db()
    assert (run.state, tables()) == (State.APPLIED, (ROWS,) * 4)


def test_two_jobs_of_one_run_enter_it_once(order: tuple[World, ImportRun]):
    _, run = order
    begun = time.monotonic()
    settings = connection.settings_dict
    script = f"from django.conf import settings as s; s.DATABASES['default']['NAME'] = {settings['NAME']!r}\n"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script + _WORK, "", str(run.pk), ""],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "hoctap.settings"},
            cwd=Path(__file__).resolve().parents[2],
        )
        for _ in range(2)
    ]
    assert [one.wait(120) for one in both] == [0, 0]
    assert time.monotonic() - begun < 120
    assert tables() == (ROWS,) * 4


def test_who_lost_the_right_meanwhile_enters_nothing(order: tuple[World, ImportRun]):
    world, run = order
    world.lan.capacities.get().roles.all().delete()
    work_on_import(str(run.pk))
    run.refresh_from_db()
    assert (run.state, tables()) == (State.PREVIEWED, (0, 0, 0, 0))
    assert "không có quyền" in run.failure
