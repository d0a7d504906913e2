"""What reading registers, called once when the app is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.core.files import file_uses
from hoctap.core.permissions import Permission
from hoctap.core.registries import append_only_tables
from hoctap.libraries.registry import LibraryPage, PageGroup, library_pages, library_sections
from hoctap.places.boundaries.registry import boundary_carriers
from hoctap.plans.indicators import figure_providers
from hoctap.reading import figures, sections
from hoctap.reading.boundaries import READING
from hoctap.reading.storing import PHOTOS, SERVICES
from hoctap.reading.trail import SUBJECTS

READ = Permission.LIBRARY_READ
BESIDE = (
    *("growth_detail", "libraryplan_list", "mobile_list", "grant_list"),
    *("readingculture_list", "readingstandard_list"),
)
"""Reached from the row of links of its pages."""


def register() -> None:
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    boundary_carriers.register("reading", READING)
    file_uses.register("reading_services", SERVICES)
    file_uses.register("reading_photos", PHOTOS)
    for table in ("visitcorrection", "digitalcheck", "readingstandard", "grantvisit", "readingassessment"):
        append_only_tables.register(f"reading_{table}", f"reading_{table}")
    figures.register_indicators()
    for code, provider in figures.PROVIDERS.items():
        figure_providers.register(code, provider)
    library_sections.register("reading", sections.use_of)
    for order, (key, label, url_name, lending) in enumerate(
        (
            ("visits", "Lượt người", "visit_list", False),
            ("services", "Dịch vụ, chuyển đổi số", "service_list", False),
            ("rotation", "Luân chuyển", "rotation_list", True),
            ("requests", "Sách đề nghị", "bookrequest_list", True),
            ("statistics", "Thống kê", "statistics_detail", True),
        ),
        start=60,
    ):
        beside = BESIDE if key == "visits" else ()
        page = LibraryPage(label, url_name, READ, order, lending, PageGroup.READING, beside)
        library_pages.register(f"reading_{key}", page)
