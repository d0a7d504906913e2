"""How a rule, an action or a right says no.

A rule returns a list of reasons; an empty list means yes. The action raises them as `Refused`, the screen shows the same
list beside the button. `Forbidden` is about who is asking, `Refused` about the state of things.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why not, in a sentence an officer can act on. `field` names the form field where there is one."""

    text: str
    field: str = ""

    def __str__(self) -> str:
        return self.text


class Refused(Exception):
    """The state of things, or a rule, does not allow the change."""

    def __init__(self, reasons: Iterable[Reason] | str):
        self.reasons = [Reason(reasons)] if isinstance(reasons, str) else list(reasons)
        super().__init__("; ".join(reason.text for reason in self.reasons))


class Forbidden(Exception):
    """The actor has no right to do this here."""


class NotForThisActor(Forbidden):
    """Nobody is signed in, or the right is missing at this place."""
