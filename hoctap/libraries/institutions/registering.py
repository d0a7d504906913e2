"""What libraries as institutions register, called once when the app is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, nav_items
from hoctap.libraries.institutions.trail import SUBJECTS


def register() -> None:
    nav_items.register(
        "libraries",
        NavItem("Thư viện", "library_list", Permission.LIBRARY_READ, 24),
    )
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
