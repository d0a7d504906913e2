"""What other apps show on a commune's door."""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.core.registries import Registry
from hoctap.places.models import Place


@dataclass(frozen=True)
class DoorLine:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class DoorSection:
    title: str
    lines: tuple[DoorLine, ...]
    url: str = ""
    url_label: str = ""
    order: int = 50


# By name of the part it stands under: `materials` → a function of the place, asked only where that part is on. One query each, nothing that
# names a person; None where there is nothing to show.
door_sections: Registry[Callable[[Place], DoorSection | None]] = Registry()
