"""The road of a request for a teacher on a day, from `routes.toml`."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Route:
    from_on: dt.date
    level: str
    via: str
    basis: str


@cache
def routes() -> tuple[Route, ...]:
    data = tomllib.loads((Path(__file__).parent / "routes.toml").read_text(encoding="utf-8"))
    rows = [Route(one["from"], one["level"], one["via"], one["basis"]) for one in data["route"]]
    return tuple(sorted(rows, key=lambda one: one.from_on))


def route_on(day: dt.date) -> Route:
    """The one in force; before the first there is none other than the first."""
    return next((one for one in reversed(routes()) if one.from_on <= day), routes()[0])
