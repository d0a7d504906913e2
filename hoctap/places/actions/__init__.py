"""Changing places: what the catalogue knows, the hamlets and groups that officers keep, organisations, dated figures."""

from hoctap.places.actions.figures import record_figures
from hoctap.places.actions.groups import add_groups, end_group, rename_group
from hoctap.places.actions.hamlet_changes import (
    Merged,
    divide_hamlet,
    end_hamlet,
    map_hamlet,
    merge_hamlets,
    undo_joining,
)
from hoctap.places.actions.organisations import add_alias, drop_alias, end_organisation
from hoctap.places.actions.units import (
    HamletsAdded,
    Installed,
    add_hamlet,
    add_hamlets,
    add_organisation,
    edit_organisation,
    install_committee,
    install_commune,
    install_organisations,
    load_places,
    rename_hamlet,
)

__all__ = [
    "HamletsAdded",
    "Installed",
    "Merged",
    "add_alias",
    "add_groups",
    "add_hamlet",
    "add_hamlets",
    "add_organisation",
    "divide_hamlet",
    "drop_alias",
    "edit_organisation",
    "end_group",
    "end_hamlet",
    "end_organisation",
    "install_committee",
    "install_commune",
    "install_organisations",
    "load_places",
    "map_hamlet",
    "merge_hamlets",
    "record_figures",
    "rename_group",
    "rename_hamlet",
    "undo_joining",
]
