from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, nav_items, work_providers


class ReportsConfig(AppConfig):
    name = "hoctap.reports"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.reports.trail import REPORT

        subject_kinds.register("reports.report", REPORT)
        from hoctap.measures.boards import board_sections
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.recognition.registry import round_reopen_blockers
        from hoctap.reports.board import communes, dues, peers, seasons, targets, waiting, years
        from hoctap.reports.boundaries import REPORTS
        from hoctap.reports.links import about_url
        from hoctap.reports.queries import sent_reports
        from hoctap.reports.work import work_items

        for name, make in (
            ("seasons", seasons.seasons),
            ("targets", targets.targets),
            ("communes", communes.communes),
            ("dues", dues.dues),
            ("papers", waiting.papers),
            ("difficulties", waiting.difficulties),
            ("files", waiting.files),
            ("years", years.years),
            ("peers", peers.peers),
        ):
            board_sections.register(name, make)
        nav_items.register("results", NavItem("Kết quả", "result_table", "result.read", 15))
        nav_items.register("reports", NavItem("Báo cáo", "report_list", "result.read", 50))
        paper_kinds.register(
            "results_report",
            PaperKind("Báo cáo", "BC", True, False, Permission.PAPER_FILE, about_url=about_url),
        )
        work_providers.register("reports", work_items)
        boundary_carriers.register("reports", REPORTS)
        round_reopen_blockers.register("reports", sent_reports)
