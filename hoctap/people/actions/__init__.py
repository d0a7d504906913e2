"""Changing the register: households one by one, and whole lists from a file."""

from hoctap.people.actions.households import add_household, edit_household, end_household
from hoctap.people.actions.imports import (
    AtOnce,
    ListFile,
    apply_import,
    check_import,
    choose_hamlets,
    drop_import,
    halt_import,
    import_at_once,
    map_import,
    order_import,
    preview_import,
    resume_import,
    stop_import,
)
from hoctap.people.importing.staging import MAX_FILE_BYTES

__all__ = [
    "MAX_FILE_BYTES",
    "AtOnce",
    "ListFile",
    "add_household",
    "apply_import",
    "check_import",
    "choose_hamlets",
    "drop_import",
    "edit_household",
    "end_household",
    "halt_import",
    "import_at_once",
    "map_import",
    "order_import",
    "preview_import",
    "resume_import",
    "stop_import",
]
