"""Where higher apps say in which positions something was done that a correction must not contradict."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from hoctap.core.registries import Registry

if TYPE_CHECKING:
    from hoctap.accounts.models import Capacity

# The days on which a position signed, each with its words ("Quyết định 05/QĐ-UBND").
capacity_uses: "Registry[Callable[[Capacity], list[tuple[dt.date, str]]]]" = Registry()
