"""What facilities register, called once when the app is ready."""

from uuid import UUID

from hoctap.audit.registry import subject_kinds
from hoctap.centres.facilities import merging
from hoctap.centres.facilities.books import BOOKS
from hoctap.centres.facilities.boundaries import FACILITIES
from hoctap.centres.facilities.compliance import equipment
from hoctap.centres.facilities.equipment import links
from hoctap.centres.facilities.equipment.actions import CHECK_PAPER
from hoctap.centres.facilities.equipment.queries import equipped, funded, with_computers
from hoctap.centres.facilities.equipment.storing import CHECK_PHOTOS, load_shipped_equipment
from hoctap.centres.facilities.retention import LOAN_RECEIVERS, STAYS
from hoctap.centres.facilities.sections import facilities_of
from hoctap.centres.facilities.trail import SUBJECTS
from hoctap.centres.facilities.work import work_items
from hoctap.centres.registry import (
    CentrePage,
    PageGroup,
    centre_books,
    centre_carriers,
    centre_pages,
    centre_sections,
    requirements,
)
from hoctap.core.actor import Actor
from hoctap.core.files import file_uses
from hoctap.core.permissions import Permission
from hoctap.core.registries import append_only_tables, retention_kinds, set_up_steps, work_providers
from hoctap.papers.kinds import PaperKind, paper_kinds
from hoctap.people.registry import what_stays
from hoctap.places.boundaries.registry import boundary_carriers
from hoctap.plans.indicators import figure_providers


def register_all() -> None:
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    centre_pages.register(
        "venues",
        CentrePage("Cơ sở, thiết bị", "venue_list", Permission.CENTRE_READ, 70, group=PageGroup.HOUSE),
    )
    centre_pages.register(
        "bookings",
        CentrePage("Lịch phòng", "booking_list", Permission.CENTRE_READ, 72, group=PageGroup.HOUSE),
    )
    centre_sections.register("facilities", facilities_of)
    requirements.register("equipment", equipment)
    for code, book in BOOKS.items():
        centre_books.register(code, book)
    centre_carriers.register("equipment", merging.EQUIPMENT)
    centre_carriers.register("loans", merging.LOANS)
    centre_carriers.register("support", merging.SUPPORT)
    centre_carriers.register("bookings", merging.BOOKINGS)
    work_providers.register("facilities", work_items)
    boundary_carriers.register("facilities", FACILITIES)
    file_uses.register("facilities", CHECK_PHOTOS)
    for table in ("equipmentcheck", "checkline", "checkphoto", "maintenance", "upgradenote"):
        append_only_tables.register(f"centres_{table}", f"centres_{table}")
    paper_kinds.register(
        CHECK_PAPER,
        PaperKind("Biên bản kiểm kê", "BB", True, False, Permission.PAPER_FILE, about_url=links.about_url),
    )
    figure_providers.register("centre.equipped", equipped)
    figure_providers.register("centre.computers", with_computers)
    figure_providers.register("centre.funded", funded)
    retention_kinds.register("loan_receivers", LOAN_RECEIVERS)
    what_stays.register("facilities", STAYS)
    set_up_steps.register("equipment", _load)


def _load(_commune: UUID, _year: int, _by: Actor) -> str:
    made = load_shipped_equipment()
    return f"Loại thiết bị: nạp {made} mục" if made else ""
