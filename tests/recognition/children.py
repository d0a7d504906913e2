"""A process of its own that begins something in the tests' database, gets so far, and is killed with SIGKILL."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.db import connection

from scripts.house import ROOT

_BEGIN = """
import sys, time
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[1]

def die(*args, **kwargs):
    print("here", flush=True)
    time.sleep(60)
"""


def environment() -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/".format(**connection.settings_dict) + str(name)
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": url,
        "DJANGO_SETTINGS_MODULE": "hoctap.settings",
        "PYTHONPATH": str(ROOT),
    }


def kill_at(code: str, *words: str) -> None:
    """Run `code` until it calls `die`, and kill it there. `words` are its `sys.argv[2:]`."""
    child = subprocess.Popen(
        [sys.executable, "-c", _BEGIN + code, str(settings.MEDIA_ROOT), *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        assert child.stderr is not None
        said = child.stdout.readline()
        assert said == b"here\n", child.stderr.read().decode()
        os.kill(child.pid, signal.SIGKILL)
    finally:
        child.kill()
        child.communicate()
    _settled()


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
