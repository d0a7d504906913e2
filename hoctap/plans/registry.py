"""Ways in which a plan comes to be, beside typing it: told by the apps above, shown on the page of plans."""

from dataclasses import dataclass

from hoctap.core.registries import Registry


@dataclass(frozen=True)
class WayIn:
    label: str
    url_name: str


ways_in: Registry[WayIn] = Registry()
