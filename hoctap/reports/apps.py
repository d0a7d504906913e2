from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, append_only_tables, nav_items, open_pages, work_providers


class ReportsConfig(AppConfig):
    name = "hoctap.reports"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.reports.foreign.storing import FORM_FILES
        from hoctap.reports.trail import (
            FOREIGN_FORM,
            PUBLIC_FIGURES,
            PUBLIC_PLACE,
            REPORT,
            SAVED_TABLE,
            TABLE_EXPORT,
        )

        subject_kinds.register("reports.report", REPORT)
        subject_kinds.register("reports.foreignform", FOREIGN_FORM)
        file_uses.register("foreign_forms", FORM_FILES)
        from hoctap.reports.tables.storing import LIST_FILES

        subject_kinds.register("reports.savedtable", SAVED_TABLE)
        subject_kinds.register("reports.tableexport", TABLE_EXPORT)
        subject_kinds.register("reports.publicplace", PUBLIC_PLACE)
        subject_kinds.register("reports.publicfigures", PUBLIC_FIGURES)
        file_uses.register("lists", LIST_FILES)
        from hoctap.learning.registry import fed_providers
        from hoctap.measures.boards import board_sections
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.recognition.registry import round_reopen_blockers
        from hoctap.reports.board import communes, dues, peers, seasons, targets, waiting, years
        from hoctap.reports.boundaries import REPORTS
        from hoctap.reports.links import about_url
        from hoctap.reports.quantities import centre_reading, shipped
        from hoctap.reports.queries import sent_reports
        from hoctap.reports.tables.queries import public_link
        from hoctap.reports.work import work_items

        shipped.register()
        fed_providers.register("reports", centre_reading.fed)
        append_only_tables.register("reports_public_figures", "reports_public_figures")
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
        paper_kinds.register(
            "results_report",
            PaperKind("Báo cáo", "BC", True, False, Permission.PAPER_FILE, about_url=about_url),
        )
        open_pages.register("public_figures", public_link)
        work_providers.register("reports", work_items)
        _register_periodic()
        boundary_carriers.register("reports", REPORTS)
        round_reopen_blockers.register("reports", sent_reports)


def _load_types(_commune: UUID, _year: int, by: Actor) -> str:
    from hoctap.reports.types.actions import load_shipped_types

    made = load_shipped_types(by=by)
    return f"Loại báo cáo: nạp {made} loại" if made else ""


def _register_periodic() -> None:
    from hoctap.audit.registry import subject_kinds
    from hoctap.centres.registry import requirements
    from hoctap.core.files import file_uses
    from hoctap.core.registries import append_only_tables, set_up_steps
    from hoctap.measures.boards import board_sections
    from hoctap.papers.books.registry import incoming_targets
    from hoctap.papers.casefiles.registry import case_kinds
    from hoctap.papers.kinds import PaperKind, paper_kinds
    from hoctap.recognition.registry import round_reopen_blockers
    from hoctap.reports.attached import storing
    from hoctap.reports.calls import case_files, on_board
    from hoctap.reports.periodic import links, of_centres, queries, trail, work

    set_up_steps.register("reports", _load_types)
    requirements.register("reports", of_centres.yearly_report)
    file_uses.register("periodic_reports", storing.ATTACHED_FILES)
    case_kinds.register(case_files.CALL, case_files.CASE)

    board_sections.register("missing_reports", on_board.missing_reports)
    board_sections.register("owed_reports", on_board.owed_reports)
    round_reopen_blockers.register("periodic", queries.sent_of_season)
    subject_kinds.register("reports.periodicreport", trail.PERIODIC)
    subject_kinds.register("reports.reportcall", trail.CALL)
    subject_kinds.register("reports.reporttype", trail.TYPE)
    for table in ("reporttext", "typedfigure", "reportremark", "remarkanswer", "reportmove"):
        append_only_tables.register(f"reports_{table}", f"reports_{table}")
    paper_kinds.register(
        "periodic_report",
        PaperKind("Báo cáo", "BC", True, False, Permission.PAPER_FILE, about_url=links.about_url),
    )
    incoming_targets.register("periodic", links.reports_of)
    incoming_targets.register("calls", links.calls_of)
    nav_items.register("periodic", NavItem("Báo cáo", "periodic_list", "result.read", 50))
    work_providers.register("periodic", work.work_items)
