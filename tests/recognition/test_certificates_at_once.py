"""Two officers at once, and a process that dies between decision, book and PDF: no number doubled, none skipped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from hoctap.recognition.certificates import queries
from hoctap.recognition.models import Certificate, CertificateBatch, CertificateBook, CertificatePart
from scripts.house import ROOT
from tests import season as steps
from tests.recognition.giving import issue, numbers, print_now, reissue, rule
from tests.recognition.test_two_at_once import at_once, once
from tests.season import Season
from tests.world import make_world


@pytest.fixture
def committed(transactional_db: None) -> Season:
    cache.clear()
    season = steps.walk(make_world(), last=steps.sign_decision)
    rule(season)
    return season


def test_two_who_give_at_once_give_once_and_two_who_give_again_take_two_numbers(committed: Season):
    once(at_once(lambda: issue(committed), lambda: issue(committed)), "Đã cấp đủ")
    assert numbers(committed) == [1, 2]
    first, other = Certificate.objects.order_by("number")
    assert at_once(lambda: reissue(committed, first), lambda: reissue(committed, other)) == ["", ""]
    assert numbers(committed) == [1, 2, 3, 4]
    third = Certificate.objects.get(number=3)
    once(
        at_once(lambda: reissue(committed, third), lambda: reissue(committed, third)), "đã cấp lại giấy khác"
    )
    assert numbers(committed) == [1, 2, 3, 4, 5]
    assert queries.gaps(CertificateBook.objects.get()) == 0


# ---------------------------------------------------------------- a real process that is killed

_CHILD = """
import os, signal, sys, time, datetime as dt
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[3]
from hoctap.core.actor import system_job
from hoctap.recognition.certificates import actions, contents, tasks
from hoctap.recognition.models import Certificate, CertificateBatch, CertificateStanding, RecognitionDecision

where, pk = sys.argv[1], sys.argv[2]
actions.PART = 1

def die(*args, **kwargs):
    print("here", flush=True)
    time.sleep(60)

if where == "before the lines":
    Certificate.objects.bulk_create = die
elif where == "after the lines":
    CertificateStanding.objects.bulk_create = die
elif where == "before the job":
    tasks.make_certificates.defer = die
if where == "after the first part":
    batch = CertificateBatch.objects.get()
    printing = batch.prints.get()
    tasks.make_part(printing, printing.parts.order_by("number")[0])
    tasks.contents.certificates = die
    tasks.make_certificates(print_id=str(printing.pk))
else:
    actions.issue_certificates(
        RecognitionDecision.objects.get(pk=pk), dated_on=dt.date(2024, 11, 9), capacity=None,
        sheet=contents.plain_sheet("a4"), by=system_job("thử"),
    )
    die()
"""


@pytest.fixture
def killed(committed: Season, settings: object) -> Callable[[str], None]:
    def run(where: str) -> None:
        """Another process begins, gets so far, and is killed with SIGKILL."""
        name = connection.settings_dict["NAME"]
        url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**connection.settings_dict) + name
        environment = {
            **os.environ, "DATABASE_URL": url, "DATABASE_OWNER_URL": url, "DJANGO_SETTINGS_MODULE": "hoctap.settings",
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, where, str(committed.decision.pk), str(settings.MEDIA_ROOT)],  # type: ignore[attr-defined]
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        try:
            assert child.stdout is not None
            said = child.stdout.readline()
            assert said == b"here\n", child.stderr.read().decode()  # type: ignore[union-attr]
            os.kill(child.pid, signal.SIGKILL)
        finally:
            child.kill()
            child.communicate()

    return run


def _jobs() -> int:
    """The queue's own tables are not emptied between tests."""
    return ProcrastinateJob.objects.filter(task_name="recognition.make_certificates").count()


def _settled() -> None:
    """PostgreSQL notices a moment later that nobody is there any more."""
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND state LIKE 'idle in transaction%%'"
            )
            if cursor.fetchone()[0] == 0:
                return
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.parametrize("where", ["before the lines", "after the lines", "before the job"])
def test_killed_while_the_book_is_written_nothing_was_given_and_the_next_try_begins_at_one(
    committed: Season, killed: Callable[[str], None], where: str
):
    before = _jobs()
    killed(where)
    _settled()
    assert numbers(committed) == []
    assert not CertificateBook.objects.filter(last_number__gt=0).exists()
    assert _jobs() == before, "a job for lines that are not there"
    issue(committed)
    assert _jobs() == before + 1
    assert numbers(committed) == [1, 2]
    assert queries.gaps(CertificateBook.objects.get()) == 0


def test_killed_after_the_book_and_killed_again_between_two_parts_all_is_made_once(
    committed: Season, killed: Callable[[str], None]
):
    before = _jobs()
    killed("after the book")
    _settled()
    assert numbers(committed) == [1, 2]
    assert _jobs() == before + 1
    killed("after the first part")
    _settled()
    made = list(CertificatePart.objects.exclude(sha256="").values_list("number", "sha256", "made_at"))
    assert [number for number, *_ in made] == [1]
    print_now(CertificateBatch.objects.get())
    parts = list(CertificatePart.objects.order_by("number").values_list("number", "sha256", "made_at"))
    assert parts[0] == made[0], "the first part was not made again"
    assert parts[1][1]
    once(at_once(lambda: issue(committed), lambda: None), "Đã cấp đủ")
    assert numbers(committed) == [1, 2]
