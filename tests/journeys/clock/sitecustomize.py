"""Read by every Python that starts with this folder on its path: the day is the one in HOCTAP_JOURNEY_DAY, and time goes on from there."""

import datetime as dt
import os

import time_machine

if day := os.environ.get("HOCTAP_JOURNEY_DAY"):
    nine = dt.datetime.fromisoformat(f"{day}T09:00:00+07:00")
    time_machine.travel(nine, tick=True).start()
