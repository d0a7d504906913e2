"""Rules about who may not do two steps of one matter. Higher apps register theirs; whether a rule holds at a place is data."""

from dataclasses import dataclass

from hoctap.core.registries import Registry


@dataclass(frozen=True)
class DutyRule:
    code: str
    step: str
    """What the person is about to do, as on the button: 'Ký quyết định công nhận'."""
    sentence: str
    """The rule as an officer reads it."""
    why: str
    is_on: bool
    """What holds where nobody has said otherwise."""


duty_rules: Registry[DutyRule] = Registry()
