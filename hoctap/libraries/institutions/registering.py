"""What libraries as institutions register, called once when the app is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, nav_items
from hoctap.libraries.institutions.trail import SUBJECTS
from hoctap.libraries.registry import library_pages


def register() -> None:
    nav_items.register(
        "libraries",
        NavItem("Thư viện", "library_list", Permission.LIBRARY_READ, 24, over=_pages_of_a_library),
    )
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)


def _pages_of_a_library() -> list[str]:
    return [name for page in library_pages for name in (page.url_name, *page.beside)]
