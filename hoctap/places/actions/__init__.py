"""Changing places: what the catalogue knows, the hamlets and groups that officers keep, organisations, dated figures."""

from hoctap.places.actions.units import (
    HamletsAdded,
    Installed,
    add_hamlet,
    add_hamlets,
    add_organisation,
    edit_organisation,
    install_commune,
    install_organisations,
    load_places,
    rename_hamlet,
)

__all__ = [
    "HamletsAdded",
    "Installed",
    "add_hamlet",
    "add_hamlets",
    "add_organisation",
    "edit_organisation",
    "install_commune",
    "install_organisations",
    "load_places",
    "rename_hamlet",
]
