"""Who is a worker, and what is divided by what."""

import datetime as dt
from dataclasses import dataclass

AGE_FROM, AGE_TO = 15, 60
"""By year of birth; the plans say "trong độ tuổi" and no more."""


def is_of_working_age(born: int, year: int) -> bool:
    return AGE_FROM <= year - born <= AGE_TO


@dataclass(frozen=True)
class Workers:
    """How many people of working age a commune has, and who says so."""

    number: int
    source: str
    as_of: dt.date | None = None
