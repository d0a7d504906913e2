"""What higher apps say of one activity: where else it counts."""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core.actor import Actor
from hoctap.core.registries import Registry
from hoctap.learning.models import Activity


@dataclass(frozen=True)
class FedLine:
    """'Báo cáo quý II của UBND xã: 1 trong 14 lớp, chuyên đề'."""

    label: str
    value: str = ""
    url: str = ""


@dataclass(frozen=True)
class FedGroup:
    title: str
    lines: tuple[FedLine, ...]
    order: int = 50
    empty: str = ""
    """What is said where there is none."""


# A fixed number of queries each; None where the app has nothing to say of this activity to this actor.
fed_providers: Registry[Callable[[Activity, Actor], FedGroup | None]] = Registry()
