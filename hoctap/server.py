"""The web server's head. It reads the program once; the processes that serve are its copies.

A process that died is there again at once, without seconds of reading Python, and what all of them only read lies in memory once.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time

from django.urls import get_resolver
from granian.cli import entrypoint

from hoctap.wsgi import application as application

ASKS = 10
"""How often the head is told to stop, a second apart, before it is made to."""


def end_with(parent: int) -> None:
    """The signal that `hoctap serve` is gone comes once, and is lost while the head replaces a process: so it is said again until heard."""
    asked = 0
    while True:
        time.sleep(1)
        if os.getppid() != parent:
            asked += 1
            os.kill(os.getpid(), signal.SIGTERM if asked < ASKS else signal.SIGKILL)


if __name__ == "__main__":
    gc.disable()  # until all is read
    _ = get_resolver().url_patterns  # the views, which Django otherwise reads with the first request
    gc.freeze()  # a copy whose collector touches everything would soon have all of it in its own memory
    gc.enable()
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # what Python means by default differs between its versions
    if parent := os.environ.get("HOCTAP_SERVE_PID"):
        threading.Thread(target=end_with, args=(int(parent),), daemon=True).start()
    entrypoint()
