"""What the catalogue registers, called once when the app is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.permissions import Permission
from hoctap.core.registries import retention_kinds
from hoctap.libraries.catalogue.boundaries import LIBRARIES, go_along
from hoctap.libraries.catalogue.retention import GIVERS, STAYS
from hoctap.libraries.catalogue.sections import came_section
from hoctap.libraries.catalogue.trail import SUBJECTS
from hoctap.libraries.registry import LibraryPage, library_pages, library_sections
from hoctap.people.registry import what_stays
from hoctap.places.boundaries.registry import boundary_carriers
from hoctap.places.registry import merger_notes


def register() -> None:
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    boundary_carriers.register("libraries", LIBRARIES)
    merger_notes.register("libraries", go_along)
    retention_kinds.register("book_givers", GIVERS)
    what_stays.register("catalogue", STAYS)
    read, keep = Permission.LIBRARY_READ, Permission.LIBRARY_KEEP
    library_pages.register("titles", LibraryPage("Mục lục", "catalogue_list", read, 10))
    library_pages.register("find", LibraryPage("Thêm sách", "title_find", keep, 12))
    library_pages.register("acquisitions", LibraryPage("Sách nhập trong năm", "acquisition_list", read, 40))
    library_pages.register("imports", LibraryPage("Nhập từ tệp", "catalogueimport_new", keep, 14))
    library_pages.register("labels", LibraryPage("In nhãn", "label_sheet", keep, 16))
    library_pages.register("stocktakes", LibraryPage("Kiểm kê", "stocktake_list", read, 45))
    library_sections.register("acquisitions", came_section)
