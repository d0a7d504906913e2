from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, nav_items


class ReportsConfig(AppConfig):
    name = "hoctap.reports"

    def ready(self) -> None:
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.reports.links import about_url

        nav_items.register("results", NavItem("Kết quả", "result_table", "result.read", 15))
        nav_items.register("reports", NavItem("Báo cáo", "report_list", "result.read", 50))
        paper_kinds.register(
            "results_report",
            PaperKind("Báo cáo", "BC", True, False, Permission.PAPER_FILE, about_url=about_url),
        )
