"""Changing the register: households and people one by one, and whole lists from a file."""

from hoctap.people.actions.bases import record_consent, record_place_basis, withdraw_basis
from hoctap.people.actions.duplicates import (
    find_duplicates,
    merge_persons,
    record_duplicates,
    tell_apart,
    undo_merge,
)
from hoctap.people.actions.groups import (
    add_clan,
    add_unit,
    add_unit_member,
    edit_clan,
    edit_unit,
    end_unit_member,
    record_clan_share,
    record_staff_count,
    set_work,
)
from hoctap.people.actions.households import add_household, edit_household, end_household
from hoctap.people.actions.import_answers import Answered, answer_all, answer_changes, choose_kinds
from hoctap.people.actions.imports import (
    AtOnce,
    answer_hamlets,
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
from hoctap.people.actions.members import add_member, change_head, edit_person, leave_household, move_person
from hoctap.people.actions.moves import join_households, move_household, split_household
from hoctap.people.actions.moving import move_households
from hoctap.people.actions.not_assessed import clear_not_assessed, set_not_assessed
from hoctap.people.actions.requests import (
    acknowledge_request,
    answer_request,
    erase_person,
    export_person,
    refuse_request,
    register_request,
)
from hoctap.people.importing.handed_in import ListFile
from hoctap.people.importing.staging import MAX_FILE_BYTES

__all__ = [
    "MAX_FILE_BYTES",
    "Answered",
    "AtOnce",
    "ListFile",
    "acknowledge_request",
    "add_clan",
    "add_household",
    "add_member",
    "add_unit",
    "add_unit_member",
    "answer_all",
    "answer_changes",
    "answer_hamlets",
    "answer_request",
    "apply_import",
    "change_head",
    "check_import",
    "choose_hamlets",
    "choose_kinds",
    "clear_not_assessed",
    "drop_import",
    "edit_clan",
    "edit_household",
    "edit_person",
    "edit_unit",
    "end_household",
    "end_unit_member",
    "erase_person",
    "export_person",
    "find_duplicates",
    "halt_import",
    "import_at_once",
    "join_households",
    "leave_household",
    "map_import",
    "merge_persons",
    "move_household",
    "move_households",
    "move_person",
    "order_import",
    "preview_import",
    "record_clan_share",
    "record_consent",
    "record_duplicates",
    "record_place_basis",
    "record_staff_count",
    "refuse_request",
    "register_request",
    "resume_import",
    "set_not_assessed",
    "set_work",
    "split_household",
    "stop_import",
    "tell_apart",
    "undo_merge",
    "withdraw_basis",
]
