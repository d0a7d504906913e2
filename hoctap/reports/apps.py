from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, append_only_tables, nav_items, open_pages, work_providers


class ReportsConfig(AppConfig):
    name = "hoctap.reports"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.reports.tables.storing import LIST_FILES
        from hoctap.reports.trail import PUBLIC_FIGURES, PUBLIC_PLACE, REPORT, SAVED_TABLE, TABLE_EXPORT

        subject_kinds.register("reports.report", REPORT)
        subject_kinds.register("reports.savedtable", SAVED_TABLE)
        subject_kinds.register("reports.tableexport", TABLE_EXPORT)
        subject_kinds.register("reports.publicplace", PUBLIC_PLACE)
        subject_kinds.register("reports.publicfigures", PUBLIC_FIGURES)
        file_uses.register("lists", LIST_FILES)
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.recognition.registry import round_reopen_blockers
        from hoctap.reports.boundaries import REPORTS
        from hoctap.reports.links import about_url
        from hoctap.reports.queries import sent_reports
        from hoctap.reports.tables.queries import public_link
        from hoctap.reports.work import work_items

        append_only_tables.register("reports_public_figures", "reports_public_figures")
        nav_items.register("results", NavItem("Kết quả", "result_table", "result.read", 15))
        nav_items.register("reports", NavItem("Báo cáo", "report_list", "result.read", 50))
        paper_kinds.register(
            "results_report",
            PaperKind("Báo cáo", "BC", True, False, Permission.PAPER_FILE, about_url=about_url),
        )
        open_pages.register("public_figures", public_link)
        work_providers.register("reports", work_items)
        boundary_carriers.register("reports", REPORTS)
        round_reopen_blockers.register("reports", sent_reports)
