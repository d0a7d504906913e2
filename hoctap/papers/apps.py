from django.apps import AppConfig

from hoctap.core.registries import (
    NavItem,
    RetentionKind,
    append_only_tables,
    nav_items,
    retention_kinds,
    work_providers,
)


class PapersConfig(AppConfig):
    name = "hoctap.papers"

    def ready(self) -> None:
        from hoctap.accounts.capacities.registry import capacity_uses
        from hoctap.accounts.handing import handover_items
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.papers import handing, signing
        from hoctap.papers.books.handing import INCOMING_PAPERS
        from hoctap.papers.books.work import work_items
        from hoctap.papers.trail import CASE, INCOMING, PAGE, PAPER, TEMPLATE

        subject_kinds.register("papers.paper", PAPER)
        subject_kinds.register("papers.signedpage", PAGE)
        subject_kinds.register("papers.casefile", CASE)
        subject_kinds.register("papers.officetemplate", TEMPLATE)
        subject_kinds.register("papers.incoming", INCOMING)
        from hoctap.papers.boundaries import PAPERS
        from hoctap.papers.storing import PAPER_FILES
        from hoctap.places.boundaries.registry import boundary_carriers

        for table in ("papers_paperversion", "papers_papermove", "papers_pdfsignature"):
            append_only_tables.register(table, table)
        file_uses.register("papers", PAPER_FILES)
        nav_items.register("papers", NavItem("Văn bản", "paper_list", "paper.read", 60))
        boundary_carriers.register("papers", PAPERS)
        capacity_uses.register("papers", signing.signed_in)
        from hoctap.papers.books.queries import papers_of
        from hoctap.papers.books.registry import incoming_targets

        incoming_targets.register("papers", papers_of)
        handover_items.register("papers", handing.PAPERS)
        handover_items.register("incoming", INCOMING_PAPERS)
        work_providers.register("papers", work_items)
        retention_kinds.register(
            "papers",
            RetentionKind(
                label="Văn bản, quyết định đã ký",
                holds="nội dung đã ký, bản chụp có chữ ký",
                basis="Lưu trữ theo quy định về văn thư, lưu trữ; hệ thống không bao giờ xóa. Thời hạn cụ thể: chưa kiểm chứng.",
            ),
        )
        self._general_papers()

    def _general_papers(self) -> None:
        from hoctap.core.permissions import Permission
        from hoctap.papers.drafting import links
        from hoctap.papers.drafting.rules import DRAFT_KINDS
        from hoctap.papers.kinds import PaperKind, paper_kinds

        for kind in DRAFT_KINDS.values():
            paper_kinds.register(
                kind.code,
                PaperKind(
                    kind.listed,
                    kind.abbreviation,
                    needs_number=kind.is_numbered,
                    own_series="" if kind.abbreviation else kind.series,
                    needs_signed_copy=False,
                    signing_permission=Permission.PAPER_FILE,
                    about_url=links.about_url,
                ),
            )
