"""Changing the register: households and people one by one, and whole lists from a file."""

from hoctap.people.actions.households import add_household, edit_household, end_household
from hoctap.people.actions.imports import MAX_FILE_BYTES, apply_import, drop_import, preview_import
from hoctap.people.actions.members import (
    add_member,
    change_head,
    edit_person,
    leave_household,
    move_person,
)
from hoctap.people.actions.moves import join_households, move_household, split_household

__all__ = [
    "MAX_FILE_BYTES",
    "add_household",
    "add_member",
    "apply_import",
    "change_head",
    "drop_import",
    "edit_household",
    "edit_person",
    "end_household",
    "join_households",
    "leave_household",
    "move_household",
    "move_person",
    "preview_import",
    "split_household",
]
