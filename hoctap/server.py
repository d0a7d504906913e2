"""The web server's head. It reads the program once; the processes that serve are its copies.

A process that died is there again at once, without seconds of reading Python, and what all of them only read lies in memory once.
"""

import gc
import multiprocessing
import sys

from django.urls import get_resolver
from granian.cli import entrypoint

from hoctap.wsgi import application as application

if __name__ == "__main__":
    _ = get_resolver().url_patterns  # the views, which Django otherwise reads with the first request
    gc.freeze()  # a copy whose collector touches everything would soon have all of it in its own memory
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork")  # what Python means by default differs between its versions
    entrypoint()
