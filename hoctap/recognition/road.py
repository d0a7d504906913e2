"""The road of a round: its steps in their order, with who does them, their papers and last days. Data, not code.

A title's road is shipped as a file; a province or commune may keep one of its own (`Road`), from a day on. A round freezes the road of its
place when it opens: what is changed afterwards concerns the next round.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hoctap.core.dates import last_day_before
from hoctap.criteria.titles import Title

SHIPPED = Path(__file__).parent / "roads"

# In this order the steps depend on each other: a later one cannot come before an earlier one.
ORDER = (
    "launch",
    "registration",
    "scoring",
    "group_meeting",
    "hamlet_meeting",
    "nomination",
    "review",
    "commune_meeting",
    "posting",
    "submission",
    "decision",
    "certificate",
    "report",
)
# The steps that leave a record here. The others are done and kept on paper for now, and the screens say so.
FOLLOWED = frozenset(
    {
        "registration",
        "scoring",
        "group_meeting",
        "hamlet_meeting",
        "nomination",
        "review",
        "commune_meeting",
        "posting",
        "submission",
        "decision",
        "certificate",
        "report",
    }
)
# Only niêm yết has no place of its own: before the tờ trình, or between it and the decision.
MOVABLE = frozenset({"posting"})
# What the days of niêm yết are. No holiday is reckoned here: where one falls into it the office hangs the list longer.
DAY_KINDS = {"": "ngày", "working": "ngày làm việc"}


@dataclass(frozen=True)
class Step:
    code: str
    name: str
    who: str = ""
    """Who does or signs it, in words."""
    paper: str = ""
    """Kind of paper that it leaves; empty where it leaves none."""
    mark: str = "judgement"
    """'certain' where a verified text says so, else 'judgement'."""
    is_optional: bool = False
    is_off: bool = False
    before: str = ""
    """MM-DD: done before this day of the round's year, or a whole date; empty where no day is set."""
    days: int | None = None
    """How many days it lasts (niêm yết)."""
    day_kind: str = ""
    """What its days are: empty for days of the calendar, 'working' where Saturdays and Sundays are not counted."""
    is_held: bool = False
    """After its last day entering asks who allowed it and why. Only where an officer says so: a usual day holds nobody up."""

    @property
    def day_month(self) -> str:
        """'15/11', as people write it; a day that cannot be, as it was typed."""
        month, dash, day = self.before[-5:].partition("-")
        return f"{day}/{month}" if dash else self.before

    @property
    def days_words(self) -> str:
        """'5 ngày làm việc'; nothing where no days are set."""
        return f"{self.days} {DAY_KINDS[self.day_kind]}" if self.days else ""

    @property
    def is_followed(self) -> bool:
        return self.code in FOLLOWED

    def before_on(self, year: int) -> dt.date | None:
        if not self.before:
            return None
        return dt.date.fromisoformat(self.before if len(self.before) > 5 else f"{year}-{self.before}")


@dataclass(frozen=True)
class FrozenRoad:
    name: str
    note: str
    steps: tuple[Step, ...]
    instrument: str = ""

    def needs(self, code: str) -> bool:
        """Whether the step is walked on this road."""
        return any(step.code == code and not step.is_off for step in self.steps)

    def step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code and not step.is_off), None)

    @property
    def walked(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.is_off)

    def last_day(self, code: str, year: int) -> dt.date | None:
        """The last day in time of a step that is walked; None where it has none."""
        step = self.step(code)
        before = step.before_on(year) if step else None
        return last_day_before(before) if before else None

    def stored(self) -> dict[str, Any]:
        return asdict(self)


def read_road(data: Mapping[str, Any]) -> FrozenRoad:
    """From what is stored, or from a file."""
    return FrozenRoad(
        name=data["name"],
        note=data.get("note", ""),
        steps=tuple(Step(**step) for step in data["steps"]),
        instrument=data.get("instrument", ""),
    )


@cache
def shipped_road(title: str) -> FrozenRoad:
    """A title that a place added of its own goes the road of families or of citizens, until that place keeps another."""
    file = SHIPPED / f"{title}.toml"
    if not file.exists():
        of = Title.LEARNING_CITIZEN if Title(title).is_of_persons else Title.LEARNING_FAMILY
        return replace(shipped_road(of), name=f"Quy trình công nhận {Title(title).label} (mặc định)")
    return read_road(tomllib.loads(file.read_text(encoding="utf-8")))


def with_days_of(road: FrozenRoad, *, decision_before: dt.date | None, year: int) -> FrozenRoad:
    """The road with the day that the plan gives the decision; steps that would come after it lose their default day.

    A round without a last day has none at its steps either.
    """
    if decision_before is None:
        return replace(road, steps=tuple(replace(step, before="") for step in road.steps))
    steps = []
    for step in road.steps:
        before = step.before_on(year)
        if step.code == "decision":
            steps.append(
                replace(
                    step,
                    before=f"{decision_before:%m-%d}"
                    if decision_before.year == year
                    else decision_before.isoformat(),
                )
            )
        elif before is not None and before > decision_before:
            steps.append(replace(step, before=""))
        else:
            steps.append(step)
    return replace(road, steps=tuple(steps))
