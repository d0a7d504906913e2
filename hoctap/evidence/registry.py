"""What keeps evidence from being withdrawn; filled by the apps whose records stand on it."""

from collections.abc import Callable

from hoctap.core.refusals import Reason
from hoctap.core.registries import Registry
from hoctap.evidence.models import Evidence

withdrawal_blockers: Registry[Callable[[Evidence], list[Reason]]] = Registry()
