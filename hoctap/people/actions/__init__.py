"""Changing the register: households one by one, and whole lists from a file."""

from hoctap.people.actions.households import add_household, edit_household, end_household
from hoctap.people.actions.imports import MAX_FILE_BYTES, apply_import, drop_import, preview_import

__all__ = [
    "MAX_FILE_BYTES",
    "add_household",
    "apply_import",
    "drop_import",
    "edit_household",
    "end_household",
    "preview_import",
]
