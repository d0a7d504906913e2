"""The head of the web server goes when `hoctap serve` is gone, also where the one signal of it was lost."""

import os
import subprocess
import sys
import time

from hoctap.core.management.commands.serve import free_port, server_command


def test_the_head_ends_although_nobody_told_it_that_its_parent_is_gone():
    """As after a signal that came while it replaced a process: it looks for itself who its parent is."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    server = subprocess.Popen(
        server_command("127.0.0.1", free_port("127.0.0.1", None), 1),
        env={**os.environ, "HOCTAP_SERVE_PID": str(gone.pid)},
        start_new_session=True,
    )
    try:
        assert server.wait(60) in (0, -15)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, 9)


def test_the_head_stays_while_its_parent_lives():
    server = subprocess.Popen(
        server_command("127.0.0.1", free_port("127.0.0.1", None), 1),
        env={**os.environ, "HOCTAP_SERVE_PID": str(os.getpid())},
        start_new_session=True,
    )
    try:
        time.sleep(6)
        assert server.poll() is None
    finally:
        os.killpg(server.pid, 9)
        server.wait(10)
