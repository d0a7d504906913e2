"""Changing the register: households one by one, and whole lists from a file."""

from hoctap.people.actions.households import add_household, edit_household, end_household
from hoctap.people.actions.imports import MAX_FILE_BYTES, apply_import, drop_import, preview_import
from hoctap.people.actions.moving import move_households
from hoctap.people.actions.not_assessed import clear_not_assessed, set_not_assessed

__all__ = [
    "MAX_FILE_BYTES",
    "add_household",
    "apply_import",
    "clear_not_assessed",
    "drop_import",
    "edit_household",
    "end_household",
    "move_households",
    "preview_import",
    "set_not_assessed",
]
